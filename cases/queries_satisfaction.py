"""How victims found the way they were treated, who has still to be asked, and whom nobody may ask."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, Person, Satisfaction, Telling
from cases.models.case import NotTold
from cases.models.person import Part
from cases.queries_telling import can_be_told
from cases.terms import labels

DAYS_TO_ASK: Final = 28
"""So long after a victim was told what happened somebody is asked to ask; later they no longer remember it well."""

_DO_NOT_CONTACT: Final = "do_not_contact"
_SAME: Final = Q(person=OuterRef("person")) | (Q(person__name__iexact=OuterRef("person__name")) & ~Q(person__name=""))
"""Whoever is recorded in several incidents of a case under the same name is one person."""


def victims_of(case: Case) -> list[Person]:
    """Return the victims of the case who gave a name or a way of making contact, each once."""
    return [person for person in can_be_told(case) if person.part == Part.VICTIM]


def askings_of(case: Case) -> QuerySet[Satisfaction]:
    """Return what was recorded of asking the victims of the case, newest first."""
    return Satisfaction.objects.filter(case=case).select_related("person", "agency", "recorded_by")


def what_holds(case: Case) -> list[tuple[Person, Satisfaction | None]]:
    """Return each victim of `victims_of` with what was recorded last of asking them, if there is anything."""
    newest: dict[str, Satisfaction] = {}
    for asking in askings_of(case):
        newest.setdefault(_called(asking.person), asking)
    return [(person, newest.get(_called(person))) for person in victims_of(case)]


def knows_what_came_of_it(case: Case) -> bool:
    """Say whether a victim of the case was told what happened, or it was recorded why not: then is the time to ask."""
    return Telling.objects.filter(case=case, person__part=Part.VICTIM).exists()


def to_ask(cases: QuerySet[Case], today: date) -> list[Telling]:
    """Return the last telling of each victim who was told not long ago and of whom nothing is recorded yet.

    Nobody is returned with whom contact is unsafe. Read it as the lead agency, which sees the people of its cases.

    Args:
        cases: the cases to look at.
        today: the date in Europe/London.
    """
    later = Telling.objects.filter(_SAME, case=OuterRef("case"), recorded_at__gt=OuterRef("recorded_at"))
    asked = Satisfaction.objects.filter(_SAME, case=OuterRef("case"))
    told = Telling.objects.filter(case__in=cases, person__part=Part.VICTIM, told_on__gt=today - timedelta(DAYS_TO_ASK))
    found = list(told.filter(~Exists(later), ~Exists(asked)).select_related("case", "person").order_by("told_on", "pk"))
    unsafe = _not_to_be_contacted({telling.case for telling in found})
    return [telling for telling in found if (telling.case_id, _called(telling.person)) not in unsafe]


def is_unsafe(person: Person) -> bool:
    """Say whether making contact with a victim is unsafe.

    It is where the reporting form says “Do not contact” of them, in any incident of the case, and where what was
    recorded last of telling them what happened is that contact would not be safe.
    """
    if (person.case_id, _called(person)) in _not_to_be_contacted({person.case}):
        return True
    same = Q(person=person) | (Q(person__name__iexact=person.name) & ~Q(person__name=""))
    last = Telling.objects.filter(same, case=person.case_id).order_by("-recorded_at").first()
    return last is not None and last.not_told == NotTold.UNSAFE


def _not_to_be_contacted(cases: Collection[Case]) -> set[tuple[UUID, str]]:
    """Return, by their case and how they are called, the victims whose ways of contact are none.

    The ways of contact are the first line of what is known about safe contact, in the words of the partnership.
    """
    words = {
        each: labels("contact_method", each).get(_DO_NOT_CONTACT) for each in {case.partnership_id for case in cases}
    }
    partnership_of = {case.pk: case.partnership_id for case in cases}
    victims = Person.objects.filter(case__in=cases, part=Part.VICTIM).exclude(safe_contact="")
    return {
        (victim.case_id, _called(victim))
        for victim in victims
        if victim.safe_contact.strip().partition("\n")[0].strip() == words[partnership_of[victim.case_id]]
    }


def _called(person: Person) -> str:
    return person.name.casefold() or str(person.pk)
