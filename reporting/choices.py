"""The periods that a report can be asked for: those that have finished, since the partnership's records begin."""

from dataclasses import dataclass
from datetime import date

from partners.models import Partnership
from reporting.periods import Period, quarters_of, year_of
from reporting.queries.source import recorded_span


@dataclass(frozen=True, slots=True)
class Periods:
    """Finished quarters and years, the latest first."""

    quarters: tuple[Period, ...]
    years: tuple[Period, ...]

    def __bool__(self) -> bool:
        return bool(self.quarters or self.years)


def periods_to_report(partnership: Partnership, *, today: date) -> Periods:
    """Return the periods that the partnership can have reports of; none before its first incident is recorded."""
    span = recorded_span(partnership.pk)
    if span is None:
        return Periods((), ())
    return finished_periods(span.first, today, year_starts=partnership.reporting_year_starts)


def finished_periods(since: date, today: date, *, year_starts: int) -> Periods:
    """Return the quarters and years that have finished before `today` and do not end before `since`.

    Args:
        since: the day of the first record.
        today: the day of asking.
        year_starts: the month in which the reporting year begins, 1 to 12.
    """
    begins = range(since.year - 1, today.year + 1)
    years = [year_of(begin, year_starts=year_starts) for begin in begins]
    quarters = [quarter for begin in begins for quarter in quarters_of(begin, year_starts=year_starts)]
    return Periods(_finished(quarters, since, today), _finished(years, since, today))


def _finished(periods: list[Period], since: date, today: date) -> tuple[Period, ...]:
    return tuple(period for period in reversed(periods) if since <= period.last < today)
