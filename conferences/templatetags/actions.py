"""How actions read on a page."""

from django import template
from django.utils.formats import date_format

from conferences.models import Action
from conferences.queries import days_late
from conferences.wording import counted

register = template.Library()


@register.filter
def late(action: Action) -> str:
    """Return "Overdue by 3 days", or nothing for an action that is not overdue."""
    days = days_late(action)
    return f"Overdue by {counted(days, 'day', 'days')}" if days else ""


@register.filter
def due(action: Action) -> str:
    """Return "due 3 May 2026", "due at the next meeting", or both where that meeting has its day."""
    day = f", {date_format(action.due_on)}" if action.due_on else ""
    return f"due at the next meeting{day}" if action.due_at_next_meeting else f"due {day.removeprefix(', ')}"
