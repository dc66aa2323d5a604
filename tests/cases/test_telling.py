"""Telling victims and witnesses: each by name once, when and how or why not, again when there is news."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from cases import blockers
from cases.actions.movement import move
from cases.actions.reopening import reopen
from cases.actions.telling import Told, tell_people
from cases.models import Case, Person, Telling
from cases.models.case import NotTold
from cases.models.decision import Cause, Choice
from cases.models.person import Part
from cases.models.telling import How
from cases.queries_telling import can_be_told, to_tell
from cases.report import PersonReport
from cases.states import State
from cases.to_dos_telling import to_dos
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import VICTIM, closed_case, decided_case, new_case, shared, tell_everybody
from tests.personas import World

WITNESS = PersonReport(part=Part.WITNESS, name="Ottoline Testname", phone="01632 960 002")
PEOPLE = (
    VICTIM,
    WITNESS,
    PersonReport(part=Part.WITNESS, is_anonymous=True),
    PersonReport(part=Part.SUBJECT, name="S"),
)
VICTIM_WAITS = "The victim has not been told what happened."
WITNESS_WAITS = "A witness has not been told what happened."


def waiting(case: Case) -> list[str]:
    return [sentence for sentence in blockers.blockers(case) if "told" in sentence]


def test_victim_and_witness_are_told_each_in_their_way(world: World) -> None:
    case, today = new_case(world.alice, people=PEOPLE), timezone.localdate()
    with acting(world.alice):
        victim, witness = can_be_told(case)
        assert (victim.name, witness.name, waiting(case)) == (VICTIM.name, WITNESS.name, [VICTIM_WAITS, WITNESS_WAITS])
        told = [Told(victim, day=today, how=How.IN_PERSON), Told(witness, not_told=NotTold.NOT_REACHED)]
        tell_people(actor=world.alice, case=case, told=told)
        assert (to_tell(case), waiting(case)) == ([], [])
        rows = Telling.objects.order_by("how").values_list("person_id", "told_on", "how", "not_told", "recorded_by_id")
        assert list(rows) == [
            (witness.pk, None, "", "not_reached", world.alice.person),
            (victim.pk, today, "in_person", "", world.alice.person),
        ]
        case.refresh_from_db()
        assert (case.victim_told_on, case.victim_not_told) == (today, "")
        facts = [event.facts for event in Event.objects.filter(verb="case.tell").order_by("at")]
    assert facts == [{"told_on": today.isoformat(), "part": "victim"}, {"told_on": None, "part": "witness"}]


def test_what_was_not_possible_before_replaces_nothing_and_counts_until_then(world: World) -> None:
    case, today = decided_case(world.alice), timezone.localdate()
    with acting(world.alice):
        tell_everybody(world.alice, case, NotTold.UNSAFE)
        case.refresh_from_db()
        assert (case.victim_told_on, case.victim_not_told, waiting(case)) == (None, "unsafe", [])
        (victim,) = can_be_told(case)
        tell_people(actor=world.alice, case=case, told=[Told(victim, day=today, how=How.LETTER)])
        case.refresh_from_db()
        assert (case.victim_told_on, case.victim_not_told, Telling.objects.count()) == (today, "", 2)


def test_somebody_recorded_twice_under_one_name_is_told_once(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        first = Person.objects.get(case=case)
        Person(case=case, incident_id=first.incident_id, part=Part.VICTIM, name=first.name.upper()).save()
        assert len(to_tell(case)) == 1
        tell_people(actor=world.alice, case=case, told=[Told(first, day=timezone.localdate(), how=How.LETTER)])
        assert to_tell(case) == []


def test_minutes_and_a_re_opened_case_are_news(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    with acting(world.alice):
        tell_everybody(world.alice, case)
        assert (waiting(case), list(to_dos(world.alice))) == ([], [])
        move(actor=world.alice, case=case, to=State.IN_ACTION)
        assert waiting(case) == [VICTIM_WAITS]
        (to_do,) = to_dos(world.alice)
        assert to_do.text == f"Tell the victim of case {case.reference} what the conference decided"
        assert (to_do.path, VICTIM.name in to_do.text) == (f"/cases/{case.reference}/told/", False)
        tell_everybody(world.alice, case)
        assert list(to_dos(world.alice)) == []
    done = closed_case(world.alice)
    with acting(world.alice):
        assert waiting(done) == []
        reopen(actor=world.alice, case=done, cause=Cause.NEW_INCIDENT)
        assert (waiting(done), done.victim_told_on) == ([VICTIM_WAITS], None)
    with acting(world.bob):
        assert list(to_dos(world.bob)) == []


def test_what_cannot_be_right_is_refused(world: World) -> None:
    case, today = new_case(world.alice, people=PEOPLE), timezone.localdate()
    shared(world.alice, case, world.housing)
    other = new_case(world.alice)
    with acting(world.alice):
        victim, _ = can_be_told(case)
        subject = Person.objects.get(part=Part.SUBJECT)
        (stranger,) = can_be_told(other)
        refused = [
            (Told(victim, day=today + timedelta(days=1), how=How.LETTER), "must be today or in the past"),
            (Told(victim, day=today - timedelta(days=1), how=How.LETTER), "The case was opened on"),
            (Told(victim), "on which day and how"),
            (Told(victim, day=today), "on which day and how"),
            (Told(victim, not_told=NotTold.UNSAFE, how=How.LETTER), "on which day and how"),
            (Told(victim, day=today, how=How.LETTER, not_told=NotTold.UNSAFE), "on which day and how"),
            (Told(subject, day=today, how=How.LETTER), "Only victims and witnesses of this case"),
            (Told(stranger, day=today, how=How.LETTER), "Only victims and witnesses of this case"),
        ]
        for told, sentence in refused:
            with pytest.raises(NotPossible, match=sentence):
                tell_people(actor=world.alice, case=case, told=[told])
        assert Telling.objects.count() == 0
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can record that"):
        tell_people(actor=world.bob, case=case, told=[])
    done = closed_case(world.alice)
    with acting(world.alice), pytest.raises(NotPossible, match="This case is closed"):
        tell_people(actor=world.alice, case=done, told=[])
