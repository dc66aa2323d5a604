"""The history of a conference on the page of its case: to the chair all of it, to an invited agency what it may see."""

from copy import deepcopy

import pytest

from cases.changes import changes_about
from cases.models import Case
from conferences.models import Attendance
from partners.actor import Actor
from partners.changes import Change
from partners.scope import acting
from tests.conferences.meetings import a_case, a_conference, finalised, write_up
from tests.personas import World


@pytest.fixture(scope="module")
def once(standing: World) -> Case:
    with acting(standing.alice):
        return a_case(standing.alice)


@pytest.fixture
def case(db: None, once: Case) -> Case:
    return deepcopy(once)


def changes(actor: Actor, case: Case) -> list[Change]:
    with acting(actor):
        return list(changes_about(actor, case, None).object_list)


def told(changes: list[Change], title: str) -> list[tuple[str, str, str]]:
    change = next(change for change in changes if change.title == title)
    return [(each.label, each.before, each.after) for each in change.differences]


def test_notes_and_actions_are_told_field_by_field(world: World, case: Case) -> None:
    with acting(world.alice):
        conference = a_conference(world, case)
    with acting(world.dana):
        finalised(world, conference)
    found = changes(world.alice, case)
    notes = [change.differences for change in found if change.title == "Notes of the conference, changed"]
    written = [(each.label, each.before, each.after) for differences in notes for each in differences]
    assert ("Discussion", "", "Visits have become more frequent.") in written
    assert ("Decision", "", "Each agency acts by the end of the month.") in written
    assert [row[:2] for row in told(found, "Action: Ashbridge Housing, changed")] == [("Agreed", "")]
    assert told(found, "Case conference, changed")[:2] == [
        ("State", "Convened", "Minutes finalised"),
        ("Number of the minutes", "", "1"),
    ]
    assert ("Chair", "", "Dana") in told(found, "Case conference, added")


def test_what_was_removed_is_told_as_it_was(world: World, case: Case) -> None:
    with acting(world.alice):
        conference = a_conference(world, case)
    with acting(world.dana):
        write_up(world, conference)
        Attendance.objects.filter(name="Bob").delete()
    removed = changes(world.alice, case)[0]
    assert (removed.title, removed.person, removed.is_gone) == ("Attendance: Bob, removed", "Dana", True)
    assert ("Attendance", "Present", "") in [(each.label, each.before, each.after) for each in removed.differences]


def test_an_invited_agency_sees_its_action_from_when_it_is_agreed(world: World, case: Case) -> None:
    """To it, the action begins as it was agreed: what was written before is not told."""
    with acting(world.alice):
        conference = a_conference(world, case)
    with acting(world.dana):
        finalised(world, conference)
    own = [change for change in changes(world.bob, case) if change.title.startswith("Action")]
    assert [(change.title, change.is_from_to) for change in own] == [("Action: Ashbridge Housing, changed", False)]
    assert ("What", "", "Fit a new lock") in [(each.label, each.before, each.after) for each in own[0].differences]


def test_an_agency_that_was_not_invited_reads_nothing_of_it(world: World, case: Case) -> None:
    with acting(world.alice):
        conference = a_conference(world, case)
    with acting(world.dana):
        finalised(world, conference)
    assert changes(world.charlie, case) == []
