"""Every check of a referral that needs no database, alone."""

import pytest

from cases.models import Case
from cases.states import State
from partners.roles import Role
from referrals import rules
from referrals.models import Referral, ReferralState
from tests.refusing import LEAD, PARTNER, actor, refusal

WAITS_NO_LONGER = "This referral is no longer waiting for an answer."


def referral(state: str = "offered", *, outside: bool = False) -> Referral:
    return Referral(state=state, from_agency_id=LEAD, to_agency_id=None if outside else PARTNER)


def test_the_lead_of_an_open_case_refers_it() -> None:
    def case(state: State = State.ASSESSED) -> Case:
        return Case(state=state, lead_agency_id=LEAD)

    refer = rules.check_may_refer
    assert refusal(refer, actor(), case()) == ""
    assert refusal(refer, actor(Role.REPRESENTATIVE), case()) == "Your role does not include sending referrals."
    assert refusal(refer, actor(agency=PARTNER), case()) == "Only the lead agency can share this case."
    assert refusal(refer, actor(), case(State.CLOSED)) == "This case is closed. Re-open it first."


def test_sharing_without_consent_has_a_reason() -> None:
    gateway = rules.check_gateway_reason
    assert refusal(gateway, "consent", "") == ""
    assert refusal(gateway, "vital_interests", "He is in danger.") == ""
    for nothing in ("", "  "):
        assert refusal(gateway, "vital_interests", nothing) == "Write why you share without consent."
    assert refusal(rules.check_gateway, Case(), "vital_interests", "") == "Write why you share without consent."


@pytest.mark.parametrize("state", list(ReferralState))
def test_a_referral_is_answered_or_withdrawn_while_it_waits(state: ReferralState) -> None:
    said = "" if state is ReferralState.OFFERED else WAITS_NO_LONGER
    assert refusal(rules.check_waiting, referral(state)) == said
    assert refusal(rules.check_may_answer, actor(agency=PARTNER), referral(state)) == said
    assert refusal(rules.check_may_withdraw, actor(), referral(state)) == said


def test_the_agency_that_is_asked_answers() -> None:
    for check in (rules.check_answers, rules.check_may_answer):
        assert refusal(check, actor(agency=PARTNER), referral()) == ""
        assert refusal(check, actor(), referral()) == "Only the agency that received this referral can answer it."
        auditor = actor(Role.AUDITOR, agency=PARTNER)
        assert refusal(check, auditor, referral()) == "Your role does not include answering referrals."


def test_for_a_service_outside_the_sender_records_the_answer() -> None:
    for check in (rules.check_answers, rules.check_may_answer):
        assert refusal(check, actor(), referral(outside=True)) == ""
        said = refusal(check, actor(agency=PARTNER), referral(outside=True))
        assert said == "Only the agency that sent this referral can record the answer."


def test_the_sender_withdraws() -> None:
    withdraw = rules.check_may_withdraw
    assert (
        refusal(withdraw, actor(agency=PARTNER), referral())
        == "Only the agency that sent this referral can withdraw it."
    )
    assert refusal(withdraw, actor(Role.REPRESENTATIVE), referral()) == "Your role does not include sending referrals."


def test_administrators_keep_the_directory() -> None:
    assert refusal(rules.check_may_keep_directory, actor(Role.ADMINISTRATOR)) == ""
    assert refusal(rules.check_may_keep_directory, actor()) == "Only an administrator can change the directory."
