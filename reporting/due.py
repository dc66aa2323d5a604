"""When the schedule makes a report: on the first working day after its period, by the partnership's bank holidays."""

from datetime import date

from partners.working_days import add_working_days
from reporting.periods import Period, last_finished_quarter, last_finished_year
from reporting.registry import ReportSpec


def due_on(period: Period, *, nation: str) -> date:
    """Return the day on whose morning the report of the period is ready.

    Args:
        period: a quarter or a year.
        nation: whose bank holidays count, as in `partners.working_days`.
    """
    return add_working_days(period.day_after, 0, nation)


def last_finished(spec: ReportSpec, *, year_starts: int, today: date) -> Period:
    """Return the latest period of the report's kind that has finished before `today`."""
    finished = last_finished_quarter if spec.covers_quarters else last_finished_year
    return finished(today, year_starts=year_starts)
