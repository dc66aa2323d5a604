"""What a person is reminded of on a day: pure counting of days, and reading as that person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from cases.policy import live_accesses, not_kept_away
from cases.queries_work import possible_owners, tasks_to_do
from conferences.models import Action, ActionState, Invitation, Reminder, Stage
from conferences.people import people_who_may
from conferences.queries import own_actions
from partners.actor import Actor
from partners.models import Partnership
from partners.roles import Permission, Role

SOON_DAYS = 3
"""From how many days before an action is due its owner is reminded."""
AGAIN_DAYS = 7
"""After how many days the owner of a late action is reminded once more."""
ENDING_DAYS = 7
"""From how many days before an agency's access to a case ends its people are told."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be reminded of. `action`, `task` or `invitation` says of what."""

    stage: Stage
    due_on: date
    round: int = 0
    action: UUID | None = None
    task: UUID | None = None
    invitation: UUID | None = None

    @property
    def is_to_do(self) -> bool:
        """Whether somebody is to do something, which stands in the list of actions."""
        return self.invitation is None


def stage_of(due_on: date, today: date) -> tuple[Stage, int] | None:
    """Return why the owner of an open action is reminded of it, and in which week of being late.

    Args:
        due_on: the day by which it is to be done.
        today: a date in Europe/London.
    """
    late = (today - due_on).days
    if late > 0:
        return Stage.LATE, (late - 1) // AGAIN_DAYS
    return (Stage.SOON, 0) if late >= -SOON_DAYS else None


def is_escalated(due_on: date, today: date, escalation_days: int) -> bool:
    """Say whether a late action is the Responsible Person's matter too: so many days after it was due."""
    return (today - due_on).days >= max(escalation_days, 1)


def dues_of(actor: Actor, today: date) -> list[Due]:
    """Return what the person is to be reminded of as this actor; read in the actor's scope."""
    return [*_actions(actor, today), *_tasks(actor, today), *_accesses(actor, today)]


def new_among(dues: Iterable[Due], user_id: UUID) -> list[Due]:
    """Return those of `dues` of which the person has not been reminded yet."""
    told = set(
        Reminder.objects.filter(user_id=user_id).values_list(
            "stage", "due_on", "round", "action_id", "task_id", "invitation_id"
        )
    )
    return [due for due in dues if (due.stage, due.due_on, due.round, due.action, due.task, due.invitation) not in told]


def _actions(actor: Actor, today: date) -> Iterator[Due]:
    open_actions = own_actions(actor).filter(state=ActionState.OPEN, due_on__lte=today + timedelta(days=SOON_DAYS))
    limit = _escalation_days(actor)
    for action in open_actions:
        if action.due_on is None:
            continue
        mine = is_mine(actor, action)
        if found := _stage_for(actor, action.due_on, today, limit, is_mine=mine):
            yield Due(found[0], action.due_on, found[1], action=action.pk)


def _tasks(actor: Actor, today: date) -> Iterator[Due]:
    """Yield the tasks that the agency gave itself, which are answered by whoever of it may answer actions."""
    if not actor.may(Permission.ACTION_UPDATE):
        return
    limit = _escalation_days(actor)
    for task in tasks_to_do(actor).filter(due_on__lte=today + timedelta(days=SOON_DAYS)):
        mine = task.owner_id == actor.user_id or not possible_owners(task.case).filter(pk=task.owner_id).exists()
        if found := _stage_for(actor, task.due_on, today, limit, is_mine=mine):
            yield Due(found[0], task.due_on, found[1], task=task.pk)


def _escalation_days(actor: Actor) -> int:
    return Partnership.objects.get(pk=actor.partnership_id).escalation_days


def _stage_for(actor: Actor, due_on: date, today: date, limit: int, *, is_mine: bool) -> tuple[Stage, int] | None:
    """Return why this person is reminded: as Responsible Person of what is very late, else of what is theirs."""
    if Role.RESPONSIBLE_PERSON in actor.roles and is_escalated(due_on, today, limit):
        return Stage.ESCALATED, 0
    return stage_of(due_on, today) if is_mine else None


def is_mine(actor: Actor, action: Action) -> bool:
    """Say whether the action is the person's: taken by name, or by the agency, or by somebody who cannot do it now."""
    if action.person_id in (None, actor.user_id):
        return True
    able = people_who_may(
        Permission.ACTION_UPDATE, partnership_id=action.partnership_id, agencies=[action.agency_id]
    ).filter(pk__in=[action.person_id])
    return not not_kept_away(able, action.case_id).exists()


def ending_accesses(actor: Actor, today: date) -> QuerySet[Invitation]:
    """Return the invitations to items of other agencies to which the agency's access ends soon."""
    return Invitation.objects.filter(
        agency_id=actor.agency,
        withdrawn_at__isnull=True,
        access__in=live_accesses(actor),
        conference__access_until__range=(today, today + timedelta(days=ENDING_DAYS)),
    ).select_related("conference", "item__case")


def _accesses(actor: Actor, today: date) -> Iterator[Due]:
    if not actor.may(Permission.CONFERENCE_READ):
        return
    for invitation in ending_accesses(actor, today):
        yield Due(Stage.ACCESS_ENDS, invitation.conference.access_until, invitation=invitation.pk)
