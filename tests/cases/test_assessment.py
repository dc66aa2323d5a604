"""Completing a risk assessment: the result stands, never changes, and moves the case on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from audit.models import Event
from cases.actions.assessment import complete
from cases.instruments import AnswersRefused, Band
from cases.models import Assessment, Reopening
from cases.models.decision import Cause
from cases.states import State
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import (
    assess,
    assessed_case,
    calm_answers,
    closed_case,
    decided_case,
    further_incident,
    grave_answers,
    new_case,
    shared,
)
from tests.personas import World


def test_first_assessment_moves_the_case_on(world: World) -> None:
    case = new_case(world.alice)
    assessment = assess(world.alice, case)
    assert (assessment.band, assessment.scored_band, assessment.score) == ("low", "low", 0)
    assert (assessment.recommendation, assessment.incidents_in_window) == ("single_agency", 1)
    assert assessment.review_on == timezone.localdate() + timedelta(days=90)
    with acting(world.alice):
        case.refresh_from_db()
        assert (case.state, case.band, case.review_on) == (State.ASSESSED, "low", assessment.review_on)
        event = Event.objects.get(verb="assessment.complete")
    assert (event.subject, event.facts) == (case.reference, {"band": "low", "scored_band": "low", "score": 0})


def test_trigger_makes_it_high_and_recommends_multi_agency(world: World) -> None:
    assessment = assess(world.alice, new_case(world.alice), grave_answers())
    assert (assessment.band, assessment.recommendation) == ("high", "multi_agency")
    assert any("at least high" in sentence for sentence in assessment.why)
    assert assessment.review_on == timezone.localdate() + timedelta(days=7)


def test_third_incident_escalates_and_says_how_many(world: World) -> None:
    case = new_case(world.alice)
    further_incident(world.alice, case)
    assert assess(world.alice, case).band == "low"
    further_incident(world.alice, case)
    third = assess(world.alice, case)
    assert (third.band, third.scored_band, third.incidents_in_window) == ("medium", "medium", 3)
    assert any("3 incidents in 365 days" in sentence for sentence in third.why)


def test_incident_outside_the_window_is_not_counted(world: World) -> None:
    long_ago = timezone.localtime() - timedelta(days=365)
    case = new_case(world.alice, recorded_on=long_ago.date(), occurred_from=long_ago)
    assert assess(world.alice, case).incidents_in_window == 0
    further_incident(world.alice, case, recorded_on=long_ago.date() + timedelta(days=1), occurred_from=long_ago)
    assert assess(world.alice, case).incidents_in_window == 1


def test_unknown_answers_are_kept_apart(world: World) -> None:
    answers = calm_answers() | {"fear": "unknown", "isolation": "unknown"}
    assert assess(world.alice, new_case(world.alice), answers).unknowns == ["fear", "isolation"]


def test_judgement_raises_with_a_reason(world: World) -> None:
    case = new_case(world.alice)
    assessment = assess(world.alice, case, band=Band.HIGH, reason="He is out of prison on Monday.")
    assert (assessment.band, assessment.scored_band) == ("high", "low")
    assert (assessment.recommendation, assessment.judgement_reason) == (
        "multi_agency",
        "He is out of prison on Monday.",
    )
    assert assessment.why[-1].startswith("Professional judgement raised the risk from low to high")
    assert case.band == "high"


@pytest.mark.parametrize(
    ("answers", "band", "sentence"),
    [
        (grave_answers(), Band.LOW, "Say why the risk is lower than the answers say."),
        (calm_answers(), Band.MEDIUM, "Say why you are raising the risk."),
    ],
)
def test_judgement_needs_a_reason(world: World, answers: dict[str, str], band: Band, sentence: str) -> None:
    case = new_case(world.alice)
    with pytest.raises(NotPossible, match=sentence):
        assess(world.alice, case, answers, band=band, reason="  ")
    with acting(world.alice):
        assert list(Assessment.objects.all()) == []


def test_every_question_has_to_be_answered(world: World) -> None:
    with pytest.raises(AnswersRefused) as refused:
        assess(world.alice, new_case(world.alice), {"fear": "safe"})
    assert set(refused.value.errors) == set(calm_answers()) - {"fear"}


def test_form_sent_twice_makes_one_assessment(world: World) -> None:
    case, token = new_case(world.alice), uuid4()
    with acting(world.alice):
        first = complete(actor=world.alice, case=case, answers=calm_answers(), token=token)
        second = complete(actor=world.alice, case=case, answers=calm_answers(), token=token)
        assert first.pk == second.pk
        assert Assessment.objects.count() == 1


def test_changed_band_reopens_the_decision(world: World) -> None:
    case = decided_case(world.alice)
    assess(world.alice, case, grave_answers())
    with acting(world.alice):
        assert case.state == State.ASSESSED
        assert [row.cause for row in Reopening.objects.filter(case=case)] == [Cause.BAND_CHANGED]


def test_same_band_leaves_the_decision(world: World) -> None:
    case = decided_case(world.alice)
    assess(world.alice, case)
    with acting(world.alice):
        assert (case.state, Reopening.objects.count()) == (State.SINGLE_AGENCY, 0)


def test_closed_case_cannot_be_assessed(world: World) -> None:
    case = closed_case(world.alice)
    with pytest.raises(NotPossible, match=r"This case is closed\. Re-open it first\."):
        assess(world.alice, case)


def test_only_the_lead_agency_assesses(world: World) -> None:
    case = assessed_case(world.alice)
    shared(world.alice, case, world.housing)
    with pytest.raises(NotPermitted, match="Only the lead agency can assess the risk of this case"):
        assess(world.bob, case)
