"""The states of a case: every pair of them, the dictionary and its picture."""

from itertools import product
from pathlib import Path

import pytest
from django.utils import timezone

from cases.actions.movement import move
from cases.models import Case, Move
from cases.states import TRANSITIONS, State, check_move, diagram
from partners.errors import NotPossible, reason_against
from partners.scope import acting
from tests.cases.given import new_case
from tests.personas import World

ROOT = Path(__file__).resolve().parents[2]
PAIRS = {
    ("new", "assessed"),
    ("new", "closed"),
    ("assessed", "single_agency"),
    ("assessed", "multi_agency"),
    ("assessed", "closed"),
    ("single_agency", "assessed"),
    ("single_agency", "closed"),
    ("multi_agency", "assessed"),
    ("multi_agency", "in_conference"),
    ("multi_agency", "in_action"),
    ("multi_agency", "closed"),
    ("in_conference", "assessed"),
    ("in_conference", "in_action"),
    ("in_conference", "multi_agency"),
    ("in_action", "assessed"),
    ("in_action", "in_conference"),
    ("in_action", "closed"),
    ("closed", "assessed"),
}


def test_exactly_these_moves_are_allowed() -> None:
    allowed = {(a.value, b.value) for a, b in product(State, State) if not reason_against(check_move, a, b)}
    assert allowed == PAIRS == {(a.value, b.value) for a, ends in TRANSITIONS.items() for b in ends}


@pytest.mark.parametrize(("start", "end"), list(product(State, State)))
def test_the_action_moves_only_along_the_dictionary(world: World, start: State, end: State) -> None:
    case = new_case(world.alice)
    closed = {State.CLOSED: timezone.localdate()}
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(state=start, closed_on=closed.get(start))
        case.refresh_from_db()
        if (start.value, end.value) in PAIRS:
            move(actor=world.alice, case=case, to=end, closed_on=closed.get(end))
            last = Move.objects.filter(case=case).latest("moved_at")
            assert (last.from_state, last.to_state) == (start, end)
        else:
            with pytest.raises(NotPossible, match="cannot become"):
                move(actor=world.alice, case=case, to=end)
        case.refresh_from_db()
        assert case.state == (end if (start.value, end.value) in PAIRS else start)


def test_of_two_who_move_at_once_the_second_is_told(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        stale = Case.objects.get(pk=case.pk)
        move(actor=world.alice, case=case, to=State.ASSESSED)
        with pytest.raises(NotPossible, match="Somebody else has changed this case"):
            move(actor=world.alice, case=stale, to=State.ASSESSED)


def test_every_state_has_words_and_an_owner() -> None:
    assert {state for state in State if state.label and state.owner} == set(State) == set(TRANSITIONS)


def test_the_document_shows_the_same_diagram() -> None:
    text = (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert text.split("```mermaid\n")[1].split("```")[0] == diagram()
    assert all(f"| {state.label} | {state.owner} |" in text for state in State)
