"""How long a meeting speaks of an item. The minutes are counted by the server, so that every screen shows the same."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from conferences.models import Item


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the meeting has spoken of an item, in seconds and whole minutes, and by how many minutes too long."""

    seconds: int
    minutes: int
    over: int
    is_running: bool


def seconds_used(item: Item, now: datetime) -> int:
    """Return for how many seconds the meeting has spoken of the item until `now`."""
    since = item.running_since
    return item.used_seconds + (max(0, int((now - since).total_seconds())) if since else 0)


def clock_of(item: Item) -> Clock:
    """Return how long the meeting has spoken of the item so far."""
    seconds = seconds_used(item, timezone.now())
    minutes = seconds // 60
    return Clock(seconds, minutes, max(0, minutes - item.expected_minutes), item.running_since is not None)
