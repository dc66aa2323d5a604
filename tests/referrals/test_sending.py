"""Sending a referral: who may, on which footing, and what the receiver may see before it answers."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import Event
from cases.closure import blockers_of
from cases.models import Account, Case, CaseAccess, Incident, Person
from cases.models.access import Reason
from cases.policy import visible_cases
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.home import to_dos
from partners.models import Notice
from partners.scope import acting
from referrals.models import Referral, ReferralState
from referrals.policy import visible_referrals
from referrals.rules import check_gateway
from tests.cases import given
from tests.personas import World
from tests.referrals.given import SUMMARY, referral, service
from tests.refusing import refusal as sentence

WITHOUT_CONSENT = {"legal_gateway": "care_act_s42_45", "gateway_reason": "An adult at risk is alone at night."}


@pytest.fixture
def case(world: World) -> Case:
    return given.new_case(world.alice, consent="given")


def seen_by(world: World, table: Any) -> set[str]:
    """Return who sees any row of `table`, past our Python."""
    names = set()
    for name, actor in world.people().items():
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table._meta.db_table}"')
            if cursor.fetchone()[0]:
                names.add(name)
    return names


THE_UNIT = {"alice", "dana", "erin", "frank", "grace", "heidi"}


def test_a_referral_holds_what_was_said(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing, Section.RISK, Section.PEOPLE)
    with acting(world.bob):
        found = Referral.objects.get()
    assert found == sent
    assert (found.case_reference, found.summary, found.sections) == (
        case.reference,
        SUMMARY,
        ["people", "risk", "summary"],
    )
    assert (found.from_agency_id, found.to_agency_id, found.service_id) == (world.unit.pk, world.housing.pk, None)
    assert (found.state, found.legal_gateway, found.gateway_reason) == (ReferralState.OFFERED, "consent", "")
    assert found.sent_by_id == world.alice.user_id


def test_the_receiver_sees_the_summary_only(world: World, case: Case) -> None:
    referral(world.alice, case, world.housing, *Section)
    with acting(world.bob):
        assert [found.summary for found in visible_referrals(world.bob)] == [SUMMARY]
        assert list(visible_cases(world.bob)) == []
        assert [list(table.objects.all()) for table in (Case, Incident, Account, Person)] == [[], [], [], []]


def test_the_offer_is_an_access_that_has_not_begun(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing, Section.RISK)
    with acting(world.alice):
        offer = CaseAccess.objects.get(agency=world.housing)
    assert sent.access == offer
    assert (offer.live_from, offer.reason, offer.sections) == (None, Reason.REFERRAL, ["risk", "summary"])


def test_only_the_two_agencies_see_a_referral(world: World, case: Case) -> None:
    referral(world.alice, case, world.housing)
    seers = {"alice", "bob", "dana", "heidi"}
    visible = set()
    for name, actor in world.people().items():
        with acting(actor):
            visible |= {name} if visible_referrals(actor).exists() else set()
    assert visible == seers


def test_the_database_alone_shows_it_to_no_others(world: World, case: Case) -> None:
    referral(world.alice, case, world.housing)
    assert seen_by(world, Referral) == THE_UNIT | {"bob"}


def test_the_people_who_can_answer_are_told(world: World, case: Case) -> None:
    referral(world.alice, case, world.housing)
    told = {}
    for name, actor in world.people().items():
        with acting(actor):
            told[name] = list(Notice.objects.filter(kind="referral_sent").values_list("subject", "path"))
    with acting(world.bob):
        path = f"/referrals/{Referral.objects.get().pk}/"
    assert {name: found for name, found in told.items() if found} == {"bob": [(case.reference, path)]}


def test_sending_is_written(world: World, case: Case) -> None:
    referral(world.alice, case, world.housing, Section.RISK)
    with acting(world.grace):
        found = Event.objects.filter(verb="referral.send").values_list(
            "user_id", "subject", "reason", "sections", "facts"
        )
        assert list(found) == [
            (
                world.alice.user_id,
                case.reference,
                "consent",
                ["risk", "summary"],
                {"to_agency": str(world.housing.pk), "service": None},
            )
        ]
        assert Event.objects.filter(verb="case.offer").count() == 1


def test_it_waits_on_the_receivers_home_page_and_blocks_closing(world: World, case: Case) -> None:
    sent = referral(world.alice, case, world.housing)
    with acting(world.bob):
        found = [to_do for to_do in to_dos(world.bob) if "referral" in to_do.text]
    assert [(to_do.text, to_do.path) for to_do in found] == [
        (f"Answer the referral of case {case.reference}", f"/referrals/{sent.pk}/")
    ]
    waiting = "1 referral is waiting for an answer: wait for it, record it, or withdraw the referral."
    with acting(world.alice):
        assert waiting in blockers_of(case)


def test_a_service_with_an_agency_here_is_answered_by_it(world: World, case: Case) -> None:
    harbour = service(world.frank, agency=world.harbour)
    sent = referral(world.alice, case, harbour, Section.RISK)
    assert (sent.to_agency_id, sent.service) == (world.harbour.pk, harbour)
    with acting(world.charlie):
        assert [found.pk for found in visible_referrals(world.charlie)] == [sent.pk]


def test_an_outside_service_is_given_no_access_and_its_answer_is_the_senders_to_record(
    world: World, case: Case
) -> None:
    sent = referral(world.alice, case, service(world.frank), Section.RISK)
    assert (sent.to_agency_id, sent.access) == (None, None)
    assert seen_by(world, Referral) == THE_UNIT
    with acting(world.alice):
        assert set(CaseAccess.objects.values_list("agency_id", flat=True)) == {world.unit.pk}
        assert f"Record the answer of Lantern Counselling about case {case.reference}" in {
            to_do.text for to_do in to_dos(world.alice)
        }
        assert [to_do for to_do in to_dos(world.heidi) if to_do.text.startswith("Record")] == []


def refusal(actor: Actor, case: Case, to: Any, **fields: Any) -> str:
    with pytest.raises((NotPermitted, NotPossible)) as refused:
        referral(actor, case, to, **fields)
    with acting(actor):
        assert Referral.objects.count() == 0
    return str(refused.value)


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_only_the_lead_agency_refers(world: World, case: Case, name: str) -> None:
    given.shared(world.alice, case, world.housing, *Section)
    assert refusal(world.people()[name], case, world.watch) == "Only the lead agency can share this case."


@pytest.mark.parametrize("name", ["erin", "frank", "grace"])
def test_managers_administrators_and_auditors_do_not_refer(world: World, case: Case, name: str) -> None:
    assert refusal(world.people()[name], case, world.housing) == "Your role does not include sending referrals."


def test_a_closed_case_is_not_referred(world: World) -> None:
    closed = given.closed_case(world.alice)
    assert refusal(world.alice, closed, world.housing) == "This case is closed. Re-open it first."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"summary": "  "}, "Write a short summary. The receiver reads it before it accepts."),
        ({"summary": "x" * 1001}, "Use 1,000 characters or fewer for the summary."),
        ({"legal_gateway": "care_act_s42_45"}, "Write why you share without consent."),
        (
            {"legal_gateway": "because", "gateway_reason": "r"},
            "“because” is not in the list “legal gateway”. Choose one that is.",
        ),
    ],
)
def test_what_does_not_do_is_refused(world: World, case: Case, fields: dict[str, str], sentence: str) -> None:
    assert refusal(world.alice, case, world.housing, **fields) == sentence


def test_what_was_said_in_another_case_counts_for_nothing(world: World, case: Case) -> None:
    refused = given.new_case(world.alice, consent="refused")
    with acting(world.alice):
        said = [sentence(check_gateway, each, "consent", "") for each in (case, refused)]
    assert said == ["", "Consent to share was refused. Choose the legal gateway that lets you share without it."]


def test_refused_consent_needs_another_footing(world: World) -> None:
    case = given.new_case(world.alice, consent="refused")
    sentence = "Consent to share was refused. Choose the legal gateway that lets you share without it."
    assert refusal(world.alice, case, world.housing) == sentence
    sent = referral(world.alice, case, world.housing, **WITHOUT_CONSENT)
    assert (sent.legal_gateway, sent.gateway_reason) == tuple(WITHOUT_CONSENT.values())


def test_consent_is_what_was_said_last(world: World) -> None:
    case = given.new_case(world.alice, consent="refused")
    given.further_incident(world.alice, case, consent="given")
    assert referral(world.alice, case, world.housing).legal_gateway == "consent"


def test_ourselves_strangers_and_services_out_of_the_directory_are_not_asked(world: World, case: Case) -> None:
    unlisted = service(world.frank, is_listed=False)
    foreign = service(world.judy, "Northmere Counselling")
    assert refusal(world.alice, case, world.unit) == "Choose another agency. Yours leads this case."
    assert refusal(world.alice, case, world.elsewhere) == "This agency is not in your partnership."
    for one in (unlisted, foreign):
        assert refusal(world.alice, case, one) == "This service is no longer in the directory."


def test_nobody_is_asked_twice_at_once(world: World, case: Case) -> None:
    outside = service(world.frank)
    for to in (world.housing, outside):
        referral(world.alice, case, to)
        with pytest.raises(NotPossible, match="A referral to the same receiver is waiting for an answer"):
            referral(world.alice, case, to)


def test_the_database_refuses_a_referral_of_a_case_that_another_agency_leads(world: World, case: Case) -> None:
    forged = Referral(
        partnership=world.partnership,
        case=case,
        case_reference=case.reference,
        from_agency=world.housing,
        to_agency=world.harbour,
        summary="s",
        sections=["summary"],
        legal_gateway="consent",
        sent_by_id=world.bob.person,
    )
    with acting(world.bob), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        forged.save(force_insert=True)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"to_agency": None}, "referral_goes_somewhere"),
        ({"legal_gateway": ""}, "referral_names_its_legal_gateway"),
        ({"legal_gateway": "vital_interests"}, "referral_without_consent_says_why"),
        ({"state": "accepted"}, "referral_answered_says_who_and_when"),
    ],
)
def test_the_database_refuses_half_a_referral(
    world: World, case: Case, fields: dict[str, Any], constraint: str
) -> None:
    plain: dict[str, Any] = {"to_agency": world.housing, "legal_gateway": "consent", "summary": "s"}
    half = Referral(
        partnership=world.partnership,
        case=case,
        case_reference=case.reference,
        from_agency=world.unit,
        sections=["summary"],
        sent_by_id=world.alice.person,
        **{**plain, **fields},
    )
    with acting(world.alice), pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        half.save(force_insert=True)
