"""Repeats are counted over the person, household, subject and place, across agencies, and tell the number alone."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from cases.actions.restricting import restrict
from cases.actions.walls import wall_off
from cases.models import Case, Term
from cases.models.person import Part
from cases.queries import incidents_in_window
from cases.report import PersonReport
from cases.sections import Section
from partners.actor import Actor
from partners.scope import acting
from tests.cases.given import assess, new_case, shared
from tests.personas import World

EVERYTHING = ("person", "household", "subject", "place")


def victim(name: str = "", **known: Any) -> PersonReport:
    return PersonReport(part=Part.VICTIM, name=name, **known)


def subject(name: str, **known: Any) -> PersonReport:
    return PersonReport(part=Part.SUBJECT, name=name, **known)


def told(actor: Actor, *people: PersonReport, **fields: Any) -> Case:
    return new_case(actor, people=people, **{"place": "", **fields})


def count(actor: Actor, case: Case, over: Iterable[str] = EVERYTHING, days: int = 365) -> int:
    with acting(actor):
        return incidents_in_window(case, days, timezone.localdate(), over=over)


MARIAM: dict[str, Any] = {"name": "Mariam  Sample", "age": 41}


@pytest.mark.parametrize(
    ("theirs", "over"),
    [
        ({"people": (victim("MARIAM SAMPLE"),)}, set()),
        ({"people": (victim("MARIAM SAMPLE", age=42),)}, {"person"}),
        ({"people": (victim("Mariam Sample", age=60),)}, set()),
        ({"people": (victim("Mariam Sample", phone="01632960001"),)}, {"person"}),
        ({"people": (victim("Her Friend", phone="01632960001"),)}, set()),
        ({"people": (victim("", email="M@canary.example"),)}, {"person"}),
        ({"people": (victim("Her Son", address="4, canary row"),)}, {"household"}),
        ({"people": (victim("Mariam Sample", address="4, canary row"),)}, {"person", "household"}),
        ({"people": (subject("Joe  Bloggs", age=20),)}, {"subject"}),
        ({"people": (subject("Joe Bloggs, Junior"),)}, set()),
        ({"people": (subject("Mariam Sample", age=41),)}, set()),
        ({"people": (), "place": "canary bus-stop 7"}, {"place"}),
        ({"people": (), "place": "canary bus-stop 7", "area": "riverside"}, set()),
        ({"people": (victim("Nobody Known"),)}, set()),
    ],
)
def test_what_is_the_same(world: World, theirs: dict[str, Any], over: set[str]) -> None:
    known = {"phone": "01632 960 001", "email": "m@canary.example", "address": "4 Canary Row"}
    ours = told(world.alice, victim(**MARIAM, **known), subject("joe bloggs"), place="Canary bus stop 7")
    with acting(world.charlie):
        Term(partnership=world.partnership, vocabulary="area", code="riverside", label="Riverside").save()
    told(world.charlie, *theirs["people"], **{name: said for name, said in theirs.items() if name != "people"})
    assert {each for each in EVERYTHING if count(world.alice, ours, [each]) == 2} == over
    assert count(world.alice, ours) == 1 + bool(over)
    assert count(world.alice, ours, ()) == 1


def test_words_without_a_number_are_no_place_and_no_address(world: World) -> None:
    ours = told(world.alice, victim(address="Canary Row"), place="At the bus stop")
    told(world.charlie, victim(address="Canary Row"), place="At the bus stop")
    assert count(world.alice, ours) == 1


def test_three_incidents_at_three_agencies_are_a_repeat(world: World) -> None:
    ours = told(world.alice, victim(**MARIAM))
    assert assess(world.alice, ours).band == "low"
    told(world.bob, victim(**MARIAM))
    told(world.charlie, victim(**MARIAM))
    third = assess(world.alice, ours)
    assert (third.band, third.incidents_in_window, third.counted) == ("medium", 3, {"repeats": 3})
    old = timezone.localtime() - timedelta(days=400)
    told(world.charlie, victim(**MARIAM), recorded_on=old.date(), occurred_from=old)
    assert (count(world.alice, ours), count(world.alice, ours, days=500)) == (3, 4)


def test_nobody_learns_anything_but_the_number(world: World) -> None:
    """Not of another partnership, not of what is closed, not about a case whose risk is out of sight."""
    ours = told(world.alice, victim(**MARIAM))
    theirs = told(world.charlie, victim(**MARIAM))
    told(world.judy, victim(**MARIAM))
    assert (count(world.alice, ours), count(world.charlie, theirs), count(world.judy, ours)) == (2, 2, 0)
    assert (count(world.bob, ours), count(world.alice, theirs)) == (0, 0)
    shared(world.alice, ours, world.housing, Section.SUMMARY)
    assert count(world.bob, ours) == 0
    with acting(world.alice):
        assert [case.pk for case in Case.objects.all()] == [ours.pk]
        assert [case.pk for case in _seen_after_counting(ours)] == [ours.pk]
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows("SELECT * FROM app.incidents_alike(%s)", theirs)
        assert rows("SELECT * FROM cases_person WHERE case_id = %s", theirs) == []


def _seen_after_counting(case: Case) -> list[Case]:
    incidents_in_window(case, 365, timezone.localdate(), over=EVERYTHING)
    return list(Case.objects.all())


def rows(query: str, case: Case) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [case.pk])
        return list(cursor.fetchall())


def test_what_is_closed_is_not_counted(world: World) -> None:
    ours = told(world.alice, victim(**MARIAM))
    theirs = told(world.charlie, victim(**MARIAM))
    assert count(world.alice, ours) == 2
    with acting(world.charlie):
        restrict(actor=world.charlie, case=theirs, reason="Somebody works at the council.")
    assert (count(world.alice, ours), count(world.charlie, theirs)) == (1, 2)
    with acting(world.alice):
        wall_off(actor=world.alice, case=ours, user_id=world.alice.person, reason="My cousin.")
    assert count(world.alice, ours) == 0
