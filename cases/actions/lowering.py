"""Lowering a level of risk below what the answers gave: one person proposes, a second one confirms or declines."""

from django.db import transaction
from django.urls import reverse

from audit import log
from cases.actions.locking import lock
from cases.actions.reopening import reopen
from cases.instruments import Band
from cases.models import Assessment, Case, Lowering, LoweringAnswer
from cases.models.decision import Cause
from cases.models.lowering import LoweringVerdict
from cases.policy import not_kept_away
from cases.queries_risk import answer_to, is_of_latest
from cases.rules_risk import check_may_answer_lowering
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.queries import people_who_may
from partners.roles import Permission

PROPOSED, ANSWERED = "lowering_proposed", "lowering_answered"


def propose(actor: Actor, case: Case, assessment: Assessment, band: Band, reason: str) -> None:
    """Write that whoever completes `assessment` thinks the risk lower; a step of completing it."""
    Lowering(
        case=case,
        agency_id=actor.agency,
        assessment=assessment,
        from_band=assessment.band,
        band=band,
        reason=reason,
        proposed_by_id=actor.person,
    ).save(force_insert=True)
    log.record(
        actor,
        "assessment.lower",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=["risk"],
        facts={"from": assessment.band, "to": band},
    )
    path = reverse("lowering_answer", args=[case.reference, assessment.pk])
    seat = {"partnership_id": case.partnership_id, "agency_id": case.lead_agency_id}
    colleagues = not_kept_away(people_who_may(Permission.RISK_ASSESS, **seat), case.pk)
    notices.tell(actor, colleagues, kind=PROPOSED, subject=case.reference, path=path)


@transaction.atomic
def answer(*, actor: Actor, lowering: Lowering, verdict: LoweringVerdict, reason: str = "") -> None:
    """Confirm or decline a lower level of risk. Confirmed, it stands, and a decision taken on the higher one is
    re-opened; declined, the higher one goes on standing.

    Args:
        actor: a second person of the lead agency.
        lowering: what was proposed; its case is brought up to date.
        verdict: confirmed or declined.
        reason: why; needed when it is declined.

    Raises:
        NotPermitted: the actor proposed it, or may not assess this case.
        NotPossible: it was answered, a newer assessment has replaced it, or the reason is missing.
    """
    case = lowering.case
    lock(case)
    is_answered = answer_to(lowering) is not None
    check_may_answer_lowering(actor, lowering, is_latest=is_of_latest(lowering), is_answered=is_answered)
    check_reason(verdict, reason)
    LoweringAnswer(
        lowering=lowering,
        case=case,
        agency_id=actor.agency,
        verdict=verdict,
        reason=reason.strip(),
        answered_by_id=actor.person,
    ).save(force_insert=True)
    log.record(
        actor,
        "assessment.answer_lower",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=["risk"],
        facts={"verdict": verdict, "from": lowering.from_band, "to": lowering.band},
    )
    if verdict == LoweringVerdict.CONFIRMED:
        _lower(actor, case, lowering.band)
    _tell(actor, lowering)


def check_reason(verdict: str, reason: str) -> None:
    """Check that a declined proposal says why.

    Raises:
        NotPossible: it does not.
    """
    if verdict == LoweringVerdict.DECLINED and not reason.strip():
        raise NotPossible("Say why the risk stays as the answers make it.")


def _lower(actor: Actor, case: Case, band: str) -> None:
    Case.objects.filter(pk=case.pk).update(band=band)
    case.band = band
    reopen(actor=actor, case=case, cause=Cause.BAND_CHANGED)


def _tell(actor: Actor, lowering: Lowering) -> None:
    case = lowering.case
    proposer = not_kept_away(User.objects.filter(pk=lowering.proposed_by_id), case.pk)
    path = reverse("assessment_page", args=[case.reference, lowering.assessment_id])
    notices.tell(actor, proposer, kind=ANSWERED, subject=case.reference, path=path)
