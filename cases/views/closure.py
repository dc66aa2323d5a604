"""Telling the victim what happened, and closing a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.closure import close, tell_victim
from cases.closure import blockers_of
from cases.forms.closure import CloseForm, ToldForm
from cases.policy import get_case
from cases.rules import check_may_close, check_may_tell_victim
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
        context = {"case": case, "form": form, "blockers": blockers, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/case_close.html", context)
    close(actor=request.actor, case=case, outcome=form.cleaned_data["outcome"])
    messages.success(request, f"Case {case.reference} is closed.")
    return redirect("case_page", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_told(request: ActorRequest, reference: str) -> HttpResponse:
    """Record whether the victim was told what happened, and when."""
    case = get_case(request.actor, reference)
    check_may_tell_victim(request.actor, case)
    form = ToldForm(case, posted(request))
    if not form.is_valid():
        return render(request, "cases/case_told.html", {"case": case, "form": form, "marking": "OFFICIAL-SENSITIVE"})
    tell_victim(actor=request.actor, case=case, day=form.cleaned_data["day"], not_told=form.not_told)
    messages.success(request, "Recorded whether the victim was told.")
    return redirect("case_page", case.reference)
