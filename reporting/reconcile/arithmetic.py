"""Shares, changes and averages, worked out with whole numbers alone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
NOT_APPLICABLE: Final = "[z]"
NOT_AVAILABLE: Final = "[x]"

Value = int | float | str
"""A figure, or the shorthand in its place."""


def in_tenths(part: int, whole: int, *, times: int = 100) -> Value:
    """Return `times` × part ÷ whole to one place, halves away from nought; of nothing, "not applicable"."""
    if whole == 0:
        return NOT_APPLICABLE
    size, rest = divmod(abs(part) * times * 10, whole)
    return (size + (2 * rest >= whole)) * (1 if part >= 0 else -1) / 10


def change(now: int, before: Value) -> Value:
    """Return the change since a year before in per cent; where that is not known, the change is not either."""
    return NOT_AVAILABLE if isinstance(before, str) else in_tenths(now - int(before), int(before))


def middle(days: Iterable[int]) -> Value:
    """Return the median, or "not applicable" of nothing."""
    ordered = sorted(days)
    if not ordered:
        return NOT_APPLICABLE
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def day_of(moment: datetime | None) -> date | None:
    """Return the day on which something was in London."""
    return moment.astimezone(LONDON).date() if moment else None
