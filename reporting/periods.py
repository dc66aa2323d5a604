"""Reporting years and quarters: plain dates, no clock and no database.

A partnership's reporting year begins on the first of a month of its own choosing (April by default; some run
from September or January). Its quarters follow it. Days are days in Europe/London: the caller turns a moment
into a day before it asks, so that an incident in the night the clocks change belongs to one quarter only.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months in English, whatever language the machine is set to."""

_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-?Q(?P<quarter>\d))?", re.IGNORECASE | re.ASCII)
_EARLIEST, _LATEST = 1900, 2199


class PeriodError(ValueError):
    """What was typed is not a reporting period; the text says what to type."""


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole days, from the first to the last, both counted in, and its name in words."""

    first: date
    last: date
    label: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(f"A period cannot end on {self.last} before it begins on {self.first}.")
        if not self.label.strip():
            raise PeriodError("A period needs a name in words.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def day_after(self) -> date:
        """The first day that no longer belongs to the period, for half-open questions to a database."""
        return self.last + timedelta(days=1)

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of the calendar months that the period touches."""
        begin, end = _month_number(self.first), _month_number(self.last)
        return tuple(_month_start(number) for number in range(begin, end + 1))


def parse_period(text: str, *, year_starts: int) -> Period:
    """Return the period that `text` names: a year ("2007") or a quarter ("2007-Q3").

    Args:
        text: what a person typed; "2026-Q2" is the second quarter of the reporting year that begins in 2026.
        year_starts: the month in which the partnership's reporting year begins, 1 to 12.

    Raises:
        PeriodError: the text names neither.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found or not _EARLIEST <= int(found["year"]) <= _LATEST:
        raise PeriodError(
            f"“{text}” is not a reporting period. Type a year, such as 2026, or a quarter, such as 2026-Q2."
        )
    if found["quarter"] is None:
        return year_of(int(found["year"]), year_starts=year_starts)
    return quarter_of(int(found["year"]), int(found["quarter"]), year_starts=year_starts)


def parse_year(text: str, *, year_starts: int) -> Period:
    """Return the reporting year that `text` names; as `parse_period`, but a quarter is refused."""
    period = parse_period(text, year_starts=year_starts)
    if is_quarter(period):
        raise PeriodError(f"“{text}” is a quarter. Type a year, such as {text.strip()[:4]}.")
    return period


def parse_quarter(text: str, *, year_starts: int) -> Period:
    """Return the quarter that `text` names; as `parse_period`, but a whole year is refused."""
    period = parse_period(text, year_starts=year_starts)
    if not is_quarter(period):
        raise PeriodError(f"“{text}” is a whole year. Type a quarter, such as {text.strip()}-Q2.")
    return period


def year_of(begins_in: int, *, year_starts: int) -> Period:
    """Return the reporting year that begins in the calendar year `begins_in`."""
    first = _year_start(begins_in, year_starts)
    last = _month_start(_month_number(first) + 12) - timedelta(days=1)
    if year_starts == 1:
        return Period(first, last, f"{begins_in}, January to December")
    return Period(first, last, f"{_year_name(begins_in, year_starts)}, {_months_in_words(first, last)}")


def quarter_of(begins_in: int, number: int, *, year_starts: int) -> Period:
    """Return quarter `number` (1 to 4) of the reporting year that begins in the calendar year `begins_in`."""
    if number not in {1, 2, 3, 4}:
        raise PeriodError(f"There is no quarter {number}. Type one from Q1 to Q4, such as {begins_in}-Q2.")
    first = _month_start(_month_number(_year_start(begins_in, year_starts)) + 3 * (number - 1))
    last = _month_start(_month_number(first) + 3) - timedelta(days=1)
    label = f"Quarter {number} of {_year_name(begins_in, year_starts)}, {_months_in_words(first, last)}"
    return Period(first, last, label)


def quarters_of(begins_in: int, *, year_starts: int) -> tuple[Period, Period, Period, Period]:
    """Return the four quarters of the reporting year that begins in the calendar year `begins_in`."""
    one, two, three, four = (quarter_of(begins_in, n, year_starts=year_starts) for n in (1, 2, 3, 4))
    return one, two, three, four


def year_containing(day: date, *, year_starts: int) -> Period:
    """Return the reporting year to which `day` belongs."""
    return year_of(_begins_in(day, year_starts), year_starts=year_starts)


def quarter_containing(day: date, *, year_starts: int) -> Period:
    """Return the quarter to which `day` belongs."""
    begins_in = _begins_in(day, year_starts)
    months_in = _month_number(day) - _month_number(_year_start(begins_in, year_starts))
    return quarter_of(begins_in, months_in // 3 + 1, year_starts=year_starts)


def last_finished_quarter(today: date, *, year_starts: int) -> Period:
    """Return the latest quarter whose last day is before `today`."""
    running = quarter_containing(today, year_starts=year_starts)
    return quarter_containing(running.first - timedelta(days=1), year_starts=year_starts)


def last_finished_year(today: date, *, year_starts: int) -> Period:
    """Return the latest reporting year whose last day is before `today`."""
    return year_of(_begins_in(today, year_starts) - 1, year_starts=year_starts)


def year_before(period: Period, *, year_starts: int) -> Period:
    """Return the same quarter, or the reporting year, one year before `period`."""
    written = written_as(period, year_starts=year_starts)
    return parse_period(f"{int(written[:4]) - 1}{written[4:]}", year_starts=year_starts)


def written_as(period: Period, *, year_starts: int) -> str:
    """Return how a person types `period`, the counterpart of `parse_period`: "2007" or "2007-Q3".

    Raises:
        PeriodError: it is neither a quarter nor a year of this partnership.
    """
    begins_in = _begins_in(period.first, year_starts)
    known = {
        year_of(begins_in, year_starts=year_starts): str(begins_in),
        **{
            quarter: f"{begins_in}-Q{number}"
            for number, quarter in enumerate(quarters_of(begins_in, year_starts=year_starts), start=1)
        },
    }
    if period not in known:
        raise PeriodError(f"{period.label} is neither a quarter nor a year of this partnership.")
    return known[period]


def is_quarter(period: Period) -> bool:
    """Whether the period is three months long."""
    return len(period.months) == 3


def _begins_in(day: date, year_starts: int) -> int:
    """Return the calendar year in which the reporting year of `day` begins."""
    return day.year if day >= _year_start(day.year, year_starts) else day.year - 1


def _year_start(begins_in: int, year_starts: int) -> date:
    if not 1 <= year_starts <= 12:
        raise PeriodError(f"A reporting year begins in a month from 1 to 12, not in {year_starts}.")
    return date(begins_in, year_starts, 1)


def _year_name(begins_in: int, year_starts: int) -> str:
    return str(begins_in) if year_starts == 1 else f"{begins_in}/{(begins_in + 1) % 100:02}"


def _months_in_words(first: date, last: date) -> str:
    begin, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
    if first.year == last.year:
        return f"{begin} to {end} {last.year}"
    return f"{begin} {first.year} to {end} {last.year}"


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
