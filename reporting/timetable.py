"""The schedule as a page shows it: which report comes when, what was made by itself, and what could not be made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from partners.models import Partnership
from reporting.due import due_on, last_finished
from reporting.periods import Period, quarter_containing, year_containing
from reporting.registry import REPORTS, ReportSpec

_AHEAD: Final = 2
"""So many periods of each report are shown in advance."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One report that will be made by itself.

    Attributes:
        title: of the report, in words.
        period: what it will cover.
        due_on: the day on whose morning it is ready.
    """

    title: str
    period: Period
    due_on: date


def coming(partnership: Partnership, *, today: date) -> list[Coming]:
    """Return the next reports of the schedule, the nearest first.

    A period that has finished and whose day has not come yet is among them.

    Args:
        partnership: whose reports.
        today: the day in Europe/London.
    """
    found = [
        Coming(spec.title, period, due_on(period, nation=partnership.nation))
        for spec in scheduled()
        for period in _periods(spec, partnership.reporting_year_starts, today)
    ]
    ahead = sorted((each for each in found if each.due_on > today), key=lambda each: (each.due_on, each.title))
    return ahead[: _AHEAD * len(scheduled())]


def scheduled() -> list[ReportSpec]:
    """Return the reports that are made by themselves."""
    return [spec for spec in REPORTS.values() if spec.is_scheduled]


def on_request() -> list[ReportSpec]:
    """Return the reports that somebody has to ask for."""
    return [spec for spec in REPORTS.values() if not spec.is_scheduled]


def _periods(spec: ReportSpec, starts: int, today: date) -> Iterator[Period]:
    """Return the last finished period and those after it, one more than is shown."""
    period = last_finished(spec, year_starts=starts, today=today)
    containing = quarter_containing if spec.covers_quarters else year_containing
    for _ in range(_AHEAD + 1):
        yield period
        period = containing(period.last + timedelta(days=1), year_starts=starts)
