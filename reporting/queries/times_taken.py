"""How long decisions took, in working days from the report or the re-opening."""

from collections.abc import Iterable
from statistics import median
from typing import Final

from reporting.cells import NOT_APPLICABLE, Cell, share
from reporting.queries.breakdown import BEFORE, CHANGE, against, compared, related
from reporting.queries.decisions import CHOICES, decided
from reporting.queries.source import Question
from reporting.queries.words import NOT_RECORDED
from reporting.relations import (
    Relation,
    Summary,
    address,
    base_of,
    columns_add_up,
    equals,
    rows_add_up,
    shares_of,
)
from reporting.tables import TOTAL, Base, Column, Row, Table

TIMES: Final = {
    "days_0": ("On the same day", 0, 0),
    "days_1": ("1 working day", 1, 1),
    "days_2": ("2 working days", 2, 2),
    "days_3_5": ("3 to 5 working days", 3, 5),
    "days_6_10": ("6 to 10 working days", 6, 10),
    "days_11_20": ("11 to 20 working days", 11, 20),
    "days_21": ("21 working days or more", 21, 32_767),
}
"""Bands of working days: words, from, to, both counted in."""

_LABELS: Final = {key: label for key, (label, *_) in TIMES.items()} | {NOT_RECORDED: "Not measured"}
_MEDIAN: Final = "median"


def time_to_decision(asked: Question) -> Table:
    """Decisions by how long they took, and the median of each choice."""
    now = {choice: _days(asked, choice, is_now=True) for choice in CHOICES}
    before = [day for choice in CHOICES for day in _days(asked, choice, is_now=False)]
    everything = [day for days in now.values() for day in days]
    rows = {key: [_in(key, days) for days in (everything, *now.values(), before)] for key in _LABELS}
    rows[TOTAL] = [len(days) for days in (everything, *now.values(), before)]
    labels, n = _LABELS | {TOTAL: "All decisions"}, len(everything)
    table = Table(
        id="time_to_decision",
        title="Time to the decision",
        base=Base("decisions", n),
        columns=(
            Column("number", "Number"),
            Column("percent", "Share (%)"),
            *(Column(choice, label) for choice, label in CHOICES.items()),
            BEFORE,
            CHANGE,
        ),
        rows=(
            *(
                Row.of(key, labels[key], all_, share(all_, n), single, multi, *against(asked, all_, earlier))
                for key, (all_, single, multi, earlier) in rows.items()
            ),
            _medians(asked, [everything, *now.values()], before),
        ),
        notes=_NOTES,
    )
    return related(table, *_relations())


_NOTES: Final = (
    "Working days of the partnership’s nation, from the report, or from the day on which the decision was re-opened.",
    "The median is of the decisions that were measured, in working days: half of them took no longer.",
)


def _days(asked: Question, choice: str, *, is_now: bool) -> list[int | None]:
    """Return the working days of each decision with this choice; nothing of one that was not measured."""
    rows = (row for row in decided(asked) if row.choice == choice and row.is_now is is_now)
    return [row.working_days for row in rows for _ in range(row.number)]


def _in(key: str, days: list[int | None]) -> int:
    if key == NOT_RECORDED:
        return days.count(None)
    _, first, last = TIMES[key]
    return sum(1 for day in days if day is not None and first <= day <= last)


def _medians(asked: Question, now: list[list[int | None]], before: list[int | None]) -> Row:
    everything, single, multi = (_median(days) for days in now)
    earlier = _median(before) if isinstance(asked.earlier(0), int) else asked.earlier(0)
    label = "Median, in working days"
    return Row.of(_MEDIAN, label, everything, NOT_APPLICABLE, single, multi, earlier, NOT_APPLICABLE)


def _median(days: list[int | None]) -> Cell:
    """Return the median of the days that were measured, as a number with a point: it is no count."""
    known = [day for day in days if day is not None]
    return float(median(known)) if known else NOT_APPLICABLE


def _relations() -> Iterable[Relation]:
    id_, parts = "time_to_decision", list(_LABELS)
    yield equals(base_of(id_), address(id_, TOTAL, "number"))
    yield from rows_add_up(id_, parts=parts, columns=("number", *CHOICES, "before"))
    yield from columns_add_up(id_, parts=CHOICES, rows=(*parts, TOTAL), total="number")
    yield from shares_of(id_, rows=(*parts, TOTAL), cell="percent", part="number", whole=base_of(id_))
    yield from compared(id_, (*parts, TOTAL), now="number")
    for choice in CHOICES:
        yield equals(address(id_, TOTAL, choice), address("decisions", choice, "number"))
    for column in ("number", *CHOICES, "before"):
        yield Summary(address(id_, _MEDIAN, column), address(id_, TOTAL, column))
