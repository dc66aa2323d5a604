"""Assessing the risk: the questions, the result before it is completed, and a completed assessment."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.assessment import complete, rate
from cases.forms.assessment import AssessmentForm, JudgementForm
from cases.instruments import Band, Instrument, Recommendation, Result, latest, load, score
from cases.instruments.answers import read_answers
from cases.models import Case
from cases.policy import get_case, sections_of
from cases.presenting import row
from cases.queries import assessments_of, incidents_in_window
from cases.rules import check_may_assess, check_may_decide
from cases.sections import Section
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.errors import reason_against
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def assessment_new(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask the questions, show the result, take the judgement. Nothing is stored until the assessor completes it."""
    case = get_case(request.actor, reference)
    check_may_assess(request.actor, case)
    instrument = latest(case.partnership.instrument)
    step = request.POST.get("step", "change")
    if step == "change":
        return _questions(request, case, AssessmentForm(instrument, initial=request.POST.dict()))
    form = AssessmentForm(instrument, request.POST)
    if not form.is_valid():
        return _questions(request, case, form)
    result = rate(case, instrument, form.answers())
    if step == "complete":
        return _complete(request, case, form, result)
    return _preview(request, case, form, result, JudgementForm(result))


def _questions(request: ActorRequest, case: Case, form: AssessmentForm) -> HttpResponse:
    context = {"case": case, "form": form, "instrument": form.instrument, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "cases/assessment_new.html", context)


def _preview(
    request: ActorRequest, case: Case, answers: AssessmentForm, result: Result, form: JudgementForm
) -> HttpResponse:
    context = {
        "case": case,
        "answers": answers,
        "result": result,
        "form": form,
        "incidents": _counted(case, answers.instrument),
        "rules": [(band, rule) for band, rule in answers.instrument.bands if band.rank > result.band.rank],
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "cases/assessment_preview.html", context)


def _counted(case: Case, instrument: Instrument) -> int:
    return incidents_in_window(case, instrument.thresholds.within_days, timezone.localdate())


def _complete(request: ActorRequest, case: Case, answers: AssessmentForm, result: Result) -> HttpResponse:
    form = JudgementForm(result, request.POST)
    valid = form.is_valid()
    if form.has_changed_since:
        messages.warning(request, "The result has changed since you saw it, because an incident was added. Look again.")
        return _preview(request, case, answers, result, JudgementForm(result, _shown_again(request.POST, result)))
    if not valid:
        return _preview(request, case, answers, result, form)
    assessment = complete(
        actor=request.actor,
        case=case,
        answers=answers.answers(),
        token=form.cleaned_data["token"],
        band=Band(form.cleaned_data["band"]),
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, f"Risk assessment completed: {assessment.band} risk.")
    return redirect("assessment_page", case.reference, assessment.pk)


def _shown_again(sent: QueryDict, result: Result) -> QueryDict:
    """Return what was sent as if it had been sent from a page that shows the present result; the reason is kept."""
    data = sent.copy()
    data["judgement-shown"] = result.band.value
    if data.get("judgement-band") not in [band.value for band in Band if band.rank >= result.band.rank]:
        data["judgement-band"] = result.band.value
    return data


@require_safe
@page(Permission.CASE_READ)
def assessment_page(request: ActorRequest, reference: str, assessment_id: UUID) -> HttpResponse:
    """Show a completed assessment: what was answered, the result and why."""
    case = get_case(request.actor, reference)
    if Section.RISK not in sections_of(request.actor, case):
        raise Http404("There is no assessment that you can see.")
    assessment = get_object_or_404(assessments_of(case), pk=assessment_id)
    instrument = load(assessment.instrument, assessment.instrument_version)
    counted = assessment.incidents_in_window
    context = {
        "case": case,
        "assessment": assessment,
        "instrument": instrument,
        "answers": [row(each.question.text, each.label) for each in read_answers(instrument, assessment.answers)],
        "result": score(instrument, assessment.answers, incidents_in_window=counted),
        "recommendation": Recommendation(assessment.recommendation).label,
        "may_decide": not reason_against(check_may_decide, request.actor, case),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "cases/assessment_page.html", context)
