"""Offences: hate incidents that are crimes, by what was done, why, and who reported it."""

from typing import Any, Final

from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, vocabulary
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
    return Table(
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
    )


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
