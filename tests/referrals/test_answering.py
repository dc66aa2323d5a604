"""Answering: accepting opens exactly the sections, declining nothing; and taking a referral back."""

from copy import deepcopy

import pytest
from django.db import connection

from audit.models import Event
from cases.closure import blockers_of
from cases.models import Account, Case, CaseAccess, Incident, Person
from cases.policy import sections_of, visible_cases
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.scope import acting
from referrals.actions.answering import accept, decline, withdraw
from referrals.models import Referral, ReferralState
from tests.cases import given
from tests.personas import World
from tests.referrals.given import referral, service


@pytest.fixture(scope="module")
def once(standing: World) -> Case:
    return given.new_case(standing.alice, consent="given")


@pytest.fixture
def case(db: None, once: Case) -> Case:
    return deepcopy(once)


@pytest.fixture
def sent(world: World, case: Case) -> Referral:
    return referral(world.alice, case, world.housing, Section.ACCOUNT)


def now(actor: Actor, referral: Referral) -> Referral:
    with acting(actor):
        return Referral.objects.get(pk=referral.pk)


def notices(actor: Actor) -> list[tuple[str, str]]:
    with acting(actor):
        return list(Notice.objects.filter(kind__startswith="referral_").values_list("kind", "subject"))


def test_accepting_opens_the_named_sections_and_no_other(world: World, case: Case, sent: Referral) -> None:
    with acting(world.bob):
        accept(actor=world.bob, referral=sent, note="We start on Monday.")
        assert list(visible_cases(world.bob)) == [case]
        assert sections_of(world.bob, case) == {Section.SUMMARY, Section.ACCOUNT}
        assert [table.objects.count() for table in (Case, Incident, Account, Person)] == [1, 1, 1, 0]
    answered = now(world.alice, sent)
    assert (answered.state, answered.answer_note) == (ReferralState.ACCEPTED, "We start on Monday.")
    assert answered.answered_by_id == world.bob.user_id
    assert notices(world.alice) == [("referral_accepted", case.reference)]


def test_declining_opens_nothing_and_ends_the_offer(world: World, case: Case, sent: Referral) -> None:
    with acting(world.bob):
        decline(actor=world.bob, referral=sent, note="We have no counsellor until spring.")
        assert list(visible_cases(world.bob)) == []
        assert list(Case.objects.all()) == []
    answered = now(world.alice, sent)
    assert (answered.state, answered.answer_note) == (ReferralState.DECLINED, "We have no counsellor until spring.")
    with acting(world.alice):
        offer = CaseAccess.objects.get(agency=world.housing)
        assert (offer.live_from, offer.revoked_by_id) == (None, world.bob.user_id)
    assert notices(world.alice) == [("referral_declined", case.reference)]


def test_declining_needs_a_reason(world: World, sent: Referral) -> None:
    with acting(world.bob), pytest.raises(NotPossible, match="Write why"):
        decline(actor=world.bob, referral=sent, note=" ")
    assert now(world.alice, sent).state == ReferralState.OFFERED


def test_a_referral_is_answered_once(world: World, sent: Referral) -> None:
    stale = now(world.bob, sent)
    with acting(world.bob):
        decline(actor=world.bob, referral=sent, note="No place.")
        for again in (sent, stale):
            with pytest.raises(NotPossible):
                accept(actor=world.bob, referral=again)
        assert list(visible_cases(world.bob)) == []


def test_a_declined_offer_cannot_be_begun_past_our_python(world: World, sent: Referral) -> None:
    with acting(world.bob):
        decline(actor=world.bob, referral=sent, note="No place.")
        with connection.cursor() as cursor:
            cursor.execute("SELECT app.accept_offer(%s)", [sent.access_id])
            assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("name", ["charlie", "alice", "judy"])
def test_the_offer_of_another_agency_can_be_neither_begun_nor_ended(world: World, sent: Referral, name: str) -> None:
    for function in ("accept_offer", "decline_offer"):
        with acting(world.people()[name]), connection.cursor() as cursor:
            cursor.execute(f"SELECT app.{function}(%s)", [sent.access_id])
            assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("alice", "Only the agency that received this referral can answer it."),
        ("charlie", "Only the agency that received this referral can answer it."),
        ("frank", "Your role does not include answering referrals."),
    ],
)
def test_only_the_agency_that_is_asked_answers(world: World, sent: Referral, name: str, sentence: str) -> None:
    actor = world.people()[name]
    with acting(actor), pytest.raises(NotPermitted) as refused:
        accept(actor=actor, referral=sent)
    assert str(refused.value) == sentence


def test_the_sender_records_what_an_outside_service_answers(world: World, case: Case) -> None:
    sent = referral(world.alice, case, service(world.frank))
    with acting(world.dana):
        accept(actor=world.dana, referral=sent, note="First meeting in May.")
    answered = now(world.alice, sent)
    assert (answered.state, answered.answered_by_id) == (ReferralState.ACCEPTED, world.dana.user_id)
    with acting(world.alice):
        assert set(CaseAccess.objects.values_list("agency_id", flat=True)) == {world.unit.pk}


def test_taking_it_back_ends_the_offer_and_tells_the_receiver(world: World, case: Case, sent: Referral) -> None:
    with acting(world.dana):
        withdraw(actor=world.dana, referral=sent)
        assert CaseAccess.objects.get(agency=world.housing).revoked_at is not None
        assert not [sentence for sentence in blockers_of(case) if "referral" in sentence]
    assert now(world.alice, sent).state == ReferralState.WITHDRAWN
    assert set(notices(world.bob)) == {("referral_sent", case.reference), ("referral_withdrawn", case.reference)}
    with acting(world.bob), pytest.raises(NotPossible, match="no longer waiting"):
        accept(actor=world.bob, referral=now(world.bob, sent))


def test_only_the_sender_takes_it_back_and_only_while_it_waits(world: World, sent: Referral) -> None:
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the agency that sent this referral"):
        withdraw(actor=world.bob, referral=sent)
    with acting(world.bob):
        accept(actor=world.bob, referral=sent)
    with acting(world.alice), pytest.raises(NotPossible, match="no longer waiting"):
        withdraw(actor=world.alice, referral=now(world.alice, sent))


def test_a_referral_whose_access_was_taken_back_is_refused_and_can_be_withdrawn(
    world: World, case: Case, sent: Referral
) -> None:
    with acting(world.alice):
        CaseAccess.objects.filter(agency=world.housing).update(revoked_at=sent.sent_at)
    with acting(world.bob), pytest.raises(NotPossible, match="This offer is no longer open"):
        accept(actor=world.bob, referral=now(world.bob, sent))
    assert now(world.alice, sent).state == ReferralState.OFFERED
    with acting(world.alice):
        withdraw(actor=world.alice, referral=now(world.alice, sent))
    assert now(world.alice, sent).state == ReferralState.WITHDRAWN


def test_each_answer_is_written_for_the_agency_that_leads(world: World, case: Case) -> None:
    first = referral(world.alice, case, world.housing, Section.RISK)
    second = referral(world.alice, case, world.harbour)
    third = referral(world.alice, case, service(world.frank))
    with acting(world.bob):
        accept(actor=world.bob, referral=first)
    with acting(world.charlie):
        decline(actor=world.charlie, referral=second, note="Not our field.")
    with acting(world.alice):
        withdraw(actor=world.alice, referral=third)
        events = Event.objects.filter(verb__startswith="referral.", owner_agency_id=world.unit.pk).exclude(
            verb="referral.send"
        )
        assert list(events.order_by("at").values_list("verb", "user_id", "sections")) == [
            ("referral.accept", world.bob.user_id, ["risk", "summary"]),
            ("referral.decline", world.charlie.user_id, ["summary"]),
            ("referral.withdraw", world.alice.user_id, ["summary"]),
        ]
