"""The decision: does this case need a multi-agency approach? (003) It is taken by a person, with reasons."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions.consulting import withdraw_all
from cases.actions.locking import lock
from cases.actions.movement import move
from cases.limits import clock_of
from cases.models import Case, Decision
from cases.models.decision import Choice
from cases.queries_decision import countersigners
from cases.queries_risk import RiskNow, risk_now
from cases.rules import check_may_decide
from cases.rules_decision import check_somebody_can_countersign
from cases.states import State
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible

TO_COUNTERSIGN = "decision_to_countersign"


@transaction.atomic
def record(*, actor: Actor, case: Case, choice: Choice, reasons: str, against_reason: str = "") -> Decision:
    """Record the decision. It never changes; a change of circumstances leads to another one.

    Questions to other agencies that nobody has answered are withdrawn. Where the partnership wants decisions
    countersigned, the Responsible Persons are told; the work need not wait for them.

    Args:
        actor: a person of the lead agency.
        case: the case; it is brought up to date and changed in memory too.
        choice: single-agency or multi-agency.
        reasons: why.
        against_reason: why not as the assessment recommends; needed when it is not.

    Raises:
        NotPermitted: the actor may not take the decision.
        NotPossible: the risk is not assessed, the decision has been taken, a reason is missing, or nobody else could
            countersign it.
    """
    lock(case)
    check_may_decide(actor, case)
    risk = risk_now(case)
    if risk is None:
        raise NotPossible("Assess the risk first. The decision follows the risk assessment.")
    check_reasons(choice, risk.recommendation, reasons, against_reason)
    check_somebody_can_countersign(case.partnership, countersigners(case, without=actor.person).exists())
    decision = _write(actor, case, risk, choice, reasons.strip(), against_reason.strip())
    withdraw_all(actor, case)
    move(actor=actor, case=case, to=State(choice.value))
    if decision.needs_countersignature:
        path = reverse("decision_countersign", args=[case.reference, decision.pk])
        people = countersigners(case, without=actor.person)
        notices.tell(actor, people, kind=TO_COUNTERSIGN, subject=case.reference, path=path)
    return decision


def _write(actor: Actor, case: Case, risk: RiskNow, choice: Choice, reasons: str, against_reason: str) -> Decision:
    clock = clock_of(case, timezone.localdate())
    decision = Decision(
        case=case,
        agency_id=actor.agency,
        assessment=risk.assessment,
        recommendation=risk.recommendation,
        choice=choice,
        reasons=reasons,
        against_reason=against_reason,
        due_on=case.decision_due_on,
        counted_from=clock.counted_from,
        working_days=clock.working_days,
        limit_days=clock.limit_days,
        needs_countersignature=case.partnership.countersigns_decisions,
        decided_by_id=actor.person,
    )
    decision.save(force_insert=True)
    log.record(
        actor,
        "decision.record",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=["decision"],
        facts={"choice": choice, "recommendation": risk.recommendation},
    )
    return decision


def check_reasons(choice: str, recommendation: str, reasons: str, against_reason: str) -> None:
    """Check that a decision has its reasons.

    Raises:
        NotPossible: they are missing, or the one for going against the recommendation is.
    """
    if not reasons.strip():
        raise NotPossible("Give the reasons for the decision.")
    if choice != recommendation and not against_reason.strip():
        raise NotPossible("Say why you are not following the recommendation.")
