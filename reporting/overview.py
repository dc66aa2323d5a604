"""The figures of this quarter so far, against the quarter before: from the very queries that reports are made of.

Nothing is kept between two looks. A quarter that runs is not set against a whole one alone: what says whether there is
more or less is as many days from the beginning of the quarter before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from partners.models import Partnership
from reporting.periods import Period
from reporting.queries.beside import with_beside
from reporting.queries.source import Question, Span, question_of_days, recorded_span, snapshot
from reporting.registry import TABLES, TableSpec
from reporting.relations import address
from reporting.rows import Column
from reporting.side_by_side import Side, side_by_side
from reporting.sides import length, quarter_before, same_days, so_far, span_in_words
from reporting.tables import Beside, Table

NOW: Final = "now"
THEN: Final = "then"
WHOLE: Final = "whole"

SHOWN: Final = {
    "headline": ("period",),
    "strands": ("recorded",),
    "areas": ("recorded",),
    "decisions": ("number", "percent_in_time"),
    "actions": ("actions",),
    "referrals": ("sent", "percent"),
    "data_quality": ("percent",),
}
"""The tables of the overview and the figures of each, in their order; docs/measures.md defines them."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows.

    Attributes:
        now, then, whole: this quarter so far, the same days of the quarter before, and the whole of that.
        figures: one table for each figure, with the sides that it was made of.
    """

    now: Period
    then: Period
    whole: Period
    figures: tuple["Figures", ...]

    @property
    def says(self) -> str:
        """What is set against what, in words."""
        now, then = span_in_words(self.now.first, self.now.last), span_in_words(self.then.first, self.then.last)
        of_now, of_then = length(self.now), length(self.then)
        return f"{now} ({_days(of_now)}) against {then} ({_days(of_then)})."


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure of one table, and what it was made of."""

    spec: TableSpec
    column: Column
    table: Table
    sides: tuple[Side, ...]


def overview(partnership: Partnership, *, today: date) -> Overview:
    """Return this quarter so far, the same days of the quarter before, and that quarter.

    Args:
        partnership: whose figures.
        today: the day in Europe/London, which counts as begun.
    """
    starts = partnership.reporting_year_starts
    now, then, whole = (each(today, year_starts=starts) for each in (so_far, same_days, quarter_before))
    with snapshot():
        span = recorded_span(partnership.pk)
        asked = {
            key: question_of_days(partnership.pk, days, today=today, span=span)
            for key, days in ((THEN, then), (NOW, now), (WHOLE, whole))
        }
        shown = [spec for spec in TABLES if spec.id in SHOWN]
        figures = [found for spec in shown for found in _figures(spec, asked, span)]
    return Overview(now, then, whole, tuple(figures))


def _figures(spec: TableSpec, asked: dict[str, Question], span: Span | None) -> Iterable[Figures]:
    sides = {key: _side(key, spec, question, span) for key, question in asked.items()}
    (beside,) = with_beside(asked[NOW], [sides[NOW].table])
    for column in sides[NOW].table.columns:
        if column.key in SHOWN[spec.id]:
            table = side_by_side(tuple(sides.values()), column)
            yield Figures(spec, column, _with(table, beside.beside, column.key), tuple(sides.values()))


_LABELS: Final = {NOW: "This quarter so far", THEN: "Same days of the quarter before", WHOLE: "Whole quarter before"}


def _side(key: str, spec: TableSpec, asked: Question, span: Span | None) -> Side:
    return Side(
        key=key,
        label=_LABELS[key],
        period=asked.period,
        areas=(),
        table=spec.table(asked),
        is_known=span is not None and span.first <= asked.period.last,
        follows=THEN if key == NOW else "",
        change="Change from the same days",
    )


def _with(table: Table, beside: Iterable[Beside], column: str) -> Table:
    """Return the table with the targets and published figures of its own figures so far."""
    here = {address(table.id.partition("-")[0], row.key, column): address(table.id, row.key, NOW) for row in table.rows}
    held = tuple(replace(each, figure=here[each.figure]) for each in beside if each.figure in here)
    return replace(table, beside=held)
