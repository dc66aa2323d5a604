"""Closing the case."""

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.actions.movement import move
from cases.closure import blockers_of
from cases.models import Case, Term
from cases.rules import check_may_close
from cases.states import State
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def close(*, actor: Actor, case: Case, outcome: str) -> None:
    """Close the case.

    Args:
        actor: a person of the lead agency.
        case: the case; it is brought up to date and changed in memory too.
        outcome: a code of the vocabulary `outcome`.

    Raises:
        NotPermitted: the actor may not close this case.
        NotPossible: it is closed, something blocks closing, or the outcome is not in the list.
    """
    lock(case)
    check_may_close(actor, case)
    if blockers := blockers_of(case):
        raise NotPossible(" ".join(["This case cannot be closed yet.", *blockers]))
    today = timezone.localdate()
    if not Term.objects.of("outcome", partnership_id=case.partnership_id, day=today).filter(code=outcome).exists():
        raise NotPossible("Choose an outcome from the list.")
    move(actor=actor, case=case, to=State.CLOSED, closed_on=today, closing_outcome=outcome)
    log.record(
        actor,
        "case.close",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        facts={"outcome": outcome, "told_on": case.victim_told_on.isoformat() if case.victim_told_on else None},
    )
