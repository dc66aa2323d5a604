"""Every check of a research return and of stepping out, alone: its sentence, and when it says nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from conferences import rules_recusals, rules_returns
from conferences.models import Conference, Item, Recusal, ResearchReturn, Statement
from partners.models import User
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import new_case
from tests.personas import World
from tests.refusing import LEAD, PARTNER, PARTNERSHIP, actor, refusal

CHAIR = uuid4()
OVER = {
    "convened": "",
    "finalised": "The minutes are final and cannot be changed.",
    "called_off": "This conference was called off.",
}
ONE_IS_RELEASED = "Your agency has released its return. Take it back to correct it."
NOT_OWN = "Only the agency that wrote this return can change it."
NOT_CHAIR = "Only Dana, who chairs this conference, can write its minutes."
NOW = timezone.now()


def conference(state: str = "convened") -> Conference:
    chair = User(pk=CHAIR, name="Dana")
    return Conference(chairing_agency_id=LEAD, partnership_id=PARTNERSHIP, state=state, chair=chair)


def own(**facts: object) -> ResearchReturn:
    return ResearchReturn(agency_id=LEAD, **facts)


@pytest.mark.parametrize(("state", "said"), OVER.items())
def test_a_return_is_written_until_the_minutes_are_final(state: str, said: str) -> None:
    item = Item(conference=conference(state))
    assert refusal(rules_returns.check_may_return, actor(Role.REPRESENTATIVE, agency=PARTNER), item) == said
    no_role = "Your role does not include research returns."
    assert refusal(rules_returns.check_may_return, actor(Role.MANAGER), item) == no_role


def test_only_its_agency_writes_a_return_and_only_while_nobody_else_has_seen_it() -> None:
    check = rules_returns.check_is_draft
    assert refusal(check, actor(), own()) == ""
    assert refusal(check, actor(agency=PARTNER), own()) == NOT_OWN
    assert refusal(check, actor(), own(released_at=NOW)) == ONE_IS_RELEASED


def test_a_released_return_is_taken_back_once() -> None:
    check = rules_returns.check_stands
    assert refusal(check, actor(), own(released_at=NOW)) == ""
    assert refusal(check, actor(agency=PARTNER), own(released_at=NOW)) == NOT_OWN
    assert refusal(check, actor(), own()) == "This return has not been released, so there is nothing to take back."
    twice = own(released_at=NOW, taken_back_at=NOW)
    assert refusal(check, actor(), twice) == "This return has been taken back already."


@pytest.mark.parametrize(
    ("answer", "statements", "said"),
    [
        ("known", 1, ""),
        ("nothing_known", 0, ""),
        ("known", 0, "Add what your agency knows, or choose “Nothing known”."),
        ("nothing_known", 1, "Your agency has written statements. Remove them first, or release them."),
        ("", 1, "Choose whether anything is known to your agency."),
    ],
)
def test_what_is_released_fits_together(answer: str, statements: int, said: str) -> None:
    assert refusal(rules_returns.check_answer, answer, [Statement()] * statements) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"text": " "}, "Write down what your agency knows, and where from."),
        ({"source": ""}, "Write down what your agency knows, and where from."),
        ({"days": 1}, "The date of what your agency knows is today or earlier."),
        ({"withheld_because": " "}, "Say why your agency does not share this."),
        ({"is_shared": True}, "Choose the legal basis for sharing."),
    ],
)
def test_a_statement_says_where_from_of_when_and_why_it_is_withheld(changes: dict[str, object], said: str) -> None:
    facts = {"text": "Two calls.", "source": "Records", "is_shared": False, "withheld_because": "Danger.", **changes}
    days = facts.pop("days", 0)
    assert isinstance(days, int)
    statement = Statement(dated_on=timezone.localdate() + timedelta(days=days), **facts)
    assert refusal(rules_returns.check_statement, statement, Item(conference=conference())) == said


def test_one_steps_out_oneself_and_who_runs_the_conference_records_others() -> None:
    check = rules_recusals.check_may_recuse
    bob = actor(Role.REPRESENTATIVE, agency=PARTNER)
    assert refusal(check, bob, conference(), bob.user_id) == ""
    only_agency = "Only the agency that chairs this conference can write its minutes."
    assert refusal(check, bob, conference(), uuid4()) == only_agency
    assert refusal(check, bob, conference(), None) == only_agency
    assert refusal(check, actor(), conference(), None) == NOT_CHAIR
    assert refusal(check, actor(user=CHAIR), conference(), None) == ""
    assert refusal(check, actor(Role.MANAGER), conference(), None) == "Your role does not include conferences."
    assert refusal(check, bob, conference("finalised"), bob.user_id) == OVER["finalised"]


def test_nobody_lets_oneself_back_in_and_nobody_is_let_in_twice() -> None:
    check, chair = rules_recusals.check_may_lift, actor(user=CHAIR)
    assert refusal(check, chair, conference(), Recusal(user_id=uuid4())) == ""
    assert refusal(check, chair, conference(), Recusal(name="Somebody without an account")) == ""
    assert refusal(check, chair, conference(), Recusal(user_id=CHAIR)) == "Somebody else has to let you back in."
    back = Recusal(user_id=uuid4(), lifted_at=NOW)
    assert refusal(check, chair, conference(), back) == "This person has been let back in already."
    assert refusal(check, actor(), conference(), Recusal()) == NOT_CHAIR


def test_what_is_shared_rests_on_a_basis_that_holds_and_on_no_consent_that_was_refused(world: World) -> None:
    refused, given = new_case(world.alice, consent="refused"), new_case(world.alice, consent="given")
    meeting = Conference(partnership_id=world.partnership.pk)
    facts = {"text": "Two calls.", "source": "Records", "is_shared": True, "dated_on": timezone.localdate()}
    said = "Consent to share was refused in this case. Choose another legal basis."
    with acting(world.alice):
        for case, gateway, sentence in (
            (refused, "consent", said),
            (given, "consent", ""),
            (refused, "crime_and_disorder_act_s115", ""),
        ):
            item = Item(conference=meeting, case=case)
            statement = Statement(legal_gateway=gateway, **facts)
            assert refusal(rules_returns.check_statement, statement, item) == sentence
        strange = Statement(legal_gateway="nothing_of_the_kind", **facts)
        assert refusal(rules_returns.check_statement, strange, Item(conference=meeting, case=given)) != ""
