"""Assessing the risk: the questions, the result before it is completed, and a completed assessment."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.assessment import complete, rate
from cases.comparing import Differences, differences, one_before
from cases.forms.assessment import AssessmentForm, JudgementForm
from cases.instruments import Band, Instrument, Result, score
from cases.instruments.answers import read_answers
from cases.models import Assessment, Case
from cases.policy import get_case, sections_of
from cases.presenting import row
from cases.queries import assessments_of, latest_assessment
from cases.queries_instruments import in_use, instrument_of
from cases.queries_risk import reason_to_wait, reasons_to_reassess, risk_of
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
    instrument = in_use(case.partnership, shown=request.POST.get("instrument", ""))
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
    context = {
        "case": case,
        "form": form,
        "instrument": form.instrument,
        "again": reasons_to_reassess(case, timezone.localdate()),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "cases/assessment_new.html", context)


def _preview(
    request: ActorRequest, case: Case, answers: AssessmentForm, result: Result, form: JudgementForm
) -> HttpResponse:
    context = {
        "case": case,
        "answers": answers,
        "result": result,
        "form": form,
        "incidents": result.incidents_counted,
        "changes": _since_the_last(case, answers, result),
        "rules": [(band, rule) for band, rule in answers.instrument.bands if band.rank > result.band.rank],
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "cases/assessment_preview.html", context)


def _since_the_last(case: Case, answers: AssessmentForm, result: Result) -> Differences | None:
    """Return what is different from the assessment that stands; nothing when the risk was never assessed."""
    last = latest_assessment(case)
    if last is None:
        return None
    before = instrument_of(last)
    given = {key: said for key, said in answers.answers().items() if said}
    return differences(last, before, answers.instrument, given, score=result.score, band=result.band)


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
        instrument=answers.instrument,
    )
    proposed = f" A lower level waits for a second person: until then the risk stays {assessment.band}."
    waits = Band(form.cleaned_data["band"]).rank < result.band.rank
    messages.success(request, f"Risk assessment completed: {assessment.band} risk.{proposed if waits else ''}")
    return redirect("assessment_page", case.reference, assessment.pk)


def _shown_again(sent: QueryDict, result: Result) -> QueryDict:
    """Return what was sent as if it had been sent from a page that shows the present result; the reason is kept.

    What was kept, or proposed as lower, was so of another result: of the present one nobody has said that yet.
    """
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
    instrument = instrument_of(assessment)
    risk = risk_of(assessment)
    context = {
        "risk": risk,
        "answering": reason_to_wait(request.actor, risk),
        "changes": _from_the_one_before(case, assessment, instrument),
        "case": case,
        "assessment": assessment,
        "instrument": instrument,
        "answers": [row(each.question.text, each.label) for each in read_answers(instrument, assessment.answers)],
        "result": score(
            instrument,
            assessment.answers,
            incidents_in_window=assessment.incidents_in_window,
            incidents=assessment.counted,
        ),
        "recommendation": risk.recommendation.label,
        "may_decide": not reason_against(check_may_decide, request.actor, case),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "cases/assessment_page.html", context)


def _from_the_one_before(case: Case, assessment: Assessment, instrument: Instrument) -> Differences | None:
    last = one_before(assessment, assessments_of(case))
    if last is None:
        return None
    before = instrument_of(last)
    return differences(last, before, instrument, assessment.answers, score=assessment.score, band=assessment.band)
