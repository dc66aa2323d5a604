"""By when agencies bring what they know."""

from datetime import date, timedelta

from django.utils import timezone

from conferences.models import Conference

DAYS_BEFORE = 3
"""How many days before the meeting returns are due, when nobody has set another day."""


def returns_due_on(conference: Conference) -> date:
    """Return the day by which research returns are due: the one set with the agenda, or three days before the meeting.

    An agenda that is published later than that leaves no past day: then it is the day of its publishing.
    """
    if conference.returns_due_on:
        return conference.returns_due_on
    due = timezone.localdate(conference.held_at) - timedelta(days=DAYS_BEFORE)
    published = conference.agenda_published_at
    return max(due, timezone.localdate(published)) if published else due
