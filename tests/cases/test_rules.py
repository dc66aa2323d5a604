"""Every check of a case, alone: who is refused, in which state, with which sentence."""

from collections.abc import Callable
from typing import Any

import pytest

from cases import rules
from cases.models import Case, EmergencyAccess
from cases.states import State
from partners.roles import Role
from tests.refusing import LEAD, PARTNER, actor, refusal

Check = Callable[..., Any]
EVERY = tuple(State)
OPEN = tuple(state for state in State if state is not State.CLOSED)

CHECKS: dict[Check, tuple[str, str, tuple[State, ...]]] = {
    rules.check_may_share: ("sharing a case", "share this case", EVERY),
    rules.check_may_assess: ("risk assessment", "assess the risk of this case", OPEN),
    rules.check_may_decide: ("the decision", "take the decision", (State.ASSESSED,)),
    rules.check_may_reopen: (
        "the decision",
        "re-open the decision",
        (State.SINGLE_AGENCY, State.MULTI_AGENCY, State.IN_CONFERENCE, State.IN_ACTION, State.CLOSED),
    ),
    rules.check_may_close: ("closing a case", "close this case", OPEN),
    rules.check_may_tell_victim: (
        "telling the victim what happened",
        "record that the victim was told",
        OPEN,
    ),
    rules.check_may_convene: ("convening a case conference", "convene a case conference", EVERY),
}
"""Of each check: what the role has to include, what only the lead agency can do, and in which states."""


def case(state: State = State.NEW) -> Case:
    return Case(state=state, lead_agency_id=LEAD)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_check_of_a_case(check: Check) -> None:
    included, deed, states = CHECKS[check]
    for state in State:
        assert (refusal(check, actor(), case(state)) == "") == (state in states), state
    fits = case(states[0])
    assert refusal(check, actor(Role.REPRESENTATIVE), fits) == f"Your role does not include {included}."
    assert refusal(check, actor(agency=PARTNER), fits) == f"Only the lead agency can {deed}."


def test_every_check_of_a_person_and_a_case_alone_is_tried() -> None:
    about_a_case = {
        each
        for name, each in vars(rules).items()
        if name.startswith("check_may_") and tuple(each.__annotations__) == ("actor", "case", "return")
    }
    assert about_a_case - {rules.check_may_say_who_sees, rules.check_may_log} == set(CHECKS)


def test_what_the_decision_says_depends_on_the_state() -> None:
    first = "Assess the risk first. The decision follows the risk assessment."
    taken = "The decision has been taken. A change of circumstances can re-open it."
    said = {state: refusal(rules.check_may_decide, actor(), case(state)) for state in State}
    assert said == {state: {State.NEW: first, State.ASSESSED: ""}.get(state, taken) for state in State}


def test_an_open_case_is_open() -> None:
    assert [state for state in State if refusal(rules.check_open, case(state))] == [State.CLOSED]
    assert refusal(rules.check_leads, actor(), case(), "do it") == ""
    assert refusal(rules.check_leads, actor(agency=None), case(), "do it") == "Only the lead agency can do it."


def test_what_a_role_includes_without_a_case() -> None:
    checks: dict[Check, str] = {
        rules.check_may_log: "logging incidents",
        rules.check_may_import: "importing incidents",
        rules.check_may_open_in_emergency: "cases",
    }
    for check, included in checks.items():
        assert refusal(check, actor()) == ""
        assert refusal(check, actor(Role.ADMINISTRATOR)) == f"Your role does not include {included}."


def test_oneself_is_walled_off_by_whoever_reads_cases() -> None:
    alice, frank = actor(), actor(Role.ADMINISTRATOR)
    assert refusal(rules.check_may_wall_off, alice, case(), alice.user_id) == ""
    assert refusal(rules.check_may_wall_off, frank, case(), frank.user_id) == "Your role does not include cases."
    stranger = actor(agency=PARTNER)
    said = refusal(rules.check_may_wall_off, stranger, case(), alice.user_id)
    assert said == "Only the lead agency can decide who may see this case."


def test_who_sees_a_case_is_said_by_the_lead_agency() -> None:
    said = "Your role does not include deciding who may see a case."
    assert refusal(rules.check_may_say_who_sees, actor(Role.REPRESENTATIVE), case()) == said
    stranger = refusal(rules.check_may_say_who_sees, actor(agency=PARTNER), case())
    assert stranger == "Only the lead agency can decide who may see this case."


def test_nobody_signs_off_their_own_use_of_an_emergency() -> None:
    alice = actor()
    own = EmergencyAccess(user_id=alice.person, case=case())
    assert refusal(rules.check_may_review, alice, own) == "You used this access. Somebody else has to sign it off."
    theirs = EmergencyAccess(user_id=actor().person, case=case())
    said = refusal(rules.check_may_review, actor(agency=PARTNER), theirs)
    assert said == "Only the lead agency can decide who may see this case."
