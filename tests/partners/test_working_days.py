"""Working days by nation, checked against the published bank holidays."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.working_days import add_working_days, is_working_day, working_days_between

NATIONS = ("england", "northern_ireland", "scotland", "wales")
some_day = st.dates(date(2007, 1, 1), date(2035, 12, 31))
some_nation = st.sampled_from(NATIONS)


@pytest.mark.parametrize(
    ("start", "days", "nation", "end"),
    [
        # An ordinary week: the start does not count, the weekend does not count.
        (date(2026, 11, 20), 1, "england", date(2026, 11, 23)),
        (date(2026, 11, 16), 5, "england", date(2026, 11, 23)),
        (date(2026, 11, 21), 2, "wales", date(2026, 11, 24)),
        # Christmas 2026: Friday 25, and Boxing Day falls on a Saturday, so Monday 28 is its substitute.
        (date(2026, 12, 24), 1, "england", date(2026, 12, 29)),
        (date(2026, 12, 24), 5, "england", date(2027, 1, 5)),
        (date(2026, 12, 24), 5, "scotland", date(2027, 1, 6)),
        # 2 January is a holiday in Scotland alone; in 2027 it is a Saturday, so Monday 4 is its substitute.
        (date(2026, 12, 31), 1, "england", date(2027, 1, 4)),
        (date(2026, 12, 31), 1, "wales", date(2027, 1, 4)),
        (date(2026, 12, 31), 1, "northern_ireland", date(2027, 1, 4)),
        (date(2026, 12, 31), 1, "scotland", date(2027, 1, 5)),
        (date(2025, 12, 31), 1, "scotland", date(2026, 1, 5)),
        # Easter 2027: Good Friday 26 March, Easter Monday 29 March, which is no bank holiday in Scotland.
        (date(2027, 3, 25), 1, "england", date(2027, 3, 30)),
        (date(2027, 3, 25), 1, "northern_ireland", date(2027, 3, 30)),
        (date(2027, 3, 25), 1, "scotland", date(2027, 3, 29)),
        # Christmas 2027 is a Saturday: Monday 27 and Tuesday 28 are substitutes.
        (date(2027, 12, 24), 1, "wales", date(2027, 12, 29)),
        # Nations' own days.
        (date(2026, 7, 10), 1, "northern_ireland", date(2026, 7, 14)),
        (date(2027, 3, 16), 1, "northern_ireland", date(2027, 3, 18)),
        (date(2026, 11, 27), 1, "scotland", date(2026, 12, 1)),
        (date(2026, 8, 28), 1, "england", date(2026, 9, 1)),
        (date(2026, 7, 31), 1, "scotland", date(2026, 8, 4)),
        # No days: today when it is a working day, else the next.
        (date(2026, 11, 20), 0, "england", date(2026, 11, 20)),
        (date(2026, 12, 25), 0, "england", date(2026, 12, 29)),
    ],
)
def test_limits_end_on_the_right_day(start: date, days: int, nation: str, end: date) -> None:
    assert add_working_days(start, days, nation) == end


def test_the_bank_holidays_of_2026_are_the_published_ones() -> None:
    """Weekday bank holidays as on the GOV.UK list; Scotland has 15 June 2026 for the World Cup."""
    assert {nation: weekday_holidays(2026, nation) for nation in NATIONS} == {
        "england": ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
        "wales": ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
        "scotland": [
            *("01-01", "01-02", "04-03", "05-04", "05-25", "06-15", "08-03", "11-30", "12-25", "12-28"),
        ],
        "northern_ireland": [
            *("01-01", "03-17", "04-03", "04-06", "05-04", "05-25", "07-13", "08-31", "12-25", "12-28"),
        ],
    }


def weekday_holidays(year: int, nation: str) -> list[str]:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    return [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not is_working_day(day, nation)]


def test_a_day_off_that_was_proclaimed_later_can_be_given() -> None:
    proclaimed = {date(2026, 11, 23)}
    assert add_working_days(date(2026, 11, 20), 1, "england", also_closed=proclaimed) == date(2026, 11, 24)
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 24), "england", also_closed=proclaimed) == 1


def test_days_between_are_counted_after_the_start_up_to_the_end() -> None:
    assert working_days_between(date(2026, 12, 24), date(2027, 1, 5), "england") == 5
    assert working_days_between(date(2027, 1, 5), date(2026, 12, 24), "england") == -5
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 20), "england") == 0


@given(some_day, st.integers(1, 60), some_nation)
def test_between_undoes_add(start: date, days: int, nation: str) -> None:
    end = add_working_days(start, days, nation)
    assert is_working_day(end, nation)
    assert working_days_between(start, end, nation) == days


@given(some_day, st.integers(0, 60), some_nation)
def test_a_longer_limit_never_ends_earlier(start: date, days: int, nation: str) -> None:
    assert add_working_days(start, days, nation) < add_working_days(start, days + 1, nation) or days == 0


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0 working days"):
        add_working_days(date(2026, 11, 20), -1, "england")
    with pytest.raises(ValueError, match="“france” is not a nation with bank holidays here"):
        add_working_days(date(2026, 11, 20), 1, "france")
    with pytest.raises(TypeError, match="give the date in Europe/London"):
        is_working_day(datetime(2026, 11, 20, 23, 30), "england")  # noqa: DTZ001 - the mistake itself
