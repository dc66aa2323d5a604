"""What of this app waits for a person: conferences to come or to finish, and actions to do."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from conferences.models import Action, ActionState, Conference
from conferences.policy import visible_items
from conferences.queries import coming_conferences, days_late, own_actions
from conferences.reminders import is_mine
from conferences.returns_waiting import returns_to_write
from conferences.templatetags.actions import due
from partners.actor import Actor
from partners.home import ToDo
from partners.roles import Permission

REMINDED_DAYS = 14
"""For how many days before a conference the people of the agency that chairs it are reminded."""


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Tell the actor's conferences and the open actions of its agency."""
    agenda = Prefetch("items", visible_items(actor))
    for conference in coming_conferences(actor).prefetch_related(agenda):
        if actor.user_id == conference.chair_id:
            yield _to_chair(conference)
        elif conference.held_at > timezone.now() and _concerns(actor, conference):
            yield _to_attend(conference)
    yield from returns_to_write(actor)
    for action in own_actions(actor).filter(state=ActionState.OPEN):
        if is_mine(actor, action):
            yield _to_answer(action)


def _concerns(actor: Actor, conference: Conference) -> bool:
    """Say whether somebody who does not chair is reminded: the invited always, the chair's own agency near the day."""
    if actor.agency_id != conference.chairing_agency_id:
        return True
    last = timezone.localdate() + timedelta(days=REMINDED_DAYS)
    return actor.may(Permission.CASE_SHARE) and timezone.localdate(conference.held_at) <= last


def _to_chair(conference: Conference) -> ToDo:
    is_past = conference.held_at <= timezone.now()
    text = "Finalise the minutes of the conference about" if is_past else "Chair the case conference about"
    return ToDo(
        text=f"{text} {_about(conference)}",
        path=reverse("conference_page", args=[conference.pk]),
        since=conference.convened_at,
        due=f"held {_when(conference)}" if is_past else f"on {_when(conference)}",
        is_overdue=timezone.localdate(conference.held_at) < timezone.localdate(),
    )


def _to_attend(conference: Conference) -> ToDo:
    return ToDo(
        text=f"Prepare for the case conference about {_about(conference)}",
        path=reverse("conference_page", args=[conference.pk]),
        since=conference.convened_at,
        due=f"on {_when(conference)}",
    )


def _to_answer(action: Action) -> ToDo:
    return ToDo(
        text=f"Do your agency’s action in case {action.case_reference}",
        path=reverse("action_answer", args=[action.pk]),
        since=action.agreed_at or timezone.now(),
        due=due(action),
        is_overdue=bool(days_late(action)),
    )


def _about(conference: Conference) -> str:
    return "case " + ", ".join(item.case.reference for item in conference.items.all())


def _when(conference: Conference) -> str:
    return date_format(timezone.localtime(conference.held_at), "j F Y, H:i")
