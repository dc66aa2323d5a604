"""The dates that a standing panel's rhythm proposes."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences.models import Panel, Rhythm
from conferences.rhythm import dates_from, next_dates


@pytest.mark.parametrize(
    ("rhythm", "first", "expected"),
    [
        (Rhythm.WEEKLY, date(2026, 12, 29), [date(2026, 12, 29), date(2027, 1, 5), date(2027, 1, 12)]),
        (Rhythm.FORTNIGHTLY, date(2026, 12, 29), [date(2026, 12, 29), date(2027, 1, 12), date(2027, 1, 26)]),
        (Rhythm.FOUR_WEEKLY, date(2026, 12, 29), [date(2026, 12, 29), date(2027, 1, 26), date(2027, 2, 23)]),
        (Rhythm.MONTHLY, date(2026, 9, 8), [date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10)]),
        (Rhythm.MONTHLY, date(2026, 12, 29), [date(2026, 12, 29), date(2027, 1, 26), date(2027, 2, 23)]),
        (Rhythm.QUARTERLY, date(2026, 11, 2), [date(2026, 11, 2), date(2027, 2, 1), date(2027, 5, 3)]),
    ],
)
def test_the_first_dates(rhythm: Rhythm, first: date, expected: list[date]) -> None:
    assert list(islice(dates_from(rhythm, first), 3)) == expected


@given(st.sampled_from(Rhythm), st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 800))
def test_dates_begin_after_the_day_keep_the_weekday_and_go_on(rhythm: Rhythm, first: date, later: int) -> None:
    after = first + timedelta(days=later)
    found = next_dates(Panel(rhythm=rhythm, first_on=first), after)
    assert len(found) == 3
    assert after < found[0] < found[1] < found[2]
    assert {day.weekday() for day in found} == {first.weekday()}
    months = [day.year * 12 + day.month - first.year * 12 - first.month for day in found]
    steps = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
    if rhythm in steps:
        assert all(month % steps[rhythm] == 0 for month in months)
    else:
        assert all((day - first).days % 7 == 0 for day in found)
