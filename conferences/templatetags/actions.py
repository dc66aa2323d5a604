"""How actions read on a page."""

from django import template

from conferences.models import Action
from conferences.queries import days_late
from conferences.wording import counted

register = template.Library()


@register.filter
def late(action: Action) -> str:
    """Return "Overdue by 3 days", or nothing for an action that is not overdue."""
    days = days_late(action)
    return f"Overdue by {counted(days, 'day', 'days')}" if days else ""
