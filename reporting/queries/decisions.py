"""Decisions on a multi-agency approach: what was chosen, against which recommendation, and after how long.

What happened counts in the period of its day, so that four quarters add up to the year. What stands open is told as at
the end of the period (of a period that is not finished: today), so those rows do not add up.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from reporting.cells import NOT_APPLICABLE, Cell
from reporting.queries.breakdown import BEFORE, CHANGE, against, compared, related
from reporting.queries.source import Question, ask
from reporting.relations import (
    Relation,
    address,
    base_of,
    columns_add_up,
    equals,
    parts_of_rows,
    rows_add_up,
    shares_of,
    shares_within_rows,
)
from reporting.tables import TOTAL, Base, Column, Row, Table, share

_DECISIONS: Final = """
    SELECT choice, recommendation, decided_at >= %(begins)s, working_days, count(*),
           count(*) FILTER (WHERE decided_on <= due_on)
    FROM stats.decisions
    WHERE partnership_id = %(partnership)s
      AND (decided_at >= %(begins)s AND decided_at < %(ends)s
           OR decided_at >= %(before_begins)s AND decided_at < %(before_ends)s)
    GROUP BY 1, 2, 3, 4
"""

_REOPENED: Final = """
    SELECT count(*) FILTER (WHERE reopened_on >= %(first)s), count(*) FILTER (WHERE reopened_on < %(first)s)
    FROM stats.reopenings
    WHERE partnership_id = %(partnership)s
      AND (reopened_on BETWEEN %(first)s AND %(last)s OR reopened_on BETWEEN %(before_first)s AND %(before_last)s)
"""

_UNDECIDED: Final = """
    SELECT count(*) FROM stats.cases c
    WHERE c.partnership_id = %(partnership)s AND c.opened_on <= %(last)s
      AND NOT EXISTS (
          SELECT FROM stats.decisions d
          WHERE d.case_id = c.id AND d.decided_at < %(ends)s AND NOT EXISTS (
              SELECT FROM stats.reopenings r
              WHERE r.case_id = c.id AND r.reopened_at < %(ends)s AND r.reopened_at > d.decided_at))
"""

CHOICES: Final = {"single_agency": "Single-agency", "multi_agency": "Multi-agency"}
_Z: Final[tuple[Cell, ...]] = (NOT_APPLICABLE,) * 6


def decisions(asked: Question) -> Table:
    """Decisions taken in the period: the choice, whether it followed the recommendation, and whether it was in time."""
    rows = [(key, label, _counts(asked, key)) for key, label in CHOICES.items()]
    total = [sum(counts) for counts in zip(*(counts for _, _, counts in rows), strict=True)]
    ((reopened, reopened_before),), ((undecided,),) = ask(asked, _REOPENED), ask(asked, _UNDECIDED)
    table = Table(
        id="decisions",
        title="Decisions on a multi-agency approach",
        base=Base("decisions", total[0]),
        columns=_DECISION_COLUMNS,
        rows=(
            *(_decision_row(asked, key, label, counts) for key, label, counts in [*rows, (TOTAL, _ALL, total)]),
            Row.of(
                "reopened",
                "Decisions re-opened in the period",
                reopened,
                *_Z[:4],
                *against(asked, reopened, reopened_before),
            ),
            Row.of("undecided", "Cases that wait for a decision at the end", undecided, *_Z),
        ),
        notes=(
            "The limit is the partnership’s own, in working days from the report, or from the re-opening.",
            "A case that was re-opened is decided again, so it can be counted twice.",
        ),
        standing=(address("decisions", "undecided", "number"),),
    )
    return related(table, *_decision_relations())


_ALL: Final = "All decisions"
_DECISION_COLUMNS: Final = (
    Column("number", "Number"),
    Column("as_recommended", "As recommended"),
    Column("against", "Not as recommended"),
    Column("in_time", "Within the limit"),
    Column("percent_in_time", "Within the limit (%)"),
    BEFORE,
    CHANGE,
)


class Decided(NamedTuple):
    """Decisions that are alike: taken in the period or a year before, and how many of them within the limit."""

    choice: str
    recommendation: str
    is_now: bool
    working_days: int | None
    number: int
    in_time: int


def decided(asked: Question) -> list[Decided]:
    """Return the decisions of the period and of the same period a year before."""
    return [Decided(*row) for row in ask(asked, _DECISIONS)]


def _counts(asked: Question, choice: str) -> list[int]:
    """Return how many there are, as recommended, against it, in time, and a year before."""
    alike = [row for row in decided(asked) if row.choice == choice]
    now = [row for row in alike if row.is_now]
    followed = sum(row.number for row in now if row.recommendation == choice)
    number = sum(row.number for row in now)
    in_time = sum(row.in_time for row in now)
    return [number, followed, number - followed, in_time, sum(row.number for row in alike if not row.is_now)]


def _decision_row(asked: Question, key: str, label: str, counts: list[int]) -> Row:
    number, followed, not_followed, in_time, before = counts
    compared_ = against(asked, number, before)
    return Row.of(key, label, number, followed, not_followed, in_time, share(in_time, number), *compared_)


def _decision_relations() -> Iterable[Relation]:
    rows = (*CHOICES, TOTAL)
    yield equals(base_of("decisions"), address("decisions", TOTAL, "number"))
    columns = ("number", "as_recommended", "against", "in_time", "before")
    yield from rows_add_up("decisions", parts=CHOICES, columns=columns)
    yield from columns_add_up("decisions", parts=("as_recommended", "against"), rows=rows, total="number")
    yield from parts_of_rows("decisions", rows=rows, part="in_time", whole="number")
    yield from shares_within_rows("decisions", rows=rows, cell="percent_in_time", part="in_time", whole="number")
    yield from compared("decisions", (*rows, "reopened"), now="number")


_OVERRIDES: Final = {
    "single_agency_followed": ("Single-agency, as recommended", "single_agency", "single_agency"),
    "multi_agency_followed": ("Multi-agency, as recommended", "multi_agency", "multi_agency"),
    "to_multi_agency": ("Multi-agency, though single-agency was recommended", "multi_agency", "single_agency"),
    "to_single_agency": ("Single-agency, though multi-agency was recommended", "single_agency", "multi_agency"),
}


def overrides(asked: Question) -> Table:
    """Decisions by what the risk assessment recommended: followed, or decided otherwise with a reason."""
    counts = {key: _chosen(asked, choice, advice) for key, (_, choice, advice) in _OVERRIDES.items()}
    counts[TOTAL] = [sum(column) for column in zip(*counts.values(), strict=True)]
    labels = {key: label for key, (label, *_) in _OVERRIDES.items()} | {TOTAL: _ALL}
    n = counts[TOTAL][0]
    table = Table(
        id="overrides",
        title="Decisions and what was recommended",
        base=Base("decisions", n),
        columns=(Column("number", "Number"), Column("percent", "Share (%)"), BEFORE, CHANGE),
        rows=tuple(
            Row.of(key, labels[key], now, share(now, n), *against(asked, now, before))
            for key, (now, before) in counts.items()
        ),
        notes=("Whoever decides otherwise than the risk assessment recommends writes down why.",),
    )
    return related(table, *_override_relations())


def _chosen(asked: Question, choice: str, advice: str) -> list[int]:
    alike = [row for row in decided(asked) if (row.choice, row.recommendation) == (choice, advice)]
    return [sum(row.number for row in alike if row.is_now is is_now) for is_now in (True, False)]


def _override_relations() -> Iterable[Relation]:
    yield equals(base_of("overrides"), address("overrides", TOTAL, "number"))
    yield from rows_add_up("overrides", parts=_OVERRIDES, columns=("number", "before"))
    yield from shares_of(
        "overrides", rows=(*_OVERRIDES, TOTAL), cell="percent", part="number", whole=base_of("overrides")
    )
    yield from compared("overrides", (*_OVERRIDES, TOTAL), now="number")
    yield equals(address("overrides", TOTAL, "number"), address("decisions", TOTAL, "number"))
    for key, (_, choice, advice) in _OVERRIDES.items():
        column = "as_recommended" if choice == advice else "against"
        yield equals(address("overrides", key, "number"), address("decisions", choice, column))
