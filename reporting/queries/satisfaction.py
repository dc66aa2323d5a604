"""How victims found the way they were treated: stage by stage in the period, and over two years of twelve months each.

Of each victim the newest asking within the days in question counts, so that a victim counts once.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from cases.models.satisfaction import STAGES, AskingOutcome, Rating
from reporting.cells import NOT_APPLICABLE, NOT_AVAILABLE, Cell, share
from reporting.queries.breakdown import related
from reporting.queries.months import last_day_of, name_of, two_years_to
from reporting.queries.source import Question, ask
from reporting.relations import (
    Ratio,
    Relation,
    Sum,
    Summary,
    Within,
    a_year_before,
    address,
    base_of,
    columns_add_up,
    equals,
    shares_within_rows,
)
from reporting.tables import Base, Column, Row, Table

SATISFIED: Final = (Rating.VERY_SATISFIED, Rating.FAIRLY_SATISFIED)
ASKED: Final = "asked"
_WHOLE: Final = "whole_experience"
_YEAR: Final = 12
_ANSWERED: Final = AskingOutcome.ANSWERED.value

_NEWEST: Final = """
    SELECT is_now, outcome, ease_of_contact, treatment, actions_taken, follow_up, whole_experience, count(*)
    FROM (
        SELECT DISTINCT ON (counted_on >= %(first)s, person_id) counted_on >= %(first)s AS is_now, outcome,
               ease_of_contact, treatment, actions_taken, follow_up, whole_experience
        FROM stats.satisfaction
        WHERE partnership_id = %(partnership)s AND outcome <> 'unsafe'
          AND (counted_on BETWEEN %(first)s AND %(last)s OR counted_on BETWEEN %(before_first)s AND %(before_last)s)
        ORDER BY counted_on >= %(first)s, person_id, recorded_at DESC, id DESC
    ) AS newest
    GROUP BY 1, 2, 3, 4, 5, 6, 7
"""

_TREND: Final = """
    WITH told AS MATERIALIZED (
        SELECT person_id, counted_on, outcome, whole_experience, recorded_at, id FROM stats.satisfaction
        WHERE partnership_id = %(partnership)s AND outcome <> 'unsafe' AND counted_on <= %(last)s
          AND counted_on >= date_trunc('month', %(last)s::timestamp) - interval '34 months'
    )
    SELECT month::date, newest.whole_experience, count(*)
    FROM generate_series(date_trunc('month', %(last)s::timestamp) - interval '23 months',
                         date_trunc('month', %(last)s::timestamp), interval '1 month') AS month
    CROSS JOIN LATERAL (
        SELECT DISTINCT ON (person_id) outcome, whole_experience FROM told
        WHERE counted_on >= month - interval '11 months' AND counted_on < month + interval '1 month'
        ORDER BY person_id, recorded_at DESC, id DESC
    ) AS newest
    WHERE newest.outcome = 'answered'
    GROUP BY 1, 2
"""


class Told(NamedTuple):
    """What victims said of one stage: how many gave each answer, and how many of those who answered said nothing."""

    answers: Counter[str]
    silent: int

    @property
    def said(self) -> int:
        """How many rated it."""
        return self.answers.total()

    @property
    def satisfied(self) -> int:
        """How many were very or fairly satisfied with it."""
        return sum(self.answers[rating] for rating in SATISFIED)


def satisfaction(asked: Question) -> Table:
    """The victims who answered, by what they said of each stage, and the share of them who were satisfied."""
    found = ask(asked, _NEWEST)
    now, before = ({stage: _told(found, stage, is_now=is_now) for stage in STAGES} for is_now in (True, False))
    everybody = sum(row[-1] for row in found if row[0])
    answered = sum(row[-1] for row in found if row[0] and row[1] == _ANSWERED)
    table = Table(
        id="satisfaction",
        title="How victims found the way they were treated",
        base=Base("victims who answered, of all in the last row", answered),
        columns=_COLUMNS,
        rows=(
            *(_row(asked, stage, label, now[stage], before[stage]) for stage, label in STAGES.items()),
            _all_asked(everybody),
        ),
        notes=_NOTES,
        standing=_standing("satisfaction", (*STAGES, ASKED), _COUNTS),
    )
    return related(table, *_relations())


_COUNTS: Final = (*Rating.values, "said", "not_said", "all", "satisfied", "satisfied_before", "said_before")
_COLUMNS: Final = (
    *(Column(rating.value, rating.label) for rating in Rating),
    Column("said", "Rated it"),
    Column("not_said", "Did not say"),
    Column("all", "All"),
    Column("satisfied", "Very or fairly satisfied"),
    Column("percent", "Satisfied, of those who rated it (%)"),
    Column("satisfied_before", "Satisfied in the same period a year before"),
    Column("said_before", "Rated it then"),
    Column("before", "Satisfied then (%)"),
    Column("change", "Change (points)"),
)
_NOTES: Final = (
    "Of each victim what was recorded last in the period counts. The last row counts all whom the lead agency asked or "
    "tried to ask: those who did not want to answer, and those who could not be reached, are in that row alone.",
    "Victims with whom making contact is not safe are not asked. They are not in this table.",
    "The change is in points: the share now, less the share a year before.",
)


def _told(found: Iterable[tuple[Any, ...]], stage: str, *, is_now: bool) -> Told:
    place, answers = 2 + list(STAGES).index(stage), Counter[str]()
    for row in found:
        if row[0] is is_now and row[1] == _ANSWERED:
            answers[row[place]] += row[-1]
    silent = answers.pop("", 0)
    return Told(answers, silent)


def _row(asked: Question, stage: str, label: str, now: Told, before: Told) -> Row:
    percent = share(now.satisfied, now.said)
    earlier: tuple[Cell, ...] = (NOT_AVAILABLE,) * 4
    if isinstance(asked.earlier(0), int):
        then = share(before.satisfied, before.said)
        earlier = (before.satisfied, before.said, then, _points(percent, then))
    counts = (*(now.answers[rating] for rating in Rating.values), now.said, now.silent, now.said + now.silent)
    return Row.of(stage, label, *counts, now.satisfied, percent, *earlier)


def _points(now: Cell, then: Cell) -> Cell:
    """Return by how many points a share has changed, as a reader who subtracts what is printed finds it."""
    if isinstance(now, float) and isinstance(then, float):
        return round(now - then, 1)
    return NOT_APPLICABLE


def _all_asked(everybody: int) -> Row:
    cells = [everybody if column.key == "all" else NOT_APPLICABLE for column in _COLUMNS]
    return Row.of(ASKED, "All who were asked, whether they answered or not", *cells)


def _standing(table: str, rows: Iterable[str], columns: Iterable[str]) -> tuple[str, ...]:
    """Return every count: they are of different victims, so shorter periods do not add up to a longer one."""
    keys = list(columns)
    return (base_of(table), *(address(table, row, key) for row in rows for key in keys))


def _relations() -> Iterable[Relation]:
    id_, stages = "satisfaction", list(STAGES)
    yield from columns_add_up(id_, parts=Rating.values, rows=stages, total="said")
    yield from columns_add_up(id_, parts=("said", "not_said"), rows=stages, total="all")
    yield from columns_add_up(id_, parts=SATISFIED, rows=stages, total="satisfied")
    yield from shares_within_rows(id_, rows=stages, cell="percent", part="satisfied", whole="said")
    yield from shares_within_rows(id_, rows=stages, cell="before", part="satisfied_before", whole="said_before")
    yield from a_year_before(id_, rows=stages, cell="satisfied_before", of="satisfied")
    yield from a_year_before(id_, rows=stages, cell="said_before", of="said")
    for stage in stages:
        yield equals(address(id_, stage, "all"), base_of(id_))
        yield Within(address(id_, stage, "satisfied_before"), address(id_, stage, "said_before"))
        for count in ("satisfied", "said", "satisfied_before", "said_before"):
            yield Summary(address(id_, stage, "change"), address(id_, stage, count))
    yield Within(base_of(id_), address(id_, ASKED, "all"))


def satisfaction_trend(asked: Question) -> Table:
    """The 24 months up to the end of the period: the share of victims satisfied in the twelve months up to each."""
    found, shown = ask(asked, _TREND), two_years_to(asked.period.last)
    runs = {month: Counter({rating: count for day, rating, count in found if day == month}) for month in shown}
    rows = tuple(_trend_row(asked, month, runs[month]) for month in shown)
    table = Table(
        id="satisfaction_trend",
        title="Satisfied with the whole experience, twelve months at a time",
        base=Base("victims who answered in the last twelve months", runs[shown[-1]].total()),
        columns=(
            Column("answered", "Answered in the twelve months up to then"),
            Column("said", "Of these, rated the whole experience"),
            Column("satisfied", "Of these, very or fairly satisfied"),
            Column("percent", "Satisfied with the whole experience (%)"),
        ),
        rows=rows,
        notes=(
            "Twelve months even out the seasons. Each month stands for the twelve months that end with it, and of each "
            "victim what was recorded last in them counts.",
        ),
        standing=_standing("satisfaction_trend", (row.key for row in rows), ("answered", "said", "satisfied")),
    )
    return related(table, *_trend_relations(asked, [row.key for row in rows]))


def _trend_row(asked: Question, month: date, answers: Counter[str]) -> Row:
    """Return a month's row; what the records do not reach back to is not available."""
    told = Told(Counter({rating: count for rating, count in answers.items() if rating}), answers[""])
    key, label, begins = f"{month:%Y-%m}", name_of(month), two_years_to(month)[_YEAR]
    if not isinstance(asked.compared(0, last_day_of(begins)), int):
        return Row.of(key, label, *(NOT_AVAILABLE,) * 4)
    return Row.of(key, label, answers.total(), told.said, told.satisfied, share(told.satisfied, told.said))


def _trend_relations(asked: Question, keys: list[str]) -> Iterable[Relation]:
    id_ = "satisfaction_trend"
    yield equals(base_of(id_), address(id_, keys[-1], "answered"))
    for key in keys:
        yield Ratio(address(id_, key, "percent"), address(id_, key, "satisfied"), address(id_, key, "said"))
        yield Within(address(id_, key, "said"), address(id_, key, "answered"))
        yield Within(address(id_, key, "satisfied"), address(id_, key, "said"))
    if _is_year(asked):
        yield equals(address(id_, keys[-1], "answered"), base_of("satisfaction"))
        for month, suffix in ((keys[-1], ""), (keys[-1 - _YEAR], "_before")):
            for count in ("said", "satisfied"):
                there = address("satisfaction", _WHOLE, f"{count}{suffix}")
                yield Sum(address(id_, month, count), (there,))


def _is_year(asked: Question) -> bool:
    """Say whether the period is twelve whole months: then the last month of the trend says the same as the stages."""
    first, after = asked.period.first, asked.period.last + timedelta(days=1)
    return (first.day, after.day) == (1, 1) and (after.year, after.month) == (first.year + 1, first.month)
