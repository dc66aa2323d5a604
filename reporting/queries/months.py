"""Recorded incidents month by month, and the run of them over two years."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from reporting.cells import NOT_APPLICABLE, Cell, Shorthand
from reporting.periods import MONTHS
from reporting.queries.breakdown import CHANGE, INCIDENTS, compared, related
from reporting.queries.facets import NONE, Counted, by, total
from reporting.queries.incidents import how_comparable
from reporting.queries.source import Question, ask
from reporting.relations import Ratio, Relation, Sum, address, adds_up_to_base, base_of, columns_add_up, equals
from reporting.relations import rows_add_up as rows_add_up_to
from reporting.tables import NOT_AVAILABLE, TOTAL, Base, Column, Row, Table, rate, share

_YEAR: Final = 12

_TREND: Final = """
    SELECT date_trunc('month', recorded_on::timestamp)::date, count(*)
    FROM stats.incidents
    WHERE partnership_id = %(partnership)s
      AND recorded_on BETWEEN date_trunc('month', %(last)s::timestamp) - interval '23 months' AND %(last)s
    GROUP BY 1
"""


def months(asked: Question) -> Table:
    """Every month of the period, with the same month a year before."""
    found = by(asked, "month")
    rows = [_month_row(asked, month, found) for month in asked.period.months]
    whole = total(found.values())
    table = Table(
        id="months",
        title="Month by month",
        base=Base(INCIDENTS, whole.recorded),
        columns=(
            Column("crimes", "Crimes"),
            Column("incidents", "Incidents"),
            Column("recorded", "Recorded"),
            Column("before", "Same month a year before"),
            CHANGE,
        ),
        rows=(*rows, _row(asked, TOTAL, "Whole period", whole, asked.before.last)),
        notes=("An incident counts in the month in which it was recorded.", *how_comparable(asked)),
    )
    return related(table, *_month_relations([row.key for row in rows]))


def _month_row(asked: Question, month: date, found: dict[date, Counted]) -> Row:
    earlier = month.replace(year=month.year - 1)
    now, before = found.get(month, NONE), found.get(earlier, NONE)
    counted = Counted(now.recorded, now.crimes, before.before, before.crimes_before)
    return _row(asked, f"{month:%Y-%m}", name_of(month), counted, last_day_of(earlier))


def name_of(month: date) -> str:
    """Return "April 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _row(asked: Question, key: str, label: str, counted: Counted, before_ends: date) -> Row:
    crimes, recorded = counted.crimes, counted.recorded
    before: Cell = asked.compared(counted.before, before_ends)
    change = NOT_AVAILABLE if isinstance(before, Shorthand) else share(recorded - counted.before, counted.before)
    return Row.of(key, label, crimes, recorded - crimes, recorded, before, change)


def _month_relations(keys: list[str]) -> Iterable[Relation]:
    yield from rows_add_up_to("months", parts=keys, columns=("crimes", "incidents", "recorded", "before"))
    yield from columns_add_up("months", parts=("crimes", "incidents"), rows=(*keys, TOTAL), total="recorded")
    yield from compared("months", (*keys, TOTAL), now="recorded")
    yield equals(base_of("months"), address("months", TOTAL, "recorded"))
    for column, row, key in _OF_HEADLINE:
        yield equals(address("months", TOTAL, column), address("headline", row, key))


_OF_HEADLINE: Final = (
    ("recorded", "recorded", "period"),
    ("crimes", "crimes", "period"),
    ("incidents", "incidents", "period"),
    ("before", "recorded", "before"),
)


def last_day_of(month: date) -> date:
    """Return the last day of the month that begins on this day."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def trend(asked: Question) -> Table:
    """The 24 months up to the end of the period, and from the twelfth on the total and average of twelve months."""
    found, shown = dict(ask(asked, _TREND)), two_years_to(asked.period.last)
    counts = [found.get(month, 0) for month in shown]
    table = Table(
        id="trend",
        title="The run of two years",
        base=Base(INCIDENTS, sum(counts)),
        columns=(
            Column("recorded", "Recorded"),
            Column("twelve_months", "Twelve months up to then"),
            Column("average", "Average of the twelve months"),
        ),
        rows=tuple(_trend_row(asked, place, month, counts) for place, month in enumerate(shown)),
        notes=(
            "The total of twelve months evens out the seasons. It begins with the twelfth month that is shown.",
            *how_comparable(asked),
        ),
        standing=_standing(shown),
    )
    return related(table, *_trend_relations(asked, [row.key for row in table.rows]))


def _standing(shown: list[date]) -> tuple[str, ...]:
    """Return every count: the two years of one report and those of the next are partly the same months."""
    keys, columns = [f"{month:%Y-%m}" for month in shown], ("recorded", "twelve_months")
    return (base_of("trend"), *(address("trend", key, column) for key in keys for column in columns))


def two_years_to(last: date) -> list[date]:
    """Return the first days of the 24 months up to the one of this day."""
    number = last.year * _YEAR + last.month - 1
    return [date(each // _YEAR, each % _YEAR + 1, 1) for each in range(number - 2 * _YEAR + 1, number + 1)]


def _trend_row(asked: Question, place: int, month: date, counts: list[int]) -> Row:
    recorded = asked.compared(counts[place], last_day_of(month))
    if place < _YEAR - 1:
        return Row.of(f"{month:%Y-%m}", name_of(month), recorded, NOT_APPLICABLE, NOT_APPLICABLE)
    begins = two_years_to(asked.period.last)[place - _YEAR + 1]
    run = asked.compared(sum(counts[place - _YEAR + 1 : place + 1]), last_day_of(begins))
    average = rate(run, _YEAR, per=1) if isinstance(run, int) else NOT_AVAILABLE
    return Row.of(f"{month:%Y-%m}", name_of(month), recorded, run, average)


def _trend_relations(asked: Question, keys: list[str]) -> Iterable[Relation]:
    yield adds_up_to_base("trend", parts=keys, column="recorded")
    for place in range(_YEAR - 1, len(keys)):
        run = address("trend", keys[place], "twelve_months")
        parts = keys[place - _YEAR + 1 : place + 1]
        yield Sum(run, tuple(address("trend", key, "recorded") for key in parts))
        yield Ratio(address("trend", keys[place], "average"), run, _YEAR, per=1)
    for key in (f"{month:%Y-%m}" for month in asked.period.months):
        yield equals(address("trend", key, "recorded"), address("months", key, "recorded"))
    for month in asked.before.months:
        if f"{month:%Y-%m}" in keys:
            row = f"{month.year + 1}-{month:%m}"
            yield equals(address("trend", f"{month:%Y-%m}", "recorded"), address("months", row, "before"))
