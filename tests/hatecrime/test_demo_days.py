"""The days and the clock of the demo."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from hatecrime.demo.clock import showing
from hatecrime.demo.days import in_week, moment, working_day_before


def test_the_clock_goes_on_from_the_moment_and_is_put_right_again() -> None:
    then = moment(date(2025, 3, 4), 9, 30)
    with showing(then):
        first, second = timezone.now(), Event._meta.get_field("at").get_default()
    assert then <= first < second < then + timedelta(minutes=1)
    assert timezone.now() - then > timedelta(days=365)


@pytest.mark.parametrize(
    ("today", "weeks", "weekday", "found"),
    [
        (date(2026, 11, 21), -1, 3, date(2026, 11, 12)),
        (date(2026, 11, 21), 1, 1, date(2026, 11, 24)),
        (date(2026, 12, 18), 1, 4, date(2026, 12, 21)),
    ],
)
def test_a_working_day_of_a_week_is_found(today: date, weeks: int, weekday: int, found: date) -> None:
    assert in_week(today, weeks, weekday) == found


def test_working_days_are_counted_back_over_christmas() -> None:
    assert working_day_before(date(2026, 12, 29), 1) == date(2026, 12, 24)
