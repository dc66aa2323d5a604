"""The decision: does this case need a multi-agency approach? (003) It is taken by a person, with reasons."""

from django.db import transaction

from audit import log
from cases.actions.locking import lock
from cases.actions.movement import move
from cases.models import Case, Decision
from cases.models.decision import Choice
from cases.queries import latest_assessment
from cases.rules import check_may_decide
from cases.states import State
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def record(*, actor: Actor, case: Case, choice: Choice, reasons: str, against_reason: str = "") -> Decision:
    """Record the decision. It never changes; a change of circumstances leads to another one.

    Args:
        actor: a person of the lead agency.
        case: the case; it is brought up to date and changed in memory too.
        choice: single-agency or multi-agency.
        reasons: why.
        against_reason: why not as the assessment recommends; needed when it is not.

    Raises:
        NotPermitted: the actor may not take the decision.
        NotPossible: the risk is not assessed, the decision has been taken, or a reason is missing.
    """
    lock(case)
    check_may_decide(actor, case)
    assessment = latest_assessment(case)
    if assessment is None:
        raise NotPossible("Assess the risk first. The decision follows the risk assessment.")
    check_reasons(choice, assessment.recommendation, reasons, against_reason)
    decision = Decision(
        case=case,
        agency_id=actor.agency,
        assessment=assessment,
        recommendation=assessment.recommendation,
        choice=choice,
        reasons=reasons.strip(),
        against_reason=against_reason.strip(),
        due_on=case.decision_due_on,
        decided_by_id=actor.person,
    )
    decision.save(force_insert=True)
    log.record(
        actor,
        "decision.record",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=["decision"],
        facts={"choice": choice, "recommendation": assessment.recommendation},
    )
    move(actor=actor, case=case, to=State(choice.value))
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
