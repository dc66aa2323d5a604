"""What an agency has to do and has answered: actions agreed at conferences, and those that it gave itself.

Both are read through their own policies, so each stands here for those alone who may see it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseTask, CaseTaskAnswer
from cases.queries_work import led_tasks, tasks_to_do
from conferences.models import Action, ActionState
from conferences.queries import own_actions
from conferences.wording import counted
from partners.actor import Actor
from partners.roles import Permission


@dataclass(frozen=True, slots=True)
class Job:
    """One action as a list shows it.

    Attributes:
        text: what is to be done.
        path: where it is answered, or where the answer stands.
        person: who does it; empty when whoever of the agency does.
        case_reference: of which case.
        due_on: by when; empty when it is due at a meeting that has no day yet.
        state: a value of `ActionState`.
        answered_at: when somebody said what became of it.
    """

    text: str
    path: str
    person: str
    case_reference: str
    due_on: date | None
    state: str
    answered_at: datetime | None = None

    @property
    def label(self) -> str:
        """The state in words."""
        return ActionState(self.state).label

    @property
    def late(self) -> str:
        """How long it has been overdue, in words; empty when it is not."""
        days = (timezone.localdate() - self.due_on).days if self.due_on else 0
        return f"Overdue by {counted(days, 'day', 'days')}" if self.state == ActionState.OPEN and days > 0 else ""


def jobs_to_do(actor: Actor) -> list[Job]:
    """Return what the agency has still to do, the next due first; what has no day yet comes last."""
    actions = own_actions(actor).filter(state=ActionState.OPEN)
    found = [*map(_of_action, actions), *map(_of_task, tasks_to_do(actor) if _answers(actor) else ())]
    return sorted(found, key=lambda job: (job.due_on or date.max, job.case_reference))


def answered_jobs(actor: Actor) -> QuerySet[Action, tuple[UUID, datetime | None]]:
    """Return the keys of what the agency has answered, each with its moment, the latest first; `jobs_of` reads them."""
    actions = own_actions(actor).exclude(state=ActionState.OPEN).order_by().values_list("pk", "answered_at")
    tasks = led_tasks(actor).filter(answer__isnull=False).order_by() if _answers(actor) else CaseTask.objects.none()
    return actions.union(tasks.values_list("pk", "answer__answered_at")).order_by("-answered_at")


def jobs_of(actor: Actor, keys: Iterable[UUID]) -> list[Job]:
    """Return the answered actions with these keys, in this order."""
    wanted = list(keys)
    actions = {action.pk: _of_action(action) for action in own_actions(actor).filter(pk__in=wanted)}
    answers = CaseTaskAnswer.objects.filter(task__in=led_tasks(actor).filter(pk__in=wanted))
    tasks = {each.task_id: _of_task(each.task, each) for each in answers.select_related("task__case", "task__owner")}
    return [found for key in wanted if (found := actions.get(key) or tasks.get(key))]


def _answers(actor: Actor) -> bool:
    return actor.may(Permission.ACTION_UPDATE)


def _of_action(action: Action) -> Job:
    return Job(
        text=action.task,
        path=reverse("action_answer", args=[action.pk]),
        person=action.person.name if action.person else "",
        case_reference=action.case_reference,
        due_on=action.due_on,
        state=action.state,
        answered_at=action.answered_at,
    )


def _of_task(task: CaseTask, answer: CaseTaskAnswer | None = None) -> Job:
    """Return a task; what has been answered stands on the page of its case."""
    reference = task.case.reference
    return Job(
        text=task.task,
        path=reverse("case_page", args=[reference]) if answer else reverse("task_answer", args=[task.pk]),
        person=task.owner.name,
        case_reference=reference,
        due_on=task.due_on,
        state=answer.outcome if answer else ActionState.OPEN,
        answered_at=answer.answered_at if answer else None,
    )
