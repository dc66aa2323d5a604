"""Every check of handing a case over, alone, and what of other apps stands against it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases import rules_transfers as rules
from cases.actions.emergency import open_in_emergency
from cases.models import Case, Transfer
from cases.models.decision import Choice
from cases.sections import Section
from cases.states import State
from cases.transfer_papers import obstacles_to
from conferences.actions.queueing import refer
from partners.errors import NotPossible
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import decided_case, new_case
from tests.cases.transferring import northmere, offered
from tests.conferences import meetings
from tests.conferences.panels import a_panel
from tests.personas import World
from tests.refusing import LEAD, PARTNER, actor, refusal

ROLE = "Only the Responsible Person or a panel chair of your agency can"
TODAY = date(2026, 11, 21)


def test_who_hands_over_and_answers() -> None:
    case = Case(state=State.ASSESSED, lead_agency_id=LEAD)
    closed = Case(state=State.CLOSED, lead_agency_id=LEAD)
    for role in set(Role) - {Role.CHAIR, Role.RESPONSIBLE_PERSON}:
        assert refusal(rules.check_may_offer, actor(role), case) == f"{ROLE} hand a case over to another partnership."
    for role in (Role.CHAIR, Role.RESPONSIBLE_PERSON):
        said = refusal(rules.check_may_offer, actor(role, agency=PARTNER), case)
        assert said == "Only the lead agency can hand this case over to another partnership."
        assert refusal(rules.check_may_offer, actor(role), closed) == "This case is closed. Re-open it first."
    here, there = actor().partnership_id, uuid4()
    sent = Transfer(from_partnership_id=here, from_agency_id=LEAD, to_partnership_id=there, to_agency_id=PARTNER)
    came = Transfer(from_partnership_id=there, from_agency_id=PARTNER, to_partnership_id=here, to_agency_id=LEAD)
    mixed = Transfer(from_partnership_id=there, from_agency_id=LEAD, to_partnership_id=there, to_agency_id=LEAD)
    for transfer in (sent, came):
        assert refusal(rules.check_may_answer_offer, actor(), transfer).startswith(f"{ROLE} accept or decline")
        assert refusal(rules.check_may_withdraw_offer, actor(), transfer).startswith(f"{ROLE} withdraw")
    for transfer in (sent, mixed):
        said = refusal(rules.check_may_answer_offer, actor(Role.CHAIR), transfer)
        assert said == "Only the agency that the case is offered to can answer."
    for transfer in (came, mixed):
        said = refusal(rules.check_may_withdraw_offer, actor(Role.CHAIR), transfer)
        assert said == "Only the agency that offered the case can withdraw the offer."


def test_what_an_offer_says() -> None:
    late = "Choose a day after today and within 28 days for the answer."
    for days, said in ((-1, late), (0, late), (1, ""), (28, ""), (29, late)):
        assert refusal(rules.check_lapses, TODAY + timedelta(days=days), TODAY) == said
    more = "Choose what the other partnership needs beside the summary."
    for sections, said in (((), more), ((Section.SUMMARY,), more), ((Section.RISK,), "")):
        assert refusal(rules.check_sections, sections) == said
    assert refusal(rules.check_why, "They moved.", frozenset({"Quilla"})) == ""
    assert refusal(rules.check_why, " ", frozenset()) == "Say why the other partnership gets this case."
    assert refusal(rules.check_why, "quilla  moved", frozenset({"Quilla"})) == (
        "This names “Quilla”, which is in the case. "
        "Take it out. The other partnership reads this before it accepts the case."
    )


def test_consent_that_was_refused_carries_nothing(world: World) -> None:
    northmere(world)
    case = new_case(world.dana, consent="refused")
    with pytest.raises(NotPossible, match="Consent to share was refused in this case"):
        offered(world.dana, case, legal_gateway="consent")
    given = new_case(world.dana, consent="given")
    assert offered(world.dana, given, legal_gateway="consent").gateway == "Consent of the person"


def test_what_has_to_be_settled_first(world: World) -> None:
    northmere(world)
    convened, waiting, opened = (decided_case(world.alice, Choice.MULTI_AGENCY) for _ in range(3))
    panel = a_panel(world)
    with acting(world.alice):
        conference = meetings.a_conference(world, convened)
        about = {"sections": [Section.RISK], "legal_gateway": "crime_and_disorder_act_s115"}
        refer(actor=world.alice, case=waiting, panel=panel, why="Three times.", **about)  # type: ignore[arg-type]
    with acting(world.charlie):
        why = "She has rung from the street and is being followed again."
        open_in_emergency(actor=world.charlie, reference=opened.reference, reason=why)
    day = f"{timezone.localtime(conference.held_at):%-d %B %Y}"
    against = {
        convened: f"The case conference of {day} has no final minutes: finalise them, or call it off.",
        waiting: f"The case waits for {panel.name}: withdraw the referral first.",
        opened: "An emergency use of this case has not been signed off.",
    }
    for case, sentence in against.items():
        with acting(world.dana):
            assert obstacles_to(case) == [sentence]
        with pytest.raises(NotPossible, match="This case cannot be handed over yet"):
            offered(world.dana, case)
