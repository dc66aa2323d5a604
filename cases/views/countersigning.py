"""The Responsible Person countersigns a decision, or returns it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.actions.countersigning import countersign
from cases.decision_page import consultations
from cases.forms.decision import CountersignForm
from cases.models.countersignature import CountersignatureVerdict
from cases.policy import get_case
from cases.queries import decisions_of
from cases.queries_decision import countersignature_of, stands
from cases.queries_risk import risk_of
from cases.rules import check_leads
from cases.rules_decision import check_may_countersign
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page

_SAID = {
    CountersignatureVerdict.SIGNED: "Countersigned.",
    CountersignatureVerdict.RETURNED: "Returned. The decision has to be taken again.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def decision_countersign(request: ActorRequest, reference: str, decision_id: UUID) -> HttpResponse:
    """Show what was decided and why, and take the Responsible Person's word."""
    case = get_case(request.actor, reference)
    check_leads(request.actor, case, "countersign this decision")
    decision = get_object_or_404(decisions_of(case), pk=decision_id)
    decision.case = case
    is_answered = countersignature_of(decision) is not None
    check_may_countersign(request.actor, decision, stands=stands(decision), is_answered=is_answered)
    form = CountersignForm(posted(request))
    if not form.is_valid():
        context = {
            "case": case,
            "decision": decision,
            "risk": risk_of(decision.assessment),
            "consultations": consultations(case),
            "form": form,
            "marking": "OFFICIAL-SENSITIVE",
        }
        return render(request, "cases/decision_countersign.html", context)
    verdict = CountersignatureVerdict(form.cleaned_data["verdict"])
    countersign(actor=request.actor, decision=decision, verdict=verdict, reason=form.cleaned_data["reason"])
    messages.success(request, _SAID[verdict])
    return redirect("case_page", case.reference)
