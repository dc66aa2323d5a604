"""Checks that look rows up, each alone: who is refused, and with which sentence."""

from django.utils import timezone
from pytest_django import Settings

from cases import rules
from cases.actions.documents import remove
from cases.models import EmergencyAccess, IncidentDraft
from cases.models.decision import Choice
from cases.rules_counter import check_may_mark_counter
from cases.rules_documents import check_may_add
from cases.sections import Section
from cases.states import State
from partners.scope import acting
from tests.cases.given import decided_case, new_case, shared
from tests.cases.test_documents import add
from tests.personas import World
from tests.refusing import refusal

CLOSED = "This case is closed. Re-open it first."


def test_a_case_in_sight_opens_no_other(world: World) -> None:
    """Bob sees a case of his own; nothing is logged on one of Alice's all the same."""
    own, hidden = new_case(world.bob), new_case(world.alice)
    ended = "Your agency's access to this case has ended."
    of_draft = "Your agency's access to the case of this draft has ended."
    with acting(world.bob):
        assert refusal(rules.check_may_log, world.bob) == refusal(rules.check_may_log, world.bob, own) == ""
        assert refusal(rules.check_may_log, world.bob, hidden) == ended
        drafts = {case: IncidentDraft(case=case) for case in (None, own, hidden)}
        said = {case: refusal(rules.check_may_submit, world.bob, draft) for case, draft in drafts.items()}
    assert said == {None: "", own: "", hidden: of_draft}


def test_a_use_is_signed_off_once(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    waiting = EmergencyAccess(user_id=world.charlie.person, case=case)
    done = EmergencyAccess(user_id=world.charlie.person, case=case, reviewed_at=timezone.now())
    with acting(world.heidi):
        assert refusal(rules.check_may_review, world.heidi, waiting) == ""
        assert refusal(rules.check_may_review, world.heidi, done) == "This use has been signed off already."


def test_a_closed_case_is_not_called_a_counter_allegation(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        assert refusal(check_may_mark_counter, world.alice, case) == ""
        case.state = State.CLOSED
        assert refusal(check_may_mark_counter, world.alice, case) == CLOSED


def test_documents_are_added_by_those_who_have_them_while_there_is_room(world: World, settings: Settings) -> None:
    settings.DOCUMENTS_A_CASE = 2
    case, full = new_case(world.alice), new_case(world.alice)
    shared(world.alice, case, world.housing, *(set(Section) - {Section.DOCUMENTS}))
    first, _ = add(world.alice, full), add(world.alice, full)
    with acting(world.bob):
        said = "Your agency has not been given the documents of this case."
        assert refusal(check_may_add, world.bob, case) == said
    with acting(world.alice):
        assert refusal(check_may_add, world.alice, case) == ""
        assert refusal(check_may_add, world.alice, full) == "This case has 2 documents already. Remove one first."
        remove(actor=world.alice, document=first)
        assert refusal(check_may_add, world.alice, full) == ""
        case.state = State.CLOSED
        assert refusal(check_may_add, world.alice, case) == CLOSED
