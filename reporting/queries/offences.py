"""Offences: hate incidents that are crimes, by what was done, why, and who reported it."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from reporting.queries.breakdown import BEFORE, CHANGE, against, compared, related
from reporting.queries.facets import Counted, by
from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, Vocabulary, key_of, vocabulary
from reporting.relations import (
    Relation,
    address,
    adds_up_to_base,
    base_of,
    equals,
    parts_of_rows,
    shares_of,
)
from reporting.tables import Base, Column, Row, Table, share

REPORTERS: Final = {
    "victim": "Reported by victim",
    "third_party": "Reported by third party",
    "police": "Reported by police",
}
"""The routes that have a column here, in few words; table `reported_by` has them all."""

_MARKERS: Final = """
    SELECT i.offence, coalesce(m.key, ''), count(*)
    FROM stats.incidents i
    CROSS JOIN LATERAL (SELECT DISTINCT unnest(
        ARRAY['', 'reported_by ' || i.reported_by] || ARRAY(SELECT 'strand ' || s FROM unnest(i.strands) AS s)
    ) AS key) AS m
    WHERE i.partnership_id = %(partnership)s AND i.recorded_on BETWEEN %(first)s AND %(last)s AND i.kind = 'crime'
    GROUP BY 1, 2
"""


def offences_by_marker(asked: Question) -> Table:
    """The offences by falling count, with their strands and who reported them.

    An offence in a partner's own words is a row of its own.
    """
    found = _by_offence(ask(asked, _MARKERS))
    offences, strands = vocabulary(asked, "offence"), vocabulary(asked, "strand")
    used = {key.removeprefix("strand ") for counts in found.values() for key in counts if key.startswith("strand ")}
    shown = strands.rows(asked, used)
    keys = [*(f"strand {code}" for code in shown), *(f"reported_by {code}" for code in REPORTERS)]
    n = sum(counts[""] for counts in found.values())
    table = Table(
        id="offences_by_marker",
        title="Offences by strand and by who reported them",
        base=Base("offences", n),
        columns=(
            Column("offences", "Offences"),
            Column("percent", "Share (%)"),
            *(Column(code, strands.label(code)) for code in shown),
            *(Column(code, label) for code, label in REPORTERS.items()),
        ),
        rows=tuple(
            Row.of(code, offences.label(code), counts[""], share(counts[""], n), *(counts.get(key, 0) for key in keys))
            for code, counts in sorted(found.items(), key=lambda item: (-item[1][""], offences.label(item[0]), item[0]))
        ),
        notes=_NOTES,
        ranked_by="offences",
    )
    return related(table, *_relations(table.id, [row.key for row in table.rows], [*shown, *REPORTERS]))


def _relations(id_: str, rows: Sequence[str], markers: Sequence[str]) -> Iterable[Relation]:
    yield equals(base_of(id_), address("headline", "crimes", "period"))
    if rows:
        yield adds_up_to_base(id_, parts=rows, column="offences")
    yield from shares_of(id_, rows=rows, cell="percent", part="offences", whole=base_of(id_))
    for marker in markers:
        yield from parts_of_rows(id_, rows=rows, part=marker, whole="offences")


_NOTES: Final = (
    "An offence can carry several strands, so the strands of a row may add up to more than its offences.",
    "Offences reported by a witness, anonymously or by a route that was not recorded are in the first column only.",
    "An offence that matches no code of the list is counted under the words of the agency that recorded it.",
)


def _by_offence(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for offence, key, count in rows:
        found.setdefault(offence or NOT_RECORDED, {})[key] = count
    return found


def offence_groups(asked: Question) -> Table:
    """The offences in the groups of the national statistics, with the other markers that each carries."""
    found, words, flags = by(asked, "offence", "flags"), vocabulary(asked, "offence"), vocabulary(asked, "flag")
    shown = [code for code in flags.rows(asked, {flag for _, held in found for flag in held}) if code != NOT_RECORDED]
    groups = _groups(asked, words, {offence for offence, _ in found})
    n = sum(counted.recorded for counted in found.values())
    table = Table(
        id="offence_groups",
        title="Groups of offences, with other markers",
        base=Base("offences", n),
        columns=(
            Column("offences", "Offences"),
            Column("percent", "Share (%)"),
            *(Column(code, flags.label(code)) for code in shown),
            BEFORE,
            CHANGE,
        ),
        rows=tuple(
            _group_row(asked, key, label, {pair: found[pair] for pair in found if pair[0] in offences}, shown, n)
            for key, (label, offences) in groups.items()
        ),
        notes=_GROUP_NOTES,
    )
    rows = list(groups)
    return related(table, *_relations(table.id, rows, shown), *compared(table.id, rows, now="offences"))


_GROUP_NOTES: Final = (
    "The groups are those of the national statistics of hate crime.",
    "An offence can carry several markers, or none. Only offences are counted, not incidents that are not a crime.",
)


def _groups(asked: Question, words: Vocabulary, counted: set[str]) -> dict[str, tuple[str, set[str]]]:
    """Return the groups in the order of the list, by key: their words and offences; what is in no group comes last."""
    groups: dict[str, tuple[str, set[str]]] = {}
    for code in words.rows(asked, counted):
        group = words.words[code].group if code in words.words else ""
        key, label = (key_of(group), group) if group else (NOT_RECORDED, "In no group of the list")
        groups.setdefault(key, (label, set()))[1].add(code)
    last = groups.pop(NOT_RECORDED)
    return groups | {NOT_RECORDED: last}


def _group_row(
    asked: Question,
    key: str,
    label: str,
    found: dict[tuple[str, tuple[str, ...]], Counted],
    flags: Sequence[str],
    n: int,
) -> Row:
    now = sum(counted.recorded for counted in found.values())
    before = sum(counted.before for counted in found.values())
    marked = [sum(count.recorded for (_, held), count in found.items() if flag in held) for flag in flags]
    return Row.of(key, label, now, share(now, n), *marked, *against(asked, now, before))
