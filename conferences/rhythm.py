"""When a standing panel meets next."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from conferences.models import Panel, Rhythm

_WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2, Rhythm.FOUR_WEEKLY: 4}
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
_LAST = 5
"""A fifth Tuesday does not come every month: a panel that began on one meets on the last."""


def next_dates(panel: Panel, after: date, number: int = 3) -> list[date]:
    """Return the panel's next meeting days.

    Args:
        panel: its rhythm and first day.
        after: only days later than this one, in Europe/London.
        number: how many.
    """
    days = (day for day in dates_from(Rhythm(panel.rhythm), panel.first_on) if day > after)
    return list(islice(days, number))


def dates_from(rhythm: Rhythm, first: date) -> Iterator[date]:
    """Yield every day of a rhythm, from its first on, without end."""
    if rhythm in _WEEKS:
        day = first
        while True:
            yield day
            day += timedelta(weeks=_WEEKS[rhythm])
    place = (first.day - 1) // 7 + 1
    month = first.year * 12 + first.month - 1
    while True:
        yield _in_month(month, first.weekday(), place)
        month += _MONTHS[rhythm]


def _in_month(month: int, weekday: int, place: int) -> date:
    """Return the day of a month, counted from year 0, that is its `place`th such weekday; the last for a fifth."""
    start = date(month // 12, month % 12 + 1, 1)
    found = start + timedelta(days=(weekday - start.weekday()) % 7, weeks=place - 1)
    return found if place < _LAST or found.month == start.month else found - timedelta(weeks=1)
