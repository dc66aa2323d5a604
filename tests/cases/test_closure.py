"""Closing: only when nothing blocks it, and the page says what does."""

import pytest
from django.utils import timezone

from audit.models import Event
from cases import blockers
from cases.actions.closure import close
from cases.models import Case
from cases.models.person import Part
from cases.report import PersonReport
from cases.states import State
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import closed_case, decided_case, new_case, shared, tell_everybody
from tests.personas import World

NOT_TOLD = "The victim has not been told what happened."


def test_closing(world: World) -> None:
    case = closed_case(world.alice)
    today = timezone.localdate()
    with acting(world.alice):
        case.refresh_from_db()
        assert (case.state, case.closed_on, case.closing_outcome) == (State.CLOSED, today, "no_suspect")
        event = Event.objects.get(verb="case.close")
    assert event.facts == {"outcome": "no_suspect", "told_on": today.isoformat()}


@pytest.mark.parametrize(
    ("state", "sentences"),
    [
        (State.NEW, ["The risk has not been assessed and the decision has not been taken.", NOT_TOLD]),
        (State.ASSESSED, ["The decision has not been taken.", NOT_TOLD]),
        (State.SINGLE_AGENCY, [NOT_TOLD]),
        (State.MULTI_AGENCY, ["The decision was multi-agency and no case conference has been held.", NOT_TOLD]),
        (State.IN_CONFERENCE, ["The case is in conference and the minutes are not final.", NOT_TOLD]),
        (State.IN_ACTION, [NOT_TOLD]),
    ],
)
def test_what_blocks_by_state(world: World, state: State, sentences: list[str]) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(state=state)
        case.refresh_from_db()
        assert list(blockers.blockers(case)) == sentences
        with pytest.raises(NotPossible, match=sentences[0]):
            close(actor=world.alice, case=case, outcome="no_suspect")
        case.refresh_from_db()
        assert case.state == state


@pytest.mark.parametrize(
    "people",
    [
        (),
        (PersonReport(part=Part.VICTIM, is_anonymous=True),),
        (PersonReport(part=Part.VICTIM, age=40),),
        (PersonReport(part=Part.WITNESS, name="Ottoline Testname"),),
    ],
)
def test_nobody_known_is_nobody_to_tell(world: World, people: tuple[PersonReport, ...]) -> None:
    case = new_case(world.alice, people=people)
    with acting(world.alice):
        assert NOT_TOLD not in list(blockers.blockers(case))


def test_outcome_has_to_be_in_the_list(world: World) -> None:
    case = decided_case(world.alice)
    with acting(world.alice):
        tell_everybody(world.alice, case)
        with pytest.raises(NotPossible, match="Choose an outcome from the list"):
            close(actor=world.alice, case=case, outcome="whatever")


def test_only_the_lead_agency_closes_and_only_once(world: World) -> None:
    case = decided_case(world.alice)
    shared(world.alice, case, world.housing)
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can close this case"):
        close(actor=world.bob, case=case, outcome="no_suspect")
    done = closed_case(world.alice)
    with acting(world.alice), pytest.raises(NotPossible, match="This case is closed already"):
        close(actor=world.alice, case=done, outcome="no_suspect")
