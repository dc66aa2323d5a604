"""Single-agency work is work too: a policy of the agency's own, actions, a review, and closing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions.closure import close
from cases.actions.work import add_task, answer_task, plan
from cases.closure import blockers_of
from cases.models import Case, CaseTask, CaseTaskAnswer, WorkPlan
from cases.models.decision import Choice
from cases.models.work import TaskOutcome
from cases.panels import Look, timeline_for
from cases.rules_work import check_day_ahead, check_may_answer_task, check_may_work
from cases.states import State
from cases.to_dos_decision import to_dos
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.home import ToDo
from partners.models import Notice
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import decided_case, shared
from tests.personas import World
from tests.refusing import LEAD, PARTNER, refusal
from tests.refusing import actor as somebody

POLICY = "Neighbour disputes, 2026"
TODAY = date(2026, 3, 2)


def soon(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


def typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def task_for(world: World, case: Case, owner: Actor) -> CaseTask:
    with acting(world.alice):
        return add_task(actor=world.alice, case=case, owner_id=owner.person, task=" Fit a lock ", due_on=soon())


def waiting(actor: Actor) -> dict[str, ToDo]:
    with acting(actor):
        return {to_do.text: to_do for to_do in to_dos(actor)}


def test_a_plan_names_the_policy_and_a_review_says_what_it_found(world: World) -> None:
    case = decided_case(world.alice)
    path = reverse("work_plan", args=[case.reference])
    browser = world.client(world.alice)
    page = browser.post(path, {"policy": " ", "review_on": typed(soon(-1))}).content.decode()
    assert "Name the policy of your agency" in page
    assert "The review must be today or in the future." in page
    browser.post(path, {"policy": POLICY, "review_on": typed(soon())})
    with acting(world.alice):
        first = WorkPlan.objects.get(case=case)
        with pytest.raises(NotPossible, match="Say what the review found"):
            plan(actor=world.alice, case=case, policy=POLICY, review_on=soon(14))
    assert (first.policy, first.review_found, first.review_on, first.made_by_id) == (
        POLICY,
        "",
        soon(),
        world.alice.person,
    )
    assert "What did the review find?" in browser.get(path).content.decode()
    done = browser.post(
        path, {"policy": POLICY, "review_on": typed(soon(14)), "review_found": "It is calm."}, follow=True
    )
    for words in ("The review is recorded.", "It is calm.", POLICY, "Single-agency work reviewed"):
        assert words in done.content.decode()
    with acting(world.alice):
        assert [row.review_on for row in WorkPlan.objects.filter(case=case)] == [soon(14), soon()]


def test_a_review_that_is_due_stands_on_the_home_page_of_the_lead_agency(world: World) -> None:
    case = decided_case(world.alice)
    with acting(world.alice):
        plan(actor=world.alice, case=case, policy=POLICY, review_on=soon(0))
    asked = f"Review the single-agency work on case {case.reference}"
    assert [name for name, person in world.people().items() if asked in waiting(person)] == ["alice", "dana", "heidi"]
    with acting(world.alice):
        plan(actor=world.alice, case=case, policy=POLICY, review_on=soon(1), review_found="It goes on.")
    assert asked not in waiting(world.alice)


def test_an_action_waits_blocks_closing_and_is_answered(world: World) -> None:
    case = decided_case(world.alice)
    shared(world.alice, case, world.housing)
    task = task_for(world, case, world.dana)
    assert task.task == "Fit a lock"
    with acting(world.dana):
        assert Notice.objects.filter(kind="task_given", user_id=world.dana.person).count() == 1
    assert f"Do your action in case {case.reference}" in waiting(world.dana)
    assert f"Do Dana’s action in case {case.reference}" in waiting(world.alice)
    assert waiting(world.bob) == {}
    with acting(world.alice):
        assert "An action of your own agency is still open." in blockers_of(case)
        with pytest.raises(NotPossible, match="An action of your own agency is still open"):
            close(actor=world.alice, case=case, outcome="no_suspect")
    page = reverse("task_answer", args=[task.pk])
    browser = world.client(world.dana)
    refused = browser.post(page, {"outcome": "", "note": ""}).content.decode()
    assert "Choose whether the action is done or not possible" in refused
    done = browser.post(page, {"outcome": "not_possible", "note": "The door is listed."}, follow=True).content.decode()
    for words in ("The answer is recorded.", "The door is listed.", "Not possible"):
        assert words in done
    assert waiting(world.alice) == {}
    with acting(world.alice):
        assert not [sentence for sentence in blockers_of(case) if "action" in sentence]
        assert CaseTaskAnswer.objects.get().answered_by_id == world.dana.person
        assert Event.objects.get(verb="work.answer").facts == {"outcome": "not_possible"}
        assert "Action answered: not possible" in [entry.text for entry in timeline_for(Look(world.alice, case))]
        with pytest.raises(NotPossible, match="answered already"):
            answer_task(actor=world.alice, task=task, outcome=TaskOutcome.DONE, note="Done.")
    assert browser.get(page).status_code == 302


def test_it_is_the_lead_agencys_own(world: World) -> None:
    case = decided_case(world.alice)
    shared(world.alice, case, world.housing)
    task = task_for(world, case, world.alice)
    bob = world.client(world.bob)
    paths = [reverse("work_plan", args=[case.reference]), reverse("task_new", args=[case.reference])]
    assert [bob.get(path).status_code for path in paths] == [403, 403]
    assert bob.get(reverse("task_answer", args=[task.pk])).status_code == 404
    assert "Fit a lock" not in bob.get(f"/cases/{case.reference}/").content.decode()
    with acting(world.bob):
        assert not CaseTask.objects.exists()
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can answer this action"):
        answer_task(actor=world.bob, task=task, outcome=TaskOutcome.DONE, note="Done.")


def test_who_does_it_is_of_the_agency_and_sees_the_case(world: World) -> None:
    case = decided_case(world.alice)
    with pytest.raises(NotPossible, match="Choose somebody of your agency who can see this case"):
        task_for(world, case, world.bob)
    path = reverse("task_new", args=[case.reference])
    sent = {"task": "", "owner": "", "due_on": typed(soon(-1))}
    page = world.client(world.alice).post(path, sent).content.decode()
    for words in ("Say what is to be done", "Choose who does it", "The day by which it is done must be today"):
        assert words in page
    sent = {"task": "Visit", "owner": str(world.heidi.person), "due_on": typed(soon())}
    assert "The action is added." in world.client(world.alice).post(path, sent, follow=True).content.decode()


def test_there_is_none_where_the_decision_is_multi_agency(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    with pytest.raises(NotPossible, match="The decision is not single-agency"):
        task_for(world, case, world.alice)
    assert "Single-agency work" not in world.client(world.alice).get(f"/cases/{case.reference}/").content.decode()


def test_the_checks_alone() -> None:
    def may(who: Actor, state: State = State.SINGLE_AGENCY) -> str:
        return refusal(check_may_work, who, Case(state=state, lead_agency_id=LEAD))

    assert [state for state in State if not may(somebody(), state)] == [State.SINGLE_AGENCY]
    assert may(somebody(), State.CLOSED) == "This case is closed. Re-open it first."
    assert may(somebody(Role.REPRESENTATIVE)).startswith("Your role does not include the decision")
    assert may(somebody(agency=PARTNER)) == "Only the lead agency can plan the single-agency work."
    task = CaseTask(case=Case(state=State.IN_ACTION, lead_agency_id=LEAD))
    assert refusal(check_may_answer_task, somebody(Role.REPRESENTATIVE), task, is_answered=False) == ""
    assert refusal(check_may_answer_task, somebody(Role.MANAGER), task, is_answered=False) == (
        "Your role does not include answering actions."
    )
    handed_over = CaseTask(case=Case(state=State.CLOSED, lead_agency_id=LEAD))
    assert refusal(check_may_answer_task, somebody(), handed_over, is_answered=False) == ""
    for days, said in (
        (-1, "It must be today or in the future."),
        (0, ""),
        (366, ""),
        (367, "It must be within 366 days."),
    ):
        assert refusal(check_day_ahead, TODAY + timedelta(days=days), TODAY, what="It") == said
