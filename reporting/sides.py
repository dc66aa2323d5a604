"""The days that are set side by side: a finished period, this quarter so far, and the same days of the one before."""

from datetime import date, timedelta
from typing import Final

from reporting.periods import MONTHS, Period, quarter_containing

SO_FAR: Final = "so-far"
SAME_DAYS: Final = "same-days"
"""How the two stretches that are no whole periods are written in an address."""


def so_far(today: date, *, year_starts: int) -> Period:
    """Return this quarter from its first day until today, both counted in."""
    first = quarter_containing(today, year_starts=year_starts).first
    return Period(first, today, f"This quarter so far, {span_in_words(first, today)}")


def quarter_before(today: date, *, year_starts: int) -> Period:
    """Return the whole quarter before this one."""
    running = quarter_containing(today, year_starts=year_starts)
    return quarter_containing(running.first - timedelta(days=1), year_starts=year_starts)


def same_days(today: date, *, year_starts: int) -> Period:
    """Return as many days from the beginning of the quarter before as this one has had.

    A quarter has 90 to 92 days: near the end of a longer one, the whole quarter before is all there is.
    """
    before, running = quarter_before(today, year_starts=year_starts), so_far(today, year_starts=year_starts)
    last = min(before.last, before.first + (running.last - running.first))
    return Period(before.first, last, f"Same days of the quarter before, {span_in_words(before.first, last)}")


def length(period: Period) -> int:
    """Return how many days it has."""
    return (period.last - period.first).days + 1


def span_in_words(first: date, last: date) -> str:
    """Return "1 October to 21 November 2026"; both years where they differ, and one day where it is one."""
    if first == last:
        return day_in_words(last)
    begin = f"{first.day} {MONTHS[first.month - 1]}"
    return f"{begin if first.year == last.year else f'{begin} {first.year}'} to {day_in_words(last)}"


def day_in_words(day: date) -> str:
    """Return "21 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
