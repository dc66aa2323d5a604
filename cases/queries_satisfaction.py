"""How victims found the way they were treated, who has still to be asked, and whom nobody may ask."""

from collections.abc import Iterable
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
    found = told.filter(~Exists(later), ~Exists(asked)).select_related("case", "person").order_by("told_on", "pk")
    return [telling for telling in found if not is_unsafe(telling.person)]


def is_unsafe(person: Person) -> bool:
    """Say whether making contact with a victim is unsafe.

    It is where the reporting form says “Do not contact” of them, in any incident of the case, and where what was
    recorded last of telling them what happened is that contact would not be safe.
    """
    same = Person.objects.filter(case=person.case_id, part=Part.VICTIM)
    records = same.filter(Q(pk=person.pk) | (Q(name__iexact=person.name) & ~Q(name="")))
    if _says_not_to(records, person.case.partnership_id):
        return True
    last = Telling.objects.filter(case=person.case_id, person__in=records).order_by("-recorded_at").first()
    return last is not None and last.not_told == NotTold.UNSAFE


def _says_not_to(records: Iterable[Person], partnership_id: UUID) -> bool:
    """Say whether the ways of contact, the first line of what is known about safe contact, are none."""
    firsts = {each.safe_contact.splitlines()[0].strip() for each in records if each.safe_contact.strip()}
    return bool(firsts) and labels("contact_method", partnership_id).get(_DO_NOT_CONTACT) in firsts


def _called(person: Person) -> str:
    return person.name.casefold() or str(person.pk)
