"""Telling victims and witnesses what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.models import Case, Person, Telling
from cases.models.case import NotTold
from cases.models.person import Part
from cases.models.telling import How
from cases.queries_telling import TOLD_PARTS
from cases.rules import check_may_tell_victim
from partners.actor import Actor
from partners.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Told:
    """What became of telling one person.

    Attributes:
        person: a victim or witness of the case.
        day: a date in Europe/London, from the opening of the case until today, on which the person was told.
        how: how, when the person was told.
        not_told: why the person was not told, in place of a day.
    """

    person: Person
    day: date | None = None
    how: How | None = None
    not_told: NotTold | None = None


@transaction.atomic
def tell_people(*, actor: Actor, case: Case, told: Iterable[Told]) -> None:
    """Record who was told what happened, when and how, or why not.

    Args:
        actor: a person of the lead agency.
        case: the case; it is brought up to date and changed in memory too.
        told: one for each person of whom something is recorded.

    Raises:
        NotPermitted: the actor may not record this.
        NotPossible: the case is closed, a person is not its victim or witness, a day cannot be right, or it does not
            say exactly one of the two: when and how, or why not.
    """
    lock(case)
    check_may_tell_victim(actor, case)
    for each in told:
        _check(case, each)
        _write(actor, case, each)
        log.record(
            actor,
            "case.tell",
            subject=case.reference,
            owner_agency_id=case.lead_agency_id,
            reason=each.not_told or "",
            facts={"told_on": each.day.isoformat() if each.day else None, "part": each.person.part},
        )


def check_day_told(case: Case, day: date) -> None:
    """Check that somebody can have been told on `day`.

    Raises:
        NotPossible: it has not come yet, or lies before the case.
    """
    if day > timezone.localdate():
        raise NotPossible("The day on which they were told must be today or in the past.")
    if day < case.opened_on:
        raise NotPossible(f"The case was opened on {case.opened_on:%-d %B %Y}. Enter that day or a later one.")


def _check(case: Case, told: Told) -> None:
    if told.person.case_id != case.pk or told.person.part not in TOLD_PARTS:
        raise NotPossible("Only victims and witnesses of this case are told what happened.")
    if (told.day is None) == (told.not_told is None) or (told.day is None) != (told.how is None):
        raise NotPossible("Say on which day and how each person was told, or why not.")
    if told.day is not None:
        check_day_told(case, told.day)


def _write(actor: Actor, case: Case, told: Told) -> None:
    Telling(
        case=case,
        person=told.person,
        agency_id=actor.agency,
        told_on=told.day,
        how=told.how or "",
        not_told=told.not_told or "",
        recorded_by_id=actor.person,
    ).save(force_insert=True)
    if told.person.part == Part.VICTIM:
        _sum_up(case)


def _sum_up(case: Case) -> None:
    """Keep the coded fact of the case, which figures and partners' systems read without seeing any person."""
    last: dict[object, Telling] = {}
    for telling in Telling.objects.filter(case=case, person__part=Part.VICTIM).order_by("recorded_at"):
        last[telling.person_id] = telling
    days = [telling.told_on for telling in last.values() if telling.told_on]
    case.victim_told_on = max(days) if days else None
    case.victim_not_told = "" if days else max(last.values(), key=lambda telling: telling.recorded_at).not_told
    Case.objects.filter(pk=case.pk).update(victim_told_on=case.victim_told_on, victim_not_told=case.victim_not_told)
