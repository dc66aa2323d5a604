"""Giving what is due at the next meeting its day, as soon as that meeting has one."""

from django.db import connection

from conferences.models import Conference


def set_due_days(conference: Conference) -> None:
    """Set the day of the open actions for which `conference` is the next meeting: of its panel, or about their case.

    The database does it, because those who took the actions are of other agencies.

    Args:
        conference: convened or planned just now, or moved to another day, by the scope's agency.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.set_due_day(%s)", [conference.pk])
