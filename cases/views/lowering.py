"""A second person confirms or declines a lower level of risk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.actions.lowering import answer
from cases.forms.assessment import LoweringForm
from cases.models import Case, Lowering
from cases.models.lowering import LoweringVerdict
from cases.policy import get_case
from cases.queries_risk import answer_to, is_of_latest, lowerings
from cases.rules import check_leads
from cases.rules_risk import check_may_answer_lowering
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import Actor, ActorRequest
from partners.roles import Permission
from partners.web import page

_SAID = {
    LoweringVerdict.CONFIRMED: "Confirmed: the risk is {0.band}.",
    LoweringVerdict.DECLINED: "Declined: the risk stays {0.from_band}.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def lowering_answer(request: ActorRequest, reference: str, assessment_id: UUID) -> HttpResponse:
    """Show who proposes which level and why, and take the second person's word."""
    case = get_case(request.actor, reference)
    check_leads(request.actor, case, "answer a proposal to lower the risk of this case")
    lowering = get_object_or_404(lowerings().filter(case=case), assessment_id=assessment_id)
    _check(request.actor, case, lowering)
    form = LoweringForm(lowering, posted(request))
    if not form.is_valid():
        context = {"case": case, "form": form, "lowering": lowering, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/lowering_answer.html", context)
    verdict = LoweringVerdict(form.cleaned_data["verdict"])
    answer(actor=request.actor, lowering=lowering, verdict=verdict, reason=form.cleaned_data["reason"])
    messages.success(request, _SAID[verdict].format(lowering))
    return redirect("assessment_page", case.reference, assessment_id)


def _check(actor: Actor, case: Case, lowering: Lowering) -> None:
    lowering.case = case
    is_answered = answer_to(lowering) is not None
    check_may_answer_lowering(actor, lowering, is_latest=is_of_latest(lowering), is_answered=is_answered)
