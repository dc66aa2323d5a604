"""The decision: taken by a person of the lead agency, with reasons, once."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from cases.actions.decision import record
from cases.models import Decision
from cases.models.decision import Choice
from cases.states import State
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.cases.given import assessed_case, decided_case, grave_answers, new_case, shared
from tests.personas import World


@pytest.mark.parametrize(
    ("grave", "choice", "state"),
    [
        (False, Choice.SINGLE_AGENCY, State.SINGLE_AGENCY),
        (True, Choice.MULTI_AGENCY, State.MULTI_AGENCY),
    ],
)
def test_decision_as_recommended(world: World, grave: bool, choice: Choice, state: State) -> None:
    case = assessed_case(world.alice, grave_answers() if grave else None)
    with acting(world.alice):
        decision = record(actor=world.alice, case=case, choice=choice, reasons=" One agency can do it. ")
        case.refresh_from_db()
        assert case.state == state
        assert (decision.reasons, decision.recommendation, decision.against_reason) == (
            "One agency can do it.",
            choice,
            "",
        )
        assert decision.due_on == case.decision_due_on
        event = Event.objects.get(verb="decision.record")
    assert (event.subject, event.facts) == (case.reference, {"choice": choice, "recommendation": choice})


def test_going_against_the_recommendation_needs_its_own_reason(world: World) -> None:
    case = assessed_case(world.alice, grave_answers())
    with acting(world.alice):
        with pytest.raises(NotPossible, match="Say why you are not following the recommendation"):
            record(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="He was arrested.")
        assert list(Decision.objects.all()) == []
        decision = record(
            actor=world.alice,
            case=case,
            choice=Choice.SINGLE_AGENCY,
            reasons="He was arrested.",
            against_reason="No other agency knows them.",
        )
    assert (decision.recommendation, decision.choice) == (Choice.MULTI_AGENCY, Choice.SINGLE_AGENCY)


def test_the_database_too_wants_a_reason_against(world: World) -> None:
    case = assessed_case(world.alice, grave_answers())
    with acting(world.alice), pytest.raises(IntegrityError, match="against_the_recommendation"), transaction.atomic():
        Decision.objects.create(
            case=case,
            agency=world.unit,
            assessment=case.assessments.get(),
            recommendation=Choice.MULTI_AGENCY,
            choice=Choice.SINGLE_AGENCY,
            reasons="Because.",
            due_on=case.decision_due_on,
            decided_by_id=world.alice.person,
        )


def test_reasons_are_needed(world: World) -> None:
    case = assessed_case(world.alice)
    with acting(world.alice), pytest.raises(NotPossible, match="Give the reasons"):
        record(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="  ")


def test_risk_comes_first(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice), pytest.raises(NotPossible, match="Assess the risk first"):
        record(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="Because.")


def test_it_is_taken_once(world: World) -> None:
    case = decided_case(world.alice)
    with acting(world.alice), pytest.raises(NotPossible, match="The decision has been taken"):
        record(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="Because.")


def test_only_the_lead_agency_decides(world: World) -> None:
    case = assessed_case(world.alice)
    shared(world.alice, case, world.housing)
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can take the decision"):
        record(actor=world.bob, case=case, choice=Choice.SINGLE_AGENCY, reasons="Because.")
