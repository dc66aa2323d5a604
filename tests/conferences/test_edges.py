"""What seldom happens: refused consent, a decision re-opened meanwhile, other basis for sharing, long lists."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.actions.movement import move
from cases.models import Case, Incident
from cases.states import State
from conferences.actions import calling_off, finalising
from conferences.models import ConferenceState
from conferences.waiting import to_dos
from partners.actor import Actor
from partners.errors import NotPossible
from partners.scope import acting
from tests.conferences.days import items_of
from tests.conferences.meetings import a_case, a_conference, finalised, write_up
from tests.personas import World


def an_incident(actor: Actor, case: Case, consent: str) -> None:
    Incident(
        case=case,
        partnership_id=case.partnership_id,
        agency_id=case.lead_agency_id,
        recorded_on=timezone.localdate(),
        occurred_from=timezone.now(),
        kind="incident",
        strands=["race"],
        reported_by="victim",
        consent=consent,
        recorded_by_id=actor.user_id,
    ).save(force_insert=True)


def test_refused_consent_is_no_basis_for_sharing(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        an_incident(world.alice, case, "refused")
        with pytest.raises(NotPossible, match="Consent to share was refused in this case"):
            a_conference(world, case, legal_gateway="consent")
        assert a_conference(world, case).state == ConferenceState.CONVENED


@pytest.mark.parametrize(
    ("gateway", "sentence"),
    [("", "Choose the legal basis for sharing"), ("a_wish", "“a_wish” is not in the list “legal gateway”")],
)
def test_the_legal_basis_is_one_of_the_list(world: World, gateway: str, sentence: str) -> None:
    with acting(world.alice), pytest.raises(NotPossible, match=sentence):
        a_conference(world, a_case(world.alice), legal_gateway=gateway)


@pytest.mark.parametrize(
    ("way", "end"), [([], State.ASSESSED), ([State.MULTI_AGENCY], State.IN_ACTION), ([State.SINGLE_AGENCY], "same")]
)
def test_a_decision_re_opened_meanwhile_is_left_to_those_who_decide(world: World, way: list[State], end: str) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
        for state in [State.ASSESSED, *way]:
            move(actor=world.alice, case=case, to=state)
    with acting(world.dana):
        write_up(world, conference)
        finalising.finalise(actor=world.dana, conference=conference)
        case.refresh_from_db()
    assert (conference.state, case.state) == (
        ConferenceState.FINALISED,
        State.SINGLE_AGENCY if end == "same" else end,
    )


def test_calling_off_leaves_a_re_opened_case_where_it_is(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
        move(actor=world.alice, case=case, to=State.ASSESSED)
        calling_off.call_off(actor=world.alice, conference=conference)
        case.refresh_from_db()
    assert case.state == State.ASSESSED


def test_what_waits_is_told_to_the_chair_the_invited_and_the_owners(world: World) -> None:
    with acting(world.alice):
        ahead, behind = a_case(world.alice), a_case(world.alice)
        a_conference(world, ahead)
        late = timezone.now() - timedelta(days=2)
        a_conference(world, behind, held_at=late)
    with acting(world.dana):
        assert {(to_do.text, to_do.is_overdue) for to_do in to_dos(world.dana)} == {
            (f"Chair the case conference about case {ahead.reference}", False),
            (f"Say what your agency knows about case {ahead.reference}", False),
            (f"Finalise the minutes of the conference about case {behind.reference}", True),
        }
    with acting(world.bob):
        assert {to_do.text for to_do in to_dos(world.bob)} == {
            f"Prepare for the case conference about case {ahead.reference}",
            f"Say what your agency knows about case {ahead.reference}",
        }
    for actor in (world.charlie, world.erin, world.judy):
        with acting(actor):
            assert list(to_dos(actor)) == []


@pytest.mark.parametrize(("days", "reminded"), [(1, True), (14, True), (15, False)])
def test_those_who_share_are_reminded_of_their_agencys_next_conference(world: World, days: int, reminded: bool) -> None:
    held_at = timezone.localtime().replace(hour=14, minute=30) + timedelta(days=days)
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case, held_at=held_at, access_until=held_at.date() + timedelta(days=28))
        told = [(to_do.text, to_do.path) for to_do in to_dos(world.alice)]
    item = items_of(world.dana, conference)[0]
    meeting = (f"Prepare for the case conference about case {case.reference}", f"/conferences/{conference.pk}/")
    answer = (f"Say what your agency knows about case {case.reference}", f"/conferences/items/{item.pk}/return/")
    assert told == [*[meeting] * reminded, answer]
    with acting(world.dana):
        assert [to_do.text for to_do in to_dos(world.dana)] == [
            f"Chair the case conference about case {case.reference}",
            answer[0],
        ]


def test_an_overdue_action_waits_for_its_owner_alone(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case, held_at=timezone.now() - timedelta(days=2))
    with acting(world.dana):
        finalised(world, conference)
        assert list(to_dos(world.dana)) == []
    with acting(world.bob):
        assert [(to_do.text, to_do.is_overdue) for to_do in to_dos(world.bob)] == [
            (f"Do your agency’s action in case {case.reference}", True)
        ]


@pytest.mark.parametrize("url_name", ["conference_list", "action_list"])
def test_a_longer_list_takes_no_more_queries(world: World, url_name: str) -> None:
    browser, counts = world.client(world.bob), []
    for more in (1, 3):
        for _ in range(more):
            with acting(world.alice):
                conference = a_conference(world, a_case(world.alice))
                a_conference(world, a_case(world.alice))
            with acting(world.dana):
                finalised(world, conference)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse(url_name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
