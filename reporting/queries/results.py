"""What came of it: the outcomes of incidents and of cases, and the remedies that were considered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from reporting.cells import share
from reporting.queries.breakdown import BEFORE, CHANGE, against, base_of_all, compared, related
from reporting.queries.facets import NONE, Counted, by, total
from reporting.queries.source import Question, ask
from reporting.queries.words import Vocabulary, key_of, vocabulary
from reporting.relations import Relation, Sum, address, base_of, equals, parts_of_rows, rows_add_up, shares_of
from reporting.tables import TOTAL, Base, Column, Row, Table

_CLOSED: Final = """
    SELECT coalesce(nullif(closing_outcome, ''), 'not_recorded'), count(*) FROM stats.cases
    WHERE partnership_id = %(partnership)s AND closed_on BETWEEN %(first)s AND %(last)s
    GROUP BY 1
"""


def outcomes(asked: Question) -> Table:
    """Incidents recorded in the period by their outcome so far, group by group, and cases closed in it by theirs."""
    found, closed, words = by(asked, "outcome"), dict(ask(asked, _CLOSED)), vocabulary(asked, "outcome")
    codes, base = words.rows(asked, {*found, *closed}), base_of_all(found)
    groups = _groups(words, codes)
    rows = {
        **{code: (words.label(code), found.get(code, NONE), closed.get(code, 0)) for code in codes},
        **{key: _together(label, held, found, closed) for key, (label, held) in groups.items()},
    }
    n = total(found.values()).recorded
    table = Table(
        id="outcomes",
        title="Outcomes",
        base=base,
        columns=_OUTCOME_COLUMNS,
        rows=tuple(_outcome_row(asked, key, *row, n) for key, row in rows.items()),
        notes=_OUTCOME_NOTES,
        standing=tuple(address("outcomes", key, "cases") for key in rows),
    )
    return related(table, *_outcome_relations(codes, groups))


_OUTCOME_COLUMNS: Final = (
    Column("recorded", "Incidents"),
    Column("percent", "Share (%)"),
    Column("crimes", "Of which crimes"),
    Column("cases", "Cases closed with it"),
    BEFORE,
    CHANGE,
)


def _outcome_row(asked: Question, key: str, label: str, counted: Counted, cases: int, n: int) -> Row:
    recorded, crimes, before, _ = counted
    return Row.of(key, label, recorded, share(recorded, n), crimes, cases, *against(asked, recorded, before))


_OUTCOME_NOTES: Final = (
    "The outcome of an incident is the one that is known now, for the incidents recorded in the period.",
    "Cases closed are those closed in the period, whenever they began. A case that was opened again is not closed.",
    "The rows that begin with “All” add up the outcomes of one group.",
)


def _groups(words: Vocabulary, codes: Sequence[str]) -> dict[str, tuple[str, list[str]]]:
    """Return the groups by the key of their row: their words, and the codes in them."""
    groups: dict[str, tuple[str, list[str]]] = {}
    for code in codes:
        group = words.words[code].group if code in words.words else ""
        if group:
            groups.setdefault(f"all_{key_of(group)}", (f"All: {group}", []))[1].append(code)
    return groups


def _together(
    label: str, codes: Sequence[str], found: dict[str, Counted], closed: dict[str, int]
) -> tuple[str, Counted, int]:
    return label, total(found.get(code, NONE) for code in codes), sum(closed.get(code, 0) for code in codes)


def _outcome_relations(codes: list[str], groups: dict[str, tuple[str, list[str]]]) -> Iterable[Relation]:
    rows = (*codes, *groups)
    yield Sum(base_of("outcomes"), tuple(address("outcomes", code, "recorded") for code in codes))
    yield equals(base_of("outcomes"), address("headline", "recorded", "period"))
    yield from shares_of("outcomes", rows=rows, cell="percent", part="recorded", whole=base_of("outcomes"))
    yield from parts_of_rows("outcomes", rows=rows, part="crimes", whole="recorded")
    yield from compared("outcomes", rows, now="recorded")
    for key, (_, held) in groups.items():
        yield from rows_add_up("outcomes", parts=held, columns=("recorded", "crimes", "cases", "before"), total=key)


_REMEDIES: Final = """
    SELECT code, standing, count(DISTINCT remedy_id) FILTER (WHERE recorded_on >= %(first)s),
           count(DISTINCT remedy_id) FILTER (WHERE recorded_on < %(first)s)
    FROM stats.remedies
    WHERE partnership_id = %(partnership)s
      AND (recorded_on BETWEEN %(first)s AND %(last)s OR recorded_on BETWEEN %(before_first)s AND %(before_last)s)
    GROUP BY 1, 2
"""

_IN_FORCE: Final = """
    SELECT code, count(*)
    FROM (
        SELECT DISTINCT ON (remedy_id) code, standing, from_on, to_on FROM stats.remedies
        WHERE partnership_id = %(partnership)s AND recorded_on <= %(last)s
        ORDER BY remedy_id, recorded_at DESC, id DESC
    ) AS newest
    WHERE standing IN ('chosen', 'breached')
      AND coalesce(from_on <= %(last)s, true) AND coalesce(to_on >= %(last)s, true)
    GROUP BY 1
"""

STANDINGS: Final = {
    "considered": "Considered",
    "chosen": "Chosen",
    "refused": "Refused",
    "breached": "Breached",
    "ended": "Ended",
}


def remedies(asked: Question) -> Table:
    """Remedies by what was recorded of them in the period, and those in force at its end."""
    found = ask(asked, _REMEDIES)
    now = Counter({(code, standing): count for code, standing, count, _ in found})
    before = Counter({code: count for code, standing, _, count in found if standing == "chosen"})
    in_force, words = Counter[str](dict(ask(asked, _IN_FORCE))), vocabulary(asked, "remedy")
    codes = words.rows(asked, {*in_force, *before, *(code for code, _ in now)})[:-1]
    cells = {code: [*(now[code, each] for each in STANDINGS), in_force[code], before[code]] for code in codes}
    totals = [sum(column) for column in zip(*cells.values(), strict=True)] or [0] * (len(STANDINGS) + 2)
    table = Table(
        id="remedies",
        title="Remedies",
        base=Base("remedies chosen in the period", totals[1]),
        columns=_REMEDY_COLUMNS,
        rows=tuple(
            Row.of(code, label, *counts[:-1], *against(asked, counts[1], counts[-1]))
            for code, label, counts in (
                *((code, words.label(code), counts) for code, counts in cells.items()),
                (TOTAL, "All remedies", totals),
            )
        ),
        notes=_REMEDY_NOTES,
        standing=tuple(address("remedies", code, key) for code in (*codes, TOTAL) for key in (*STANDINGS, "in_force")),
    )
    return related(table, *_remedy_relations(codes))


_REMEDY_COLUMNS: Final = (
    *(Column(key, label) for key, label in STANDINGS.items()),
    Column("in_force", "In force at the end"),
    Column("before", "Chosen in the same period a year before"),
    CHANGE,
)

_REMEDY_NOTES: Final = (
    "A remedy is for one subject. It is counted once in each column, however often that was recorded in the period.",
    "A breach does not end a remedy: it is in force until its last day, or until it is recorded as ended.",
)


def _remedy_relations(codes: list[str]) -> Iterable[Relation]:
    yield equals(base_of("remedies"), address("remedies", TOTAL, "chosen"))
    yield from rows_add_up("remedies", parts=codes, columns=(*STANDINGS, "in_force", "before"))
    yield from compared("remedies", (*codes, TOTAL), now="chosen")
