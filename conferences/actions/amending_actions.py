"""Amending the actions that final minutes agreed: wording, agency and day. The list of actions follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from conferences.actions.items import check_day, check_owner, next_meeting_on
from conferences.minutes_items import Content, action_content
from conferences.models import Action, ActionState, Item
from partners.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Agreed:
    """How an action is to read.

    Attributes:
        task: what is to be done.
        agency_id: who does it, an agency that takes part in the item.
        due_on: by when; empty when it is due at the next meeting.
        at_next_meeting: whether it is due at the next meeting.
    """

    task: str
    agency_id: UUID
    due_on: date | None
    at_next_meeting: bool = False


def open_actions(item: Item) -> list[Action]:
    """Return the agreed actions of an item that nobody has answered, and that can be amended."""
    agreed = item.actions.filter(state=ActionState.OPEN, agreed_at__isnull=False)
    return list(agreed.select_related("agency", "person").order_by("due_on", "agency__name", "pk"))


def amend_actions(item: Item, stand: Sequence[Content], agreed: Mapping[UUID, Agreed]) -> list[Content]:
    """Change the actions that read otherwise now.

    Args:
        item: the item, with its conference.
        stand: the actions as the whole minutes have them.
        agreed: how actions are to read, by their keys.

    Returns:
        The actions as the whole minutes are to have them.

    Raises:
        NotPossible: an action has been answered, or cannot read so.
    """
    actions = list(stand)
    found = {action.pk: action for action in item.actions.select_related("agency", "person")}
    for key, facts in agreed.items():
        if facts != agreed_of(found[key]):
            old = action_content(found[key])
            actions[_place(actions, old)] = _amended(item, found[key], facts)
    return actions


def agreed_of(action: Action) -> Agreed:
    """Return how an action reads."""
    due_on = None if action.due_at_next_meeting else action.due_on
    return Agreed(action.task, action.agency_id, due_on, action.due_at_next_meeting)


def _place(actions: Sequence[Content], old: Content) -> int:
    """Return where an action stands in the minutes; names of people may have changed since."""
    for place, action in enumerate(actions):
        if all(action[name] == old[name] for name in ("agency", "task", "due_on")):
            return place
    raise NotPossible("This action does not stand in the minutes as it does in the list. It cannot be amended here.")


def _amended(item: Item, action: Action, facts: Agreed) -> Content:
    if not facts.task.strip():
        raise NotPossible("Say what is to be done.")
    check_owner(item, facts.agency_id)
    check_day(item.conference, facts.due_on, at_next_meeting=facts.at_next_meeting)
    due_on = next_meeting_on(item.conference) if facts.at_next_meeting else facts.due_on
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT app.amend_action(%s, %s, %s, %s, %s)",
            [action.pk, facts.task.strip(), facts.agency_id, due_on, facts.at_next_meeting],
        )
        (changed,) = cursor.fetchone()
    if not changed:
        raise NotPossible("This action has been answered meanwhile. It stays as it is.")
    return action_content(Action.objects.select_related("agency", "person").get(pk=action.pk))
