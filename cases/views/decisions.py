"""Taking the decision, and re-opening it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions.decision import record
from cases.actions.reopening import reopen_for_new_fact
from cases.forms.decision import DecisionForm, ReopenForm
from cases.instruments import Recommendation
from cases.models import Assessment, Case
from cases.models.decision import Choice
from cases.policy import get_case
from cases.queries import decisions_of, incidents_since, latest_assessment
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
    assessment = latest_assessment(case)
    if assessment is None:
        raise NotPossible("Assess the risk first. The decision follows the risk assessment.")
    form = DecisionForm(assessment.recommendation, posted(request))
    if not form.is_valid():
        return render(request, "cases/decision_new.html", _known(case, assessment) | {"form": form})
    choice = Choice(form.cleaned_data["choice"])
    record(
        actor=request.actor,
        case=case,
        choice=choice,
        reasons=form.cleaned_data["reasons"],
        against_reason=form.cleaned_data["against_reason"],
    )
    messages.success(request, _SAID[choice])
    return redirect("case_page", case.reference)


def _known(case: Case, assessment: Assessment) -> dict[str, object]:
    return {
        "case": case,
        "assessment": assessment,
        "recommendation": Recommendation(assessment.recommendation).label,
        "incidents": case.incidents.count(),
        "incidents_since": incidents_since(case, assessment),
        "is_overdue": case.decision_due_on < timezone.localdate(),
        "earlier": list(decisions_of(case)),
        "marking": "OFFICIAL-SENSITIVE",
    }


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
