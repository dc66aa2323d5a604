"""Telling the victim what happened, and closing the case."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.actions.movement import move
from cases.closure import blockers_of
from cases.models import Case, Term
from cases.models.case import NotTold
from cases.rules import check_may_close, check_may_tell_victim
from cases.states import State
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def tell_victim(*, actor: Actor, case: Case, day: date | None = None, not_told: NotTold | None = None) -> None:
    """Record on which day the victim was told what happened, or why not.

    Args:
        actor: a person of the lead agency.
        case: the case; it is brought up to date and changed in memory too.
        day: a date in Europe/London, from the opening of the case until today.
        not_told: why the victim was not told, in place of a day.

    Raises:
        NotPermitted: the actor may not record this.
        NotPossible: the case is closed, the day cannot be right, or not exactly one of the two is given.
    """
    lock(case)
    check_may_tell_victim(actor, case)
    if (day is None) == (not_told is None):
        raise NotPossible("Say on which day the victim was told, or why not.")
    if day is not None:
        check_day_told(case, day)
    case.victim_told_on, case.victim_not_told = day, not_told or ""
    Case.objects.filter(pk=case.pk).update(victim_told_on=day, victim_not_told=case.victim_not_told)
    log.record(
        actor,
        "case.tell",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        reason=case.victim_not_told,
        facts={"told_on": day.isoformat() if day else None},
    )


def check_day_told(case: Case, day: date) -> None:
    """Check that the victim can have been told on `day`.

    Raises:
        NotPossible: it has not come yet, or lies before the case.
    """
    if day > timezone.localdate():
        raise NotPossible("The day on which the victim was told must be today or in the past.")
    if day < case.opened_on:
        raise NotPossible(f"The case was opened on {case.opened_on:%-d %B %Y}. Enter that day or a later one.")


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
