"""Every check of convening, of panels and of agendas, alone: its sentence, and when it says nothing."""

from uuid import uuid4

import pytest
from django.utils import timezone

from cases.models import Case
from cases.models.decision import Choice
from cases.states import State
from conferences import rules, rules_agenda
from conferences.actions import publishing
from conferences.models import AgendaReferral, Item, Panel
from partners.models import Agency
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import decided_case, new_case
from tests.cases.transferring import northmere, offered
from tests.conferences.meetings import a_case, a_conference, finalised, write_up
from tests.conferences.panels import a_panel, placed, planned, referred
from tests.conferences.test_rules import CHAIR, CONVENER, STATES, conference
from tests.personas import World
from tests.refusing import LEAD, PARTNER, actor, refusal

NO_PANELS = "Your role does not include panels and their agendas."
NOT_CHAIRING = "Only the agency that chairs this conference can arrange its agenda."
NOT_CHAIR = "Only Dana, who chairs this conference, can arrange its agenda."
CLOSED = "This case is closed. Re-open it first."


def of_ours(**facts: object) -> Panel:
    return Panel(agency=Agency(pk=LEAD, name="Safer Streets"), **facts)


def test_who_arranges_agendas_keeps_the_panels_of_the_agency() -> None:
    keep, change = rules_agenda.check_may_keep_panels, rules_agenda.check_may_change_panel
    chair, ended = actor(Role.CHAIR), of_ours(ended_on=timezone.localdate())
    assert refusal(keep, chair) == refusal(change, chair, of_ours()) == ""
    assert refusal(keep, actor(Role.MANAGER)) == refusal(change, actor(Role.MANAGER), of_ours()) == NO_PANELS
    stranger = refusal(change, actor(Role.CHAIR, agency=PARTNER), of_ours())
    assert stranger == "Only Safer Streets can change this panel."
    assert refusal(change, chair, ended) == "This panel has ended."


@pytest.mark.parametrize(("state", "said"), STATES.items())
def test_the_chair_and_who_arranges_agendas_arrange_a_meeting_to_come(state: str, said: str) -> None:
    arrange, move = rules_agenda.check_may_arrange, rules_agenda.check_may_move
    for check in (arrange, move):
        for fits in (actor(user=CHAIR), actor(Role.CHAIR)):
            assert refusal(check, fits, conference(state)) == said
        assert refusal(check, actor(Role.REPRESENTATIVE), conference(state)) == NOT_CHAIR
        assert refusal(check, actor(Role.CHAIR, agency=PARTNER), conference(state)) == NOT_CHAIRING
    convener = actor(Role.REPRESENTATIVE, user=CONVENER)
    assert refusal(move, convener, conference(state)) == said
    assert refusal(arrange, convener, conference(state)) == NOT_CHAIR
    assert refusal(move, actor(user=CONVENER, agency=PARTNER), conference(state)) == NOT_CHAIRING


def test_a_referral_is_taken_back_by_the_lead_agency_while_it_waits() -> None:
    def waiting(state: str = "waiting") -> AgendaReferral:
        return AgendaReferral(case=Case(lead_agency_id=LEAD), state=state)

    check = rules_agenda.check_may_take_back
    assert refusal(check, actor(), waiting()) == ""
    assert refusal(check, actor(Role.REPRESENTATIVE), waiting()) == "Your role does not include sharing a case."
    assert refusal(check, actor(agency=PARTNER), waiting()) == "Only the lead agency can withdraw this referral."
    placed_already = "This case is on an agenda. Ask the panel to take it off first."
    assert refusal(check, actor(), waiting("placed")) == placed_already
    assert refusal(check, actor(), waiting("withdrawn")) == "This referral was withdrawn already."


def test_a_case_is_convened_about_or_referred_once_after_the_decision(world: World) -> None:
    ask = {"convene": rules.check_may_convene, "refer": rules_agenda.check_may_refer}
    follows = {
        "convene": "A conference follows the decision for a multi-agency approach.",
        "refer": "A case goes to a panel after the decision for a multi-agency approach.",
    }
    with acting(world.alice):
        ready, convened, waiting = (a_case(world.alice) for _ in range(3))
        a_conference(world, convened)
    on_queue = referred(world.alice, a_panel(world), case=waiting)
    early = new_case(world.alice)
    with acting(world.alice):
        said = {name: [refusal(check, world.alice, case) for case in (ready, early)] for name, check in ask.items()}
        assert said == {name: ["", sentence] for name, sentence in follows.items()}
        at_meeting = [refusal(check, world.alice, convened) for check in ask.values()]
        assert at_meeting == [
            "A conference is convened already. Finalise its minutes or call it off first.",
            follows["refer"],
        ]
        convened.state = State.IN_ACTION
        assert refusal(ask["refer"], world.alice, convened) == "A conference about this case is convened already."
        in_queue = [refusal(check, world.alice, waiting) for check in ask.values()]
        assert in_queue == [
            "This case is waiting for a panel. Withdraw it there first.",
            "This case is waiting for a place on an agenda already.",
        ]
        AgendaReferral.objects.filter(pk=on_queue.pk).update(state="withdrawn", withdrawn_at=timezone.now())
        assert [refusal(check, world.alice, waiting) for check in ask.values()] == ["", ""]
        ready.state = State.CLOSED
        assert {refusal(check, world.alice, ready) for check in ask.values()} == {CLOSED}


def test_the_lead_agency_refers_with_a_role_that_shares() -> None:
    check, case = rules_agenda.check_may_refer, Case(state=State.MULTI_AGENCY, lead_agency_id=LEAD)
    assert refusal(check, actor(Role.REPRESENTATIVE), case) == "Your role does not include sharing a case."
    assert refusal(check, actor(agency=PARTNER), case) == "Only the lead agency can share this case."


def test_a_further_conference_or_referral_follows_final_minutes(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
    with acting(world.dana):
        finalised(world, conference)
    with acting(world.alice):
        case.refresh_from_db()
        for check in (rules.check_may_convene, rules_agenda.check_may_refer):
            assert refusal(check, world.alice, case) == ""


def test_sharing_rests_on_no_consent_that_was_refused_in_this_case(world: World) -> None:
    refused, given = new_case(world.alice, consent="refused"), new_case(world.alice, consent="given")
    with acting(world.alice):
        said = "Consent to share was refused in this case. Choose another legal basis."
        assert [refusal(rules.check_consent, case, "consent") for case in (refused, given)] == [said, ""]
        assert refusal(rules.check_consent, refused, "crime_and_disorder_act_s115") == ""


def test_an_agenda_goes_out_when_somebody_is_asked_to_each_of_its_items(world: World) -> None:
    north, south = (a_panel(world, name=name) for name in ("North", "South"))
    full, lacking = planned(world, north), planned(world, south)
    check = rules_agenda.check_agenda_full
    with acting(world.dana):
        assert refusal(check, full) == "Put a case on the agenda first."
    placed(world, full, referred(world.alice, north), world.housing.pk)
    item = placed(world, lacking, referred(world.alice, south), world.housing.pk)
    with acting(world.dana):
        assert refusal(check, full) == refusal(check, lacking) == ""
        item.invitations.update(withdrawn_at=timezone.now())
        nobody = f"Nobody is invited for case {item.case.reference}. Choose who needs to be there."
        assert [refusal(check, each) for each in (full, lacking)] == ["", nobody]


def test_what_was_written_about_a_case_keeps_it_on_the_agenda(world: World) -> None:
    panel = a_panel(world)
    meeting = planned(world, panel)
    item = placed(world, meeting, referred(world.alice, panel), world.housing.pk)
    check = rules_agenda.check_nothing_written
    stays = "Notes have been written about this case. It stays on the agenda."
    with acting(world.dana):
        assert refusal(check, item) == ""
        publishing.publish(actor=world.dana, conference=meeting)
        write_up(world, meeting)
        written = Item.objects.get(pk=item.pk)
        assert (written.version > 0, refusal(check, written)) == (True, stays)
        written.version = 0
        assert refusal(check, written) == stays
        assert refusal(check, Item(pk=uuid4(), version=1)) == stays


def test_a_case_on_offer_to_another_partnership_waits(world: World) -> None:
    northmere(world)
    case = decided_case(world.dana, Choice.MULTI_AGENCY)
    with acting(world.dana):
        assert refusal(rules.check_may_convene, world.dana, case) == ""
    offered(world.dana, case)
    with acting(world.dana):
        said = "This case is offered to Northmere Police. Withdraw the offer first."
        for check in (rules.check_may_convene, rules_agenda.check_may_refer):
            assert refusal(check, world.dana, case) == said
