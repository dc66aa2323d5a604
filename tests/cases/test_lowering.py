"""A lower level of risk than the answers give needs a second person; until then the higher one stands."""

from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from audit.models import Event
from cases.actions.assessment import complete
from cases.actions.decision import record as decide
from cases.actions.lowering import answer
from cases.instruments import Band
from cases.models import Case, Lowering, LoweringAnswer, Reopening
from cases.models.decision import Cause, Choice
from cases.models.lowering import LoweringVerdict
from cases.panels import Look, timeline_for
from cases.queries_risk import risk_now
from cases.rules_risk import check_may_answer_lowering, check_may_change_safety
from cases.states import State
from cases.to_dos_decision import to_dos
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import assess, grave_answers, new_case, shared
from tests.personas import World
from tests.refusing import LEAD, PARTNER, refusal
from tests.refusing import actor as somebody

CONFIRMED, DECLINED = LoweringVerdict.CONFIRMED, LoweringVerdict.DECLINED
REASON = "He has left the country."


def proposed(world: World) -> Lowering:
    """Return Alice's proposal that a case which the answers make high is medium."""
    case = new_case(world.alice)
    assess(world.alice, case, grave_answers(), band=Band.MEDIUM, reason=f" {REASON} ")
    with acting(world.alice):
        return Lowering.objects.select_related("case", "assessment").get(case=case)


def says(actor: Actor, lowering: Lowering, verdict: LoweringVerdict, reason: str = "") -> None:
    with acting(actor):
        answer(actor=actor, lowering=lowering, verdict=verdict, reason=reason)


def band_of(world: World, case: Case) -> tuple[str, str]:
    with acting(world.alice):
        case.refresh_from_db()
        risk = risk_now(case)
    assert risk is not None
    assert risk.band == case.band
    return risk.band.value, risk.recommendation.value


def waiting(actor: Actor) -> list[str]:
    with acting(actor):
        return [to_do.text for to_do in to_dos(actor)]


def test_a_proposal_leaves_the_level_and_asks_a_second_person(world: World) -> None:
    lowering = proposed(world)
    case = lowering.case
    assert (lowering.from_band, lowering.band, lowering.reason) == ("high", "medium", REASON)
    assert (lowering.assessment.band, lowering.assessment.judgement_reason) == ("high", "")
    assert band_of(world, case) == ("high", "multi_agency")
    asked = f"Confirm or decline a lower risk of case {case.reference}"
    assert [name for name, person in world.people().items() if asked in waiting(person)] == ["dana", "heidi"]
    with acting(world.dana):
        assert Notice.objects.filter(kind="lowering_proposed", user_id=world.dana.person).count() == 1


def test_confirmed_it_stands_and_reopens_what_was_decided_on_the_higher_one(world: World) -> None:
    lowering = proposed(world)
    case = lowering.case
    with acting(world.alice):
        decide(actor=world.alice, case=case, choice=Choice.MULTI_AGENCY, reasons="It is high.")
    says(world.dana, lowering, CONFIRMED)
    assert band_of(world, case) == ("medium", "single_agency")
    with acting(world.alice):
        assert case.state == State.ASSESSED
        assert [row.cause for row in Reopening.objects.filter(case=case)] == [Cause.BAND_CHANGED]
        stored = LoweringAnswer.objects.get(lowering=lowering)
        event = Event.objects.get(verb="assessment.answer_lower")
    assert (stored.answered_by_id, stored.verdict, stored.reason) == (world.dana.person, "confirmed", "")
    assert event.facts == {"verdict": "confirmed", "from": "high", "to": "medium"}
    assert waiting(world.heidi) == []


def test_declined_the_higher_one_stands_and_the_reason_is_kept(world: World) -> None:
    lowering = proposed(world)
    with pytest.raises(NotPossible, match="Say why the risk stays as the answers make it"):
        says(world.dana, lowering, DECLINED, "  ")
    says(world.dana, lowering, DECLINED, " He can come back. ")
    assert band_of(world, lowering.case) == ("high", "multi_agency")
    with acting(world.alice):
        assert LoweringAnswer.objects.get(lowering=lowering).reason == "He can come back."
        told = {entry.text: entry.by for entry in timeline_for(Look(world.alice, lowering.case))}
    assert (told["Lower risk proposed: medium"], told["Lower risk declined"]) == ("Alice", "Dana")
    with pytest.raises(NotPossible, match="answered already"):
        says(world.heidi, lowering, CONFIRMED)


def test_a_lower_recommendation_follows_a_confirmed_lower_level(world: World) -> None:
    case = new_case(world.alice)
    assess(world.alice, case, grave_answers(), band=Band.LOW, reason=REASON)
    with acting(world.alice):
        lowering = Lowering.objects.select_related("case").get(case=case)
    says(world.dana, lowering, CONFIRMED)
    assert band_of(world, case) == ("low", "single_agency")
    with acting(world.alice):
        decision = decide(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="It is low.")
    assert decision.recommendation == "single_agency"


def test_a_newer_assessment_replaces_the_proposal(world: World) -> None:
    lowering = proposed(world)
    assess(world.alice, lowering.case, grave_answers())
    with pytest.raises(NotPossible, match="A newer assessment has replaced"):
        says(world.dana, lowering, CONFIRMED)
    assert waiting(world.dana) == []


def test_nobody_confirms_their_own_not_even_past_our_code(world: World) -> None:
    lowering = proposed(world)
    with pytest.raises(NotPermitted, match="You proposed this"):
        says(world.alice, lowering, CONFIRMED)
    row = {"lowering": lowering, "case": lowering.case, "agency_id": world.unit.pk, "verdict": "confirmed"}
    for named in (world.alice, world.dana):
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
            acting(world.alice),
        ):
            LoweringAnswer(answered_by_id=named.person, **row).save(force_insert=True)


def test_the_check_alone() -> None:
    def asked(who: Actor, *, state: State = State.ASSESSED, latest: bool = True, answered: bool = False) -> str:
        lowering = Lowering(case=Case(state=state, lead_agency_id=LEAD), proposed_by_id=uuid4())
        return refusal(check_may_answer_lowering, who, lowering, is_latest=latest, is_answered=answered)

    assert asked(somebody()) == ""
    assert asked(somebody(Role.REPRESENTATIVE)) == "Your role does not include risk assessment."
    assert asked(somebody(agency=PARTNER)) == (
        "Only the lead agency can answer a proposal to lower the risk of this case."
    )
    assert asked(somebody(), state=State.CLOSED) == "This case is closed. Re-open it first."
    assert asked(somebody(), answered=True) == "This proposal has been answered already."
    assert asked(somebody(), latest=False) == "A newer assessment has replaced the one that this proposal is about."


def test_the_check_of_safety_facts_alone() -> None:
    case = Case(state=State.NEW, lead_agency_id=LEAD)
    assert refusal(check_may_change_safety, somebody(), case) == ""
    assert refusal(check_may_change_safety, somebody(Role.REPRESENTATIVE), case) == (
        "Your role does not include logging incidents."
    )
    assert refusal(check_may_change_safety, somebody(agency=PARTNER), case) == (
        "Only the lead agency can change facts about safety in this case."
    )
    closed = Case(state=State.CLOSED, lead_agency_id=LEAD)
    assert refusal(check_may_change_safety, somebody(), closed) == "This case is closed. Re-open it first."


def test_the_pages(world: World) -> None:
    """Alice proposes on the page of the result; Dana reads why and declines; everybody sees where it stands."""
    lowering = proposed(world)
    case = lowering.case
    shared(world.alice, case, world.housing)
    page = reverse("lowering_answer", args=[case.reference, lowering.assessment_id])
    dana = world.client(world.dana)
    shown = dana.get(reverse("assessment_page", args=[case.reference, lowering.assessment_id])).content.decode()
    assert "Waits for a second person" in shown
    assert page in shown
    asked = dana.get(page).content.decode()
    assert REASON in asked
    refused = dana.post(page, {"verdict": "declined", "reason": ""}).content.decode()
    assert "Say why the risk stays as the answers make it" in refused
    assert world.client(world.alice).get(page).status_code == 403
    assert world.client(world.bob).get(page).status_code == 403
    done = dana.post(page, {"verdict": "declined", "reason": "He can come back."}, follow=True).content.decode()
    assert "Declined: the risk stays high." in done
    assert "He can come back." in done


def test_what_is_proposed_when_an_assessment_is_completed_is_sent_once(world: World) -> None:
    case, token = new_case(world.alice), uuid4()
    with acting(world.alice):
        for _ in range(2):
            complete(actor=world.alice, case=case, answers=grave_answers(), token=token, band=Band.LOW, reason=REASON)
        assert Lowering.objects.count() == 1
