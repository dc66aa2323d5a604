"""The day by which something has to be done, and how long it took."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.models import Case, Reopening
from cases.models.decision import Cause
from partners.models import Partnership
from partners.working_days import add_working_days, working_days_between


def decision_due(partnership: Partnership, start: date) -> date:
    """Return the day by which the decision has to be taken.

    Args:
        partnership: whose limit holds (a setting, in working days of its nation).
        start: the day of the report, or of the re-opening; a date in Europe/London.
    """
    return add_working_days(start, partnership.decision_limit_days, partnership.nation)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a decision has taken.

    Attributes:
        counted_from: the day of the report, or on which the decision was re-opened.
        working_days: how many working days have gone since.
        limit_days: how many the partnership allows.
        due_on: the last day on which the decision is in time.
        is_overdue: that day has passed.
    """

    counted_from: date
    working_days: int
    limit_days: int
    due_on: date
    is_overdue: bool


def clock_of(case: Case, today: date) -> Clock:
    """Measure the time to the decision of a case that has not been decided.

    A decision that the Responsible Person returned is measured from where it was measured before.

    Args:
        case: the case.
        today: the date in Europe/London.
    """
    partnership = case.partnership
    again = Reopening.objects.filter(case=case).exclude(cause=Cause.RETURNED).first()
    start = timezone.localdate(again.reopened_at) if again else case.opened_on
    return Clock(
        counted_from=start,
        working_days=max(working_days_between(start, today, partnership.nation), 0),
        limit_days=partnership.decision_limit_days,
        due_on=case.decision_due_on,
        is_overdue=case.decision_due_on < today,
    )
