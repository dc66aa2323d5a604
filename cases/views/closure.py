"""Closing a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.closure import close
from cases.closure import blockers_of
from cases.forms.closure import CloseForm
from cases.policy import get_case
from cases.queries_telling import to_tell
from cases.rules import check_may_close
from cases.terms import choices
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_close(request: ActorRequest, reference: str) -> HttpResponse:
    """Say what blocks closing; when nothing does, close the case with an outcome."""
    case = get_case(request.actor, reference)
    check_may_close(request.actor, case)
    blockers = blockers_of(case)
    outcomes = choices("outcome", request.actor, timezone.localdate())
    form = CloseForm(outcomes, None if blockers else posted(request))
    if blockers or not form.is_valid():
        context = {
            "case": case,
            "form": form,
            "blockers": blockers,
            "to_tell": bool(to_tell(case)),
            "marking": "OFFICIAL-SENSITIVE",
        }
        return render(request, "cases/case_close.html", context)
    close(actor=request.actor, case=case, outcome=form.cleaned_data["outcome"])
    messages.success(request, f"Case {case.reference} is closed.")
    return redirect("case_page", case.reference)
