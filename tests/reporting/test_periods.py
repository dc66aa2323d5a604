"""Reporting years that begin in any month, and their quarters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import periods
from reporting.periods import Period, PeriodError

MONTH_NUMBERS = st.integers(1, 12)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("text", "year_starts", "expected"),
    [
        ("2007", 1, Period(date(2007, 1, 1), date(2007, 12, 31), "2007, January to December")),
        ("2026", 4, Period(date(2026, 4, 1), date(2027, 3, 31), "2026/27, April 2026 to March 2027")),
        ("1999", 9, Period(date(1999, 9, 1), date(2000, 8, 31), "1999/00, September 1999 to August 2000")),
        ("2007-Q3", 1, Period(date(2007, 7, 1), date(2007, 9, 30), "Quarter 3 of 2007, July to September 2007")),
        ("2026-Q2", 1, Period(date(2026, 4, 1), date(2026, 6, 30), "Quarter 2 of 2026, April to June 2026")),
        ("2026-Q2", 4, Period(date(2026, 7, 1), date(2026, 9, 30), "Quarter 2 of 2026/27, July to September 2026")),
        ("2026-Q4", 4, Period(date(2027, 1, 1), date(2027, 3, 31), "Quarter 4 of 2026/27, January to March 2027")),
        (
            " 2023-q2 ",
            9,
            Period(date(2023, 12, 1), date(2024, 2, 29), "Quarter 2 of 2023/24, December 2023 to February 2024"),
        ),
    ],
)
def test_what_people_type_names_a_period(text: str, year_starts: int, expected: Period) -> None:
    assert periods.parse_period(text, year_starts=year_starts) == expected


@pytest.mark.parametrize("text", ["", "07", "2007-13", "2007-Qx", "Q3 2007", "2007/08", "1066", "9999", "２００７"])
def test_what_names_no_period_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(PeriodError) as refused:
        periods.parse_period(text, year_starts=4)
    assert str(refused.value) == (
        f"“{text}” is not a reporting period. Type a year, such as 2026, or a quarter, such as 2026-Q2."
    )


@pytest.mark.parametrize("number", ["0", "5", "9"])
def test_a_fifth_quarter_is_refused(number: str) -> None:
    with pytest.raises(PeriodError) as refused:
        periods.parse_period(f"2007-Q{number}", year_starts=4)
    assert str(refused.value) == f"There is no quarter {number}. Type one from Q1 to Q4, such as 2007-Q2."


def test_a_quarter_is_not_a_year_nor_a_year_a_quarter() -> None:
    with pytest.raises(PeriodError, match=r"^“2007-Q3” is a quarter. Type a year, such as 2007\.$"):
        periods.parse_year("2007-Q3", year_starts=1)
    with pytest.raises(PeriodError, match=r"^“2007” is a whole year. Type a quarter, such as 2007-Q2\.$"):
        periods.parse_quarter("2007", year_starts=1)
    assert periods.parse_year("2007", year_starts=1) == periods.year_of(2007, year_starts=1)
    assert periods.parse_quarter("2007-Q3", year_starts=1) == periods.quarter_of(2007, 3, year_starts=1)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_year_begins_in_one_of_twelve_months(month: int) -> None:
    with pytest.raises(PeriodError, match="begins in a month from 1 to 12"):
        periods.year_of(2026, year_starts=month)


@pytest.mark.parametrize("year_starts", range(1, 13))
def test_four_quarters_are_the_year(year_starts: int) -> None:
    for begins_in in range(1999, 2033):
        year = periods.year_of(begins_in, year_starts=year_starts)
        quarters = periods.quarters_of(begins_in, year_starts=year_starts)
        assert quarters[0].first == year.first
        assert [quarter.day_after for quarter in quarters] == [
            *(quarter.first for quarter in quarters[1:]),
            year.day_after,
        ]
        assert tuple(month for quarter in quarters for month in quarter.months) == year.months
        assert year.day_after == periods.year_of(begins_in + 1, year_starts=year_starts).first


@given(day=DAYS, year_starts=MONTH_NUMBERS)
def test_every_day_belongs_to_one_quarter_of_one_year(day: date, year_starts: int) -> None:
    quarter = periods.quarter_containing(day, year_starts=year_starts)
    year = periods.year_containing(day, year_starts=year_starts)
    quarters = periods.quarters_of(year.first.year, year_starts=year_starts)
    assert [candidate for candidate in quarters if day in candidate] == [quarter]
    assert day in year


@given(day=DAYS, year_starts=MONTH_NUMBERS)
def test_what_is_written_is_read_back(day: date, year_starts: int) -> None:
    for period in (
        periods.quarter_containing(day, year_starts=year_starts),
        periods.year_containing(day, year_starts=year_starts),
    ):
        written = periods.written_as(period, year_starts=year_starts)
        assert periods.parse_period(written, year_starts=year_starts) == period


def test_another_partnerships_quarter_cannot_be_written() -> None:
    foreign = periods.parse_period("2026-Q2", year_starts=4)
    with pytest.raises(PeriodError, match="is neither a quarter nor a year of this partnership"):
        periods.written_as(foreign, year_starts=9)


@given(today=DAYS, year_starts=MONTH_NUMBERS)
def test_the_last_finished_period_ends_just_before_the_running_one(today: date, year_starts: int) -> None:
    quarter = periods.last_finished_quarter(today, year_starts=year_starts)
    assert quarter.day_after == periods.quarter_containing(today, year_starts=year_starts).first
    year = periods.last_finished_year(today, year_starts=year_starts)
    assert year.day_after == periods.year_containing(today, year_starts=year_starts).first


@pytest.mark.parametrize(
    ("today", "written"),
    [(date(2026, 9, 30), "2026-Q1"), (date(2026, 10, 1), "2026-Q2"), (date(2026, 4, 1), "2025-Q4")],
)
def test_a_quarter_is_finished_the_day_after_its_last(today: date, written: str) -> None:
    finished = periods.last_finished_quarter(today, year_starts=4)
    assert periods.written_as(finished, year_starts=4) == written


@pytest.mark.parametrize(("text", "before"), [("2026-Q2", "2025-Q2"), ("2026", "2025")])
def test_the_year_before_is_the_same_quarter_or_the_year(text: str, before: str) -> None:
    period = periods.parse_period(text, year_starts=4)
    assert periods.year_before(period, year_starts=4) == periods.parse_period(before, year_starts=4)


def test_months_of_a_period() -> None:
    quarter = periods.parse_period("2026-Q3", year_starts=5)
    assert quarter.months == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))
    assert periods.is_quarter(quarter)
    assert not periods.is_quarter(periods.year_of(2026, year_starts=5))


def test_a_period_ends_no_earlier_than_it_begins() -> None:
    today = date(2026, 11, 21)
    with pytest.raises(PeriodError, match=r"cannot end on 2026-11-20 before it begins on 2026-11-21"):
        Period(today, today - timedelta(days=1), "Backwards")
