"""Referring a case to a panel, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import Case
from cases.policy import get_case
from conferences.actions import queueing
from conferences.forms.agenda import ReferForm
from conferences.models import Panel
from conferences.policy_panels import get_referral
from conferences.queries_agenda import panels_to_refer_to
from conferences.rules_agenda import check_may_refer
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_SHARE)
def agenda_refer(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask which panel, why, and what may be shown, and refer the case."""
    case = get_case(request.actor, reference)
    try:
        check_may_refer(request.actor, case)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("case_page", case.reference)
    panels = {str(panel.pk): panel for panel in panels_to_refer_to(request.actor)}
    form = ReferForm(
        request.POST or None,
        actor=request.actor,
        panels=list(panels.values()),
        initial={"sections": ["risk", "decision"]},
    )
    if request.method == "POST" and form.is_valid():
        return _refer(request, case, form, panels)
    return _ask(request, case, form)


def _refer(request: ActorRequest, case: Case, form: ReferForm, panels: dict[str, Panel]) -> HttpResponse:
    facts = form.cleaned_data
    try:
        queueing.refer(
            actor=request.actor,
            case=case,
            panel=panels[facts["panel"]],
            why=facts["why"],
            sections=form.shown(),
            legal_gateway=facts["legal_gateway"],
        )
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, case, form)
    messages.success(request, "Case referred. The panel gives it a place on an agenda.")
    return redirect("case_page", case.reference)


def _ask(request: ActorRequest, case: Case, form: ReferForm) -> HttpResponse:
    context = {"form": form, "case": case, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "conferences/agenda_refer.html", context)


@require_POST
@page(Permission.CASE_SHARE)
def agenda_take_back(request: ActorRequest, key: UUID) -> HttpResponse:
    """Withdraw a referral that waits."""
    referral = get_referral(request.actor, key)
    do(
        request,
        lambda: queueing.take_back(actor=request.actor, referral=referral),
        "Referral withdrawn. The panel’s agency no longer sees the case for it.",
    )
    return redirect("case_page", referral.case.reference)
