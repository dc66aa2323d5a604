"""Every check of a conference or an action that needs no database, alone."""

from uuid import uuid4

import pytest

from cases.models import Case
from cases.states import State
from conferences import rules
from conferences.models import Action, Conference
from partners.models import Agency, User
from partners.roles import Role
from tests.refusing import LEAD, PARTNER, actor, refusal

CHAIR, CONVENER = uuid4(), uuid4()
FINAL, OFF = "The minutes are final and cannot be changed.", "This conference was called off."
NOT_AGENCY = "Only the agency that chairs this conference can write its minutes."
NOT_CHAIR = "Only Dana, who chairs this conference, can write its minutes."


def conference(state: str = "convened") -> Conference:
    people = {"chair": User(pk=CHAIR, name="Dana"), "convened_by_id": CONVENER}
    return Conference(chairing_agency_id=LEAD, state=state, **people)


STATES = {"convened": "", "finalised": FINAL, "called_off": OFF}


@pytest.mark.parametrize(("state", "said"), STATES.items())
def test_only_a_meeting_to_come_is_written_about(state: str, said: str) -> None:
    assert refusal(rules.check_convened, conference(state)) == said
    assert refusal(rules.check_may_run, actor(user=CHAIR), conference(state)) == said
    assert refusal(rules.check_may_call_off, actor(user=CONVENER), conference(state)) == said


def test_the_chair_and_panel_chairs_of_the_same_agency_run_it() -> None:
    run = rules.check_may_run
    assert refusal(run, actor(user=CHAIR), conference()) == ""
    assert refusal(run, actor(Role.CHAIR), conference()) == ""
    assert refusal(run, actor(), conference()) == NOT_CHAIR
    assert refusal(run, actor(Role.CHAIR, agency=PARTNER), conference()) == NOT_AGENCY
    assert refusal(run, actor(user=CHAIR, agency=PARTNER), conference()) == NOT_AGENCY


def test_who_convened_it_may_call_it_off_for_the_same_agency() -> None:
    off = rules.check_may_call_off
    assert refusal(off, actor(user=CONVENER), conference()) == ""
    assert refusal(off, actor(user=CHAIR), conference()) == ""
    assert refusal(off, actor(Role.CHAIR), conference()) == ""
    assert refusal(off, actor(), conference()) == NOT_CHAIR
    assert refusal(off, actor(user=CONVENER, agency=PARTNER), conference()) == NOT_AGENCY


def test_the_owner_of_an_action_answers_once() -> None:
    def action(state: str = "open") -> Action:
        return Action(agency=Agency(pk=PARTNER, name="Housing"), state=state)

    answer = rules.check_may_answer
    bob = actor(agency=PARTNER)
    assert refusal(answer, bob, action()) == ""
    assert (
        refusal(answer, actor(Role.AUDITOR, agency=PARTNER), action())
        == "Your role does not include answering actions."
    )
    assert refusal(answer, actor(), action()) == "Only Housing, who took this action, can answer it."
    for state in ("done", "not_done"):
        assert refusal(answer, bob, action(state)) == "This action has been answered already."


def test_the_lead_of_an_open_case_convenes() -> None:
    def case(state: State = State.MULTI_AGENCY) -> Case:
        return Case(state=state, lead_agency_id=LEAD)

    said = refusal(rules.check_may_convene, actor(Role.REPRESENTATIVE), case())
    assert said == "Your role does not include convening a conference."
    stranger = refusal(rules.check_may_convene, actor(agency=PARTNER), case())
    assert stranger == "Only the lead agency can convene a conference."
    assert refusal(rules.check_may_convene, actor(), case(State.CLOSED)) == "This case is closed. Re-open it first."
