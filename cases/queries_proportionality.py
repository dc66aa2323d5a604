"""Reading who is waiting to be decided about where there was no crime. Nobody without the section `people` reads it.

What holds is worked out from the rows each time: the kind of the incident, the newest test, and what still stands
there. So it is right also after an incident was classified anew, or after more was written about an erased subject.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.models import Case, Person, ProportionalityTest, SubjectErasure
from cases.models.incident import Kind
from cases.models.person import Part
from cases.models.proportionality import Keeping
from cases.rules_proportionality import IDENTIFYING, holds_data
from partners.models import Partnership
from partners.working_days import add_working_days

HOLDS_DATA = reduce(or_, (~Q(**{name: ""}) for name in IDENTIFYING))


class Wait(StrEnum):
    """What is to be done about a subject, if anything."""

    TEST = "test"
    REVIEW = "review"
    ERASE = "erase"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one subject: the number on the page, the tests (newest first), and the newest erasure.

    `due_on` is the day by which what `wait` says is to be done; nothing where there is nothing to do.
    """

    person: Person
    number: int
    tests: list[ProportionalityTest]
    erasure: SubjectErasure | None
    wait: Wait
    due_on: date | None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say about the subject."""
        return bool(self.tests) or self.wait is not Wait.NOTHING

    @property
    def holds_data(self) -> bool:
        """Whether anything still stands there that says who the subject is."""
        return holds_data(self.person)


def standings_of(case: Case, today: date) -> list[Standing]:
    """Return how it stands with each subject of the case's incidents that are no crimes, in four queries."""
    subjects = Person.objects.filter(case=case, part=Part.SUBJECT).select_related("incident")
    people = list(subjects.order_by("incident__occurred_from", "pk"))
    if all(person.incident.kind == Kind.CRIME for person in people):
        return []
    tests = _by_person(tests_of(case))
    erasures = {each.person_id: each for each in reversed(erasures_of(case))}
    partnership = Partnership.objects.get(pk=case.partnership_id)
    found = []
    for number, person in enumerate(people, 1):
        if person.incident.kind == Kind.INCIDENT:
            own = tests.get(person.pk, [])
            wait, _, due_on = wait_of(person, own[0] if own else None, partnership, today)
            found.append(Standing(person, number, own, erasures.get(person.pk), wait, due_on))
    return found


def tests_of(case: Case) -> QuerySet[ProportionalityTest]:
    """Return the tests of the case, newest first."""
    return ProportionalityTest.objects.filter(case=case).select_related("decided_by")


def erasures_of(case: Case) -> list[SubjectErasure]:
    """Return what was erased of the case, newest first."""
    return list(SubjectErasure.objects.filter(case=case).select_related("erased_by"))


def standing_of(case: Case, person: Person, today: date) -> Standing | None:
    """Return how it stands with one subject; nothing where the incident is a crime."""
    return next((each for each in standings_of(case, today) if each.person.pk == person.pk), None)


def subjects_waiting(cases: QuerySet[Case], today: date) -> QuerySet[Person]:
    """Return the subjects in `cases` about whom something is to be done, the longest recorded first."""
    newer = ProportionalityTest.objects.filter(person=OuterRef("person"), decided_at__gt=OuterRef("decided_at"))
    kept = ProportionalityTest.objects.filter(outcome=Keeping.KEEP, review_on__gt=today, person=OuterRef("pk"))
    described = Person.objects.filter(HOLDS_DATA, case__in=cases, part=Part.SUBJECT, incident__kind=Kind.INCIDENT)
    waiting = described.filter(~Exists(kept.filter(~Exists(newer))))
    return waiting.select_related("case", "incident").order_by("incident__created_at", "pk")


def newest_tests(people: Iterable[Person]) -> dict[UUID, ProportionalityTest]:
    """Return the newest test of each of these people who has one."""
    tests = ProportionalityTest.objects.filter(person__in=people).order_by("decided_at")
    return {test.person_id: test for test in tests}


def wait_of(
    person: Person, test: ProportionalityTest | None, partnership: Partnership, today: date
) -> tuple[Wait, date | None, date | None]:
    """Return what is to be done about a subject, since which day, and by which; no days where there is nothing to do.

    Args:
        person: a subject of an incident that is no crime, with the incident.
        test: the newest one.
        partnership: whose limit holds (a setting, in working days of its nation).
        today: the date in Europe/London.
    """
    wait = _wait(test, holds=holds_data(person), today=today)
    if wait is Wait.NOTHING:
        return wait, None, None
    if test and wait is Wait.REVIEW:
        return wait, test.review_on, test.review_on
    since = timezone.localdate(test.decided_at if test else person.incident.created_at)
    return wait, since, add_working_days(since, partnership.proportionality_limit_days, partnership.nation)


def _wait(test: ProportionalityTest | None, *, holds: bool, today: date) -> Wait:
    if not holds:
        return Wait.NOTHING
    if test is None:
        return Wait.TEST
    if test.outcome == Keeping.NOT_KEEP:
        return Wait.ERASE
    return Wait.REVIEW if test.review_on and test.review_on <= today else Wait.NOTHING


def _by_person(tests: Iterable[ProportionalityTest]) -> dict[UUID, list[ProportionalityTest]]:
    found: dict[UUID, list[ProportionalityTest]] = {}
    for test in tests:
        found.setdefault(test.person_id, []).append(test)
    return found
