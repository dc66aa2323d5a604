"""Changes to information or circumstances re-open the decision."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from cases.actions.decision import record
from cases.actions.reopening import reopen, reopen_for_new_fact
from cases.limits import decision_due
from cases.models import Case, Decision, Reopening
from cases.models.decision import Cause, Choice
from cases.states import DECIDED, State
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice, Partnership
from partners.scope import acting
from tests.cases.given import assessed_case, closed_case, decided_case, further_incident, new_case, shared
from tests.personas import World


def told(world: World) -> set[str]:
    """Return who has a notice that the decision has to be taken again."""
    names = set()
    for name, actor in world.people().items():
        with acting(actor):
            if Notice.objects.filter(user_id=actor.person, kind="decision_reopened").exists():
                names.add(name)
    return names


def test_a_further_incident_reopens_and_tells_those_concerned(world: World) -> None:
    case = decided_case(world.alice)
    further_incident(world.dana, case)
    with acting(world.alice):
        assert case.state == State.ASSESSED
        reopening = Reopening.objects.get(case=case)
        assert (reopening.cause, reopening.from_state) == (Cause.NEW_INCIDENT, State.SINGLE_AGENCY)
        assert reopening.reopened_by_id == world.dana.user_id
    assert told(world) == {"alice", "heidi"}
    with acting(world.alice):
        notice = Notice.objects.get(user_id=world.alice.person, kind="decision_reopened")
    assert (notice.subject, notice.path) == (case.reference, f"/cases/{case.reference}/")


def test_a_partner_with_access_may_cause_it(world: World) -> None:
    case = decided_case(world.alice)
    shared(world.alice, case, world.housing)
    further_incident(world.bob, case)
    with acting(world.alice):
        case.refresh_from_db()
        assert case.state == State.ASSESSED
        assert [row.agency_id for row in Reopening.objects.filter(case=case)] == [world.housing.pk]
    assert told(world) == {"alice", "heidi"}


@pytest.mark.parametrize("state", sorted(DECIDED))
def test_every_decided_state_reopens(world: World, state: State) -> None:
    case = decided_case(world.alice)
    with acting(world.alice):
        closed_on = timezone.localdate() if state == State.CLOSED else None
        Case.objects.filter(pk=case.pk).update(state=state, closed_on=closed_on)
        reopen(actor=world.alice, case=case, cause=Cause.NEW_INCIDENT)
        case.refresh_from_db()
        assert (case.state, case.closed_on) == (State.ASSESSED, None)
        assert Reopening.objects.get(case=case).from_state == state


@pytest.mark.parametrize("make", [new_case, assessed_case])
def test_nothing_to_reopen_is_no_error(world: World, make: Callable[[Actor], Case]) -> None:
    case = make(world.alice)
    before = case.state
    with acting(world.alice):
        reopen(actor=world.alice, case=case, cause=Cause.NEW_INCIDENT)
        assert (case.state, Reopening.objects.count()) == (before, 0)


def test_a_closed_case_opens_again_and_the_victim_is_to_be_told_again(world: World) -> None:
    case = closed_case(world.alice)
    with acting(world.heidi):
        reopen_for_new_fact(actor=world.heidi, case=case, reason="A witness came forward.")
        case.refresh_from_db()
        facts = (case.state, case.closed_on, case.closing_outcome, case.victim_told_on)
        assert facts == (State.ASSESSED, None, "", None)
        assert Reopening.objects.get(case=case).reason == "A witness came forward."


def test_the_limit_begins_anew_but_the_earlier_decision_keeps_its_own(world: World) -> None:
    case = assessed_case(world.alice)
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(decision_due_on=date(2026, 1, 5))
        record(actor=world.alice, case=case, choice=Choice.SINGLE_AGENCY, reasons="It fits the facts.")
        reopen(actor=world.alice, case=case, cause=Cause.NEW_INCIDENT)
        case.refresh_from_db()
        assert case.decision_due_on == decision_due(Partnership.objects.get(code="ASH"), timezone.localdate())
        assert Decision.objects.get(case=case).due_on == date(2026, 1, 5)


def test_the_limit_is_counted_in_working_days() -> None:
    england = Partnership(decision_limit_days=5, nation="england")
    assert decision_due(england, date(2026, 12, 23)) == date(2027, 1, 4)


def test_a_new_fact_needs_words_a_decision_and_the_lead_agency(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    shared(world.alice, case, world.housing)
    with acting(world.alice), pytest.raises(NotPossible, match="Say what has changed"):
        reopen_for_new_fact(actor=world.alice, case=case, reason=" ")
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can re-open the decision"):
        reopen_for_new_fact(actor=world.bob, case=case, reason="They moved.")
    fresh = assessed_case(world.alice)
    with acting(world.alice), pytest.raises(NotPossible, match="There is no decision to re-open yet"):
        reopen_for_new_fact(actor=world.alice, case=fresh, reason="They moved.")
