"""Recorded incidents counted by every coded fact at once: one grouped pass serves most tables of a report."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from reporting.queries.source import Question, ask

_FACETS: Final = {
    "kind": "kind",
    "month": "date_trunc('month', recorded_on::timestamp)::date",
    "agency": "agency_id",
    "strands": "strands",
    "religions": "CASE WHEN 'religion' = ANY (strands) THEN perceived_religion END",
    "flags": "flags",
    "offence": "CASE kind WHEN 'crime' THEN offence END",
    "area": "coalesce(nullif(area, ''), 'not_recorded')",
    "premises": "coalesce(nullif(premises, ''), 'not_recorded')",
    "reported_by": "coalesce(nullif(reported_by, ''), 'not_recorded')",
    "outcome": "coalesce(nullif(outcome, ''), 'not_recorded')",
    "incident_type": "coalesce(nullif(incident_type, ''), 'not_recorded')",
    "consent": "consent",
    "pack_given": "pack_given",
    # Weekday (1 is Monday) and hour on the clocks of that day, in summer and in winter; 99 where only the day is known.
    "weekday_hour": "extract(isodow FROM local)::int * 100"
    " + CASE occurred_precision WHEN 'day' THEN 99 ELSE extract(hour FROM local)::int END",
}
"""Each fact and how the view says it. An incident has one value of each, or a list of all its codes."""

_NAMES: Final = tuple(_FACETS)
_TOGETHER: Final = (*((name,) for name in _NAMES if name != "offence"), ("offence", "flags"))
"""The facts that are counted by themselves, and those that are counted together."""


def _one_pass() -> str:
    columns = ", ".join(f"{says} AS {name}" for name, says in _FACETS.items())
    return f"""
        WITH told AS (
            SELECT recorded_on >= %(first)s AS is_now, kind = 'crime' AS is_crime, {columns}
            FROM stats.incidents, LATERAL (SELECT occurred_from AT TIME ZONE 'Europe/London' AS local) AS clock
            WHERE partnership_id = %(partnership)s
              AND (recorded_on BETWEEN %(first)s AND %(last)s
                   OR recorded_on BETWEEN %(before_first)s AND %(before_last)s)
        )
        SELECT GROUPING({", ".join(_NAMES)}), {", ".join(_NAMES)},
               count(*) FILTER (WHERE is_now), count(*) FILTER (WHERE is_now AND is_crime),
               count(*) FILTER (WHERE NOT is_now), count(*) FILTER (WHERE NOT is_now AND is_crime)
        FROM told GROUP BY GROUPING SETS ({", ".join(f"({', '.join(names)})" for names in _TOGETHER)})
    """  # noqa: S608 — every word of it stands in this file.


_ONE_PASS: Final = _one_pass()


class Counted(NamedTuple):
    """How many incidents, how many of them crimes; and both in the same period a year before."""

    recorded: int = 0
    crimes: int = 0
    before: int = 0
    crimes_before: int = 0

    def __add__(self, other: object) -> "Counted":
        """Return both together."""
        if not isinstance(other, Counted):
            return NotImplemented
        return Counted(*(one + more for one, more in zip(self, other, strict=True)))


NONE: Final = Counted()


def by(asked: Question, *facets: str) -> dict[Any, Counted]:
    """Return how many incidents have each value of a fact; those of whom it cannot be said are left out.

    Args:
        asked: whose figures of which period.
        facets: a key of the facts above, such as "area"; or several that are counted together.
    """
    places = [1 + _NAMES.index(facet) for facet in facets]
    grouped = sum(1 << len(_NAMES) - 1 - _NAMES.index(name) for name in _NAMES if name not in facets)
    found = {
        tuple(_hashable(row[place]) for place in places): Counted(*row[-4:])
        for row in ask(asked, _ONE_PASS)
        if row[0] == grouped and row[places[0]] is not None
    }
    return found if len(facets) > 1 else {value: count for (value,), count in found.items()}


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def total(found: Iterable[Counted]) -> Counted:
    """Return all of them together."""
    return sum(found, NONE)


def each(found: Mapping[tuple[str, ...], Counted], *, of_none: str = "") -> dict[str, Counted]:
    """Return how many incidents have each code of a fact that can have several: they add up to more than all.

    Args:
        found: by all codes of an incident.
        of_none: the code under which those without any are counted; without it they are left out.
    """
    counted: dict[str, Counted] = {}
    for codes, count in found.items():
        for code in set(codes) or ({of_none} - {""}):
            counted[code] = counted.get(code, NONE) + count
    return counted
