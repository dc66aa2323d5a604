"""The steps of the day: who is here, what was to be done, the items one by one, the minutes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from conferences.models import Conference
from conferences.policy import get_conference
from conferences.rules import check_may_run
from partners.actor import ActorRequest

MARKING = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the way through a conference."""

    text: str
    url: str
    current: bool


_STEPS = (
    ("1. Who is here", "conference_attendance"),
    ("2. Earlier actions", "conference_earlier"),
    ("3. The cases", "conference_run"),
    ("4. Minutes", "conference_finalise"),
)


def steps_of(conference: Conference, current: str) -> list[Step]:
    """Return the way through the conference, with the step that the page shows."""
    return [Step(text, reverse(name, args=[conference.pk]), name == current) for text, name in _STEPS]


def open_to_run(request: ActorRequest, key: UUID) -> Conference:
    """Return the conference, when the actor runs it and it is still open."""
    conference = get_conference(request.actor, key)
    check_may_run(request.actor, conference)
    return conference


def step_context(conference: Conference, current: str) -> dict[str, Any]:
    """Return what every step shows: the conference and the way through the steps."""
    return {"conference": conference, "steps": steps_of(conference, current), "marking": MARKING}
