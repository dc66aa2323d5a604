"""Working days: Monday to Friday without the bank holidays of the nation, substitute days included.

The Victims' Code counts its limits in them, and so does the limit for the decision (domain 6).
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cache

from holidays import country_holidays

_SUBDIVISIONS = {"england": "ENG", "northern_ireland": "NIR", "scotland": "SCT", "wales": "WLS"}
_SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date, nation: str, *, also_closed: Collection[date] = frozenset()) -> bool:
    """Say whether `day` is a working day.

    Args:
        day: a calendar date in Europe/London.
        nation: `england`, `northern_ireland`, `scotland` or `wales`.
        also_closed: further days off, such as a bank holiday proclaimed since the software was released.

    Raises:
        ValueError: when the nation is not one of the four.
        TypeError: when `day` carries a time, because its date depends on the time zone.
    """
    if isinstance(day, datetime):
        raise TypeError("Working days are counted between dates; give the date in Europe/London")
    return day.weekday() < _SATURDAY and day not in _bank_holidays(nation, day.year) and day not in also_closed


def add_working_days(start: date, days: int, nation: str, *, also_closed: Collection[date] = frozenset()) -> date:
    """Return the day on which a limit of `days` working days from `start` ends.

    `start` itself does not count: one working day from a Friday is the Monday. No days from a day off is the next
    working day. For the other arguments and errors see `is_working_day`; `days` below 0 is a `ValueError`.
    """
    if days < 0:
        raise ValueError("A limit cannot be below 0 working days")
    day, remaining = start, days
    while remaining > 0 or not is_working_day(day, nation, also_closed=also_closed):
        day += _DAY
        remaining -= is_working_day(day, nation, also_closed=also_closed)
    return day


def working_days_between(start: date, end: date, nation: str, *, also_closed: Collection[date] = frozenset()) -> int:
    """Return how many working days lie after `start` up to and including `end`; below 0 when `end` comes first.

    It undoes `add_working_days` for one day or more. For the other arguments and errors see `is_working_day`.
    """
    if end < start:
        return -working_days_between(end, start, nation, also_closed=also_closed)
    days = (start + _DAY * number for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, nation, also_closed=also_closed) for day in days)


@cache
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    """Return one year's bank holidays.

    A year at a time: the package's own calendars fill themselves while they are read, which is not safe among threads.
    """
    if nation not in _SUBDIVISIONS:
        raise ValueError(f"“{nation}” is not a nation with bank holidays here: use {', '.join(_SUBDIVISIONS)}")
    calendar = country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, expand=False)
    return frozenset(day for day in calendar if day.year == year)
