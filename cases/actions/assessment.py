"""Completing a risk assessment. It never changes afterwards; a new one replaces it."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.actions.lowering import propose
from cases.actions.movement import move
from cases.actions.reopening import reopen
from cases.instruments import Band, Instrument, Result, score
from cases.judgement import Standing, check_judgement, standing
from cases.models import Assessment, Case
from cases.models.decision import Cause
from cases.queries_instruments import counted, in_use, stored_thresholds
from cases.rules import check_may_assess
from cases.states import State
from partners.actor import Actor


@transaction.atomic
def complete(
    *,
    actor: Actor,
    case: Case,
    answers: Mapping[str, str],
    token: UUID,
    band: Band | None = None,
    reason: str = "",
    instrument: Instrument | None = None,
) -> Assessment:
    """Complete a risk assessment.

    Args:
        actor: a person of the lead agency.
        case: the case; it is brought up to date and changed in memory too.
        answers: by question key.
        token: made by the page that asks, so that a form sent twice makes one assessment.
        band: the level by professional judgement. A higher one than the answers give stands at once; a lower one is
            proposed to a second person, and until then the level that the answers give stands.
        reason: why it is higher or lower.
        instrument: the version whose questions were answered (`cases.queries_instruments.in_use`); the one that the
            partnership uses today if it is not given.

    Raises:
        NotPermitted: the actor may not assess this case.
        NotPossible: the case is closed, or the judgement has no reason.
        AnswersRefused: an answer is missing or cannot be used.
    """
    lock(case)
    key = uuid5(case.pk, str(token))
    if sent_before := Assessment.objects.filter(pk=key).first():
        return sent_before
    check_may_assess(actor, case)
    asked = instrument or in_use(case.partnership)
    result = rate(case, asked, answers)
    check_judgement(result, band or result.band, reason)
    judged = band or result.band
    follows = standing(asked, result, judged)
    raised_for = reason.strip() if judged is follows.band else ""
    assessment = _scored(case, key, answers, result)
    _let_stand(assessment, follows, raised_for)
    _complete(actor, assessment)
    if judged.rank < result.band.rank:
        propose(actor, case, assessment, judged, reason.strip())
    _apply(actor, case, assessment)
    return assessment


def rate(case: Case, instrument: Instrument, answers: Mapping[str, str]) -> Result:
    """Return what the answers give today, with the incidents of the case counted.

    Raises:
        AnswersRefused: an answer is missing or cannot be used.
    """
    found = counted(case, instrument, timezone.localdate())
    return score(instrument, answers, incidents_in_window=found[instrument.escalations[0].key], incidents=found)


def _scored(case: Case, key: UUID, answers: Mapping[str, str], result: Result) -> Assessment:
    """Return an assessment, unsaved, with the answers and what they give by themselves."""
    return Assessment(
        id=key,
        case=case,
        instrument=result.instrument,
        instrument_version=result.version,
        instrument_fingerprint=result.fingerprint,
        thresholds=stored_thresholds(result.thresholds),
        counted=dict(result.incidents),
        answers={question: said.strip() for question, said in answers.items() if said.strip()},
        incidents_in_window=result.incidents_counted,
        score=result.score,
        scored_band=result.band,
        unknowns=[unknown.question for unknown in result.unknowns],
    )


def _let_stand(assessment: Assessment, follows: Standing, reason: str) -> None:
    """Write the level that stands, with what follows from it; `reason` is that of a judgement upwards."""
    assessment.band = follows.band
    assessment.recommendation = follows.recommendation
    assessment.why = list(follows.why)
    assessment.judgement_reason = reason
    assessment.review_on = timezone.localdate() + timedelta(days=follows.review_in_days)


def _complete(actor: Actor, assessment: Assessment) -> None:
    assessment.agency_id, assessment.completed_by_id = actor.agency, actor.person
    assessment.save(force_insert=True)
    log.record(
        actor,
        "assessment.complete",
        subject=assessment.case.reference,
        owner_agency_id=assessment.case.lead_agency_id,
        sections=["risk"],
        facts={"band": assessment.band, "scored_band": assessment.scored_band, "score": assessment.score},
    )


def _apply(actor: Actor, case: Case, assessment: Assessment) -> None:
    """Let the case follow its new assessment; a new level re-opens a decision that was taken on the old one."""
    changed = bool(case.band) and case.band != assessment.band
    known = {"band": assessment.band, "review_on": assessment.review_on}
    if case.state == State.NEW:
        move(actor=actor, case=case, to=State.ASSESSED, **known)
        return
    Case.objects.filter(pk=case.pk).update(**known)
    case.band, case.review_on = assessment.band, assessment.review_on
    if changed:
        reopen(actor=actor, case=case, cause=Cause.BAND_CHANGED)
