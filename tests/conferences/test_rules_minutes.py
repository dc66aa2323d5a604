"""Every check of a draft, of final minutes and of a repeat, alone: its sentence, and when it says nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from conferences import rules_minutes
from conferences.models import Conference, Correction, Minutes, Repeat
from conferences.rules_repeats import check_may_answer_repeat
from partners.roles import Role
from tests.conferences.test_rules import CHAIR, FINAL, NOT_AGENCY, NOT_CHAIR, OFF, STATES, conference
from tests.refusing import LEAD, PARTNER, actor, refusal

DANA = actor(user=CHAIR)


def held(state: str = "convened", *, hours: int = -1) -> Conference:
    found = conference(state)
    found.held_at = timezone.now() + timedelta(hours=hours)
    return found


def test_a_draft_goes_round_once_the_meeting_was_held() -> None:
    check = rules_minutes.check_may_circulate
    assert [refusal(check, DANA, held(state)) for state in STATES] == ["", FINAL, OFF]
    assert refusal(check, DANA, held(hours=1)) == "The conference has not been held yet."
    assert refusal(check, actor(Role.CHAIR), held()) == ""
    assert refusal(check, actor(), held()) == NOT_CHAIR
    assert refusal(check, actor(Role.CHAIR, agency=PARTNER), held()) == NOT_AGENCY


def test_corrections_come_from_readers_until_the_day_that_was_set() -> None:
    check, today = rules_minutes.check_may_correct, timezone.localdate()
    bob = actor(Role.REPRESENTATIVE, agency=PARTNER)

    def draft(state: str = "convened", *, days: int | None = 0) -> Minutes:
        until = None if days is None else today + timedelta(days=days)
        return Minutes(conference=held(state), corrections_until=until)

    assert [refusal(check, bob, draft(state)) for state in STATES] == ["", FINAL, OFF]
    assert refusal(check, actor(Role.MANAGER), draft()) == "Your role does not include conferences."
    assert refusal(check, bob, draft(days=None)) == "These minutes are final. Ask the chair to amend them."
    yesterday = today - timedelta(days=1)
    assert refusal(check, bob, draft(days=-1)) == f"Corrections could be sent until {yesterday:%-d %B %Y}."


def test_a_correction_is_answered_once_by_who_runs_the_conference() -> None:
    check = rules_minutes.check_may_answer_correction
    words = Correction(conference=held(), words="It was Tuesday.")
    assert refusal(check, DANA, words, is_answered=False) == ""
    assert refusal(check, actor(), words, is_answered=False) == NOT_CHAIR
    assert refusal(check, DANA, words, is_answered=True) == "This correction has been answered already."
    nothing = "There is nothing to answer: the agency has nothing to correct."
    assert refusal(check, DANA, Correction(conference=held()), is_answered=False) == nothing


def test_final_minutes_are_amended_by_the_chair_or_a_panel_chair_of_the_same_agency() -> None:
    check = rules_minutes.check_may_amend
    final = held("finalised")
    assert refusal(check, DANA, final) == refusal(check, actor(Role.CHAIR), final) == ""
    only_dana = "Only Dana, who chaired this conference, can amend its minutes."
    assert refusal(check, actor(), final) == only_dana
    strange = "Only the agency that chaired this conference can amend its minutes."
    for stranger in (actor(Role.CHAIR, agency=PARTNER), actor(user=CHAIR, agency=PARTNER)):
        assert refusal(check, stranger, final) == strange
    for state in ("convened", "called_off"):
        said = "Only final minutes are amended. These can still be changed."
        assert refusal(check, DANA, held(state)) == said


@pytest.mark.parametrize("is_answered", [False, True])
def test_the_lead_agency_says_once_what_becomes_of_a_repeat(is_answered: bool) -> None:
    repeat = Repeat(case=Case(lead_agency_id=LEAD))
    said = "It has been said already what becomes of this repeat." if is_answered else ""
    ask = {"is_answered": is_answered}
    assert refusal(check_may_answer_repeat, actor(), repeat, **ask) == said
    no_role = "Your role does not include putting cases on an agenda."
    assert refusal(check_may_answer_repeat, actor(Role.REPRESENTATIVE), repeat, **ask) == no_role
    stranger = refusal(check_may_answer_repeat, actor(agency=PARTNER), repeat, **ask)
    assert stranger == "Only the lead agency can say what becomes of this repeat."
