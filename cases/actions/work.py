"""Single-agency work: naming the policy, giving oneself actions, answering them, and looking again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.models import Case, CaseTask, CaseTaskAnswer, WorkPlan
from cases.models.work import TaskOutcome
from cases.queries_work import answer_to, plans_of, possible_owners
from cases.rules_work import check_day_ahead, check_may_answer_task, check_may_work
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible

TASK = "task_given"


@transaction.atomic
def plan(*, actor: Actor, case: Case, policy: str, review_on: date, review_found: str = "") -> WorkPlan:
    """Say under which policy the lead agency works and when it looks again; a review is a new plan.

    Args:
        actor: a person of the lead agency.
        case: the case.
        policy: the name of the agency's own policy.
        review_on: when the work is looked at again; a date in Europe/London.
        review_found: what looking again showed; needed of every plan but the first.

    Raises:
        NotPermitted: the actor may not plan this work.
        NotPossible: the case is not single-agency work, or something is missing.
    """
    lock(case)
    check_may_work(actor, case)
    check_day_ahead(review_on, timezone.localdate(), what="The review")
    check_plan(policy, review_found, is_review=plans_of(case).exists())
    made = WorkPlan(
        case=case,
        agency_id=actor.agency,
        policy=policy.strip(),
        review_found=review_found.strip(),
        review_on=review_on,
        made_by_id=actor.person,
    )
    made.save(force_insert=True)
    _record(actor, "work.plan", case, review_on=review_on.isoformat())
    return made


def check_plan(policy: str, review_found: str, *, is_review: bool) -> None:
    """Check that a plan says what it has to.

    Raises:
        NotPossible: it names no policy, or a review says nothing of what it found.
    """
    if not policy.strip():
        raise NotPossible("Name the policy of your agency that you work under.")
    if is_review and not review_found.strip():
        raise NotPossible("Say what the review found.")


@transaction.atomic
def add_task(*, actor: Actor, case: Case, owner_id: UUID, task: str, due_on: date) -> CaseTask:
    """Give the lead agency an action outside a conference, and tell whoever is to do it.

    Args:
        actor: a person of the lead agency.
        case: the case.
        owner_id: who does it; of the lead agency, and able to see the case.
        task: what.
        due_on: by when; a date in Europe/London.

    Raises:
        NotPermitted: the actor may not plan this work.
        NotPossible: the case is not single-agency work, or something is missing.
    """
    lock(case)
    check_may_work(actor, case)
    check_day_ahead(due_on, timezone.localdate(), what="The day by which it is done")
    if not task.strip():
        raise NotPossible("Say what is to be done.")
    owner = possible_owners(case).filter(pk=owner_id)
    if not owner.exists():
        raise NotPossible("Choose somebody of your agency who can see this case.")
    about = {"case": case, "agency_id": actor.agency, "owner_id": owner_id, "agreed_by_id": actor.person}
    made = CaseTask(task=task.strip(), due_on=due_on, **about)
    made.save(force_insert=True)
    _record(actor, "work.task", case, due_on=due_on.isoformat())
    notices.tell(actor, owner, kind=TASK, subject=case.reference, path=reverse("task_answer", args=[made.pk]))
    return made


@transaction.atomic
def answer_task(*, actor: Actor, task: CaseTask, outcome: TaskOutcome, note: str) -> None:
    """Say that an action is done, or that it is not possible.

    Args:
        actor: a person of the lead agency.
        task: the action; its case is brought up to date.
        outcome: done or not possible.
        note: what was done, or why it is not possible.

    Raises:
        NotPermitted: another agency leads the case.
        NotPossible: it has been answered, or the answer says nothing.
    """
    case = task.case
    lock(case)
    check_may_answer_task(actor, task, is_answered=answer_to(task) is not None)
    if not note.strip():
        raise NotPossible("Say what was done, or why it is not possible.")
    answered = {"task": task, "case": case, "agency_id": actor.agency, "answered_by_id": actor.person}
    CaseTaskAnswer(outcome=outcome, note=note.strip(), **answered).save(force_insert=True)
    _record(actor, "work.answer", case, outcome=outcome.value)


def _record(actor: Actor, verb: str, case: Case, **facts: str) -> None:
    log.record(actor, verb, subject=case.reference, owner_agency_id=case.lead_agency_id, facts=facts)
