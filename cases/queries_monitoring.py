"""What the Monitoring Agency is told of every incident in the partnership: coded facts, nothing of people (003).

The rows come from `app.monitored_incidents()`, which looks past the access of agencies and returns no other column; to
an agency that does not hold the monitoring seat it returns nothing.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

_FROM = "FROM app.monitored_incidents() WHERE NOT decided OR NOT %s"
_COUNT = f"SELECT count(*) {_FROM}"
_OVERDUE = """
    SELECT count(*), max(decision_due_on) FROM app.monitored_incidents() WHERE NOT decided AND decision_due_on < %s
"""
_ROWS = f"""
    SELECT reference, recorded_on, strands, area, decision_due_on, decided {_FROM}
    ORDER BY recorded_on DESC, reference OFFSET %s LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class MonitoredIncident:
    """One incident as the Monitoring Agency sees it; strands and area are codes."""

    reference: str
    recorded_on: date
    strands: tuple[str, ...]
    area: str
    decision_due_on: date
    is_decided: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the decision should have been taken before today (Europe/London)."""
        return not self.is_decided and self.decision_due_on < timezone.localdate()


def count_monitored(*, only_undecided: bool = False) -> int:
    """Return how many incidents the partnership of the database scope has."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [only_undecided])
        return int(cursor.fetchone()[0])


def overdue_decisions(today: date) -> tuple[int, date | None]:
    """Return how many incidents of the partnership wait for a decision too long, and the latest day that was missed."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE, [today])
        number, latest = cursor.fetchone()
        return number, latest


def monitored_incidents(start: int, most: int, *, only_undecided: bool = False) -> list[MonitoredIncident]:
    """Return incidents of the partnership of the database scope, newest first.

    Args:
        start: how many to leave out.
        most: how many to return.
        only_undecided: only those whose decision has still to be taken.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [only_undecided, start, most])
        return [MonitoredIncident(row[0], row[1], tuple(row[2]), *row[3:]) for row in cursor.fetchall()]
