"""Taking the decision, and re-opening it. What is known, recommended and answered stands on the one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.decision import record
from cases.actions.reopening import reopen_for_new_fact
from cases.decision_page import known_of
from cases.forms.decision import DecisionForm, ReopenForm
from cases.models.decision import Choice
from cases.policy import get_case
from cases.queries_risk import risk_now
from cases.rules import check_may_decide, check_may_reopen
from cases.states import State
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page

_SAID = {
    Choice.SINGLE_AGENCY: "Decision recorded: single-agency.",
    Choice.MULTI_AGENCY: "Decision recorded: multi-agency. Next, convene a case conference.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def decision_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Show what is known and recommended, and take the decision."""
    case = get_case(request.actor, reference)
    check_may_decide(request.actor, case)
    risk = risk_now(case)
    if risk is None:
        raise NotPossible("Assess the risk first. The decision follows the risk assessment.")
    form = DecisionForm(risk.recommendation, posted(request))
    if not form.is_valid():
        known = known_of(request.actor, case, risk, timezone.localdate())
        return render(request, "cases/decision_new.html", known | {"form": form})
    choice = Choice(form.cleaned_data["choice"])
    decision = record(
        actor=request.actor,
        case=case,
        choice=choice,
        reasons=form.cleaned_data["reasons"],
        against_reason=form.cleaned_data["against_reason"],
    )
    waits = " It waits for the Responsible Person’s countersignature." if decision.needs_countersignature else ""
    messages.success(request, _SAID[choice] + waits)
    return redirect("case_page", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def decision_reopen(request: ActorRequest, reference: str) -> HttpResponse:
    """Re-open the decision, or a closed case, because information or circumstances changed."""
    case = get_case(request.actor, reference)
    check_may_reopen(request.actor, case)
    form = ReopenForm(posted(request))
    if not form.is_valid():
        is_closed = case.state == State.CLOSED
        context = {"case": case, "form": form, "is_closed": is_closed, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/decision_reopen.html", context)
    reopen_for_new_fact(actor=request.actor, case=case, reason=form.cleaned_data["reason"])
    messages.success(request, "Re-opened. The decision has to be taken again.")
    return redirect("case_page", case.reference)
