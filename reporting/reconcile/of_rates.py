"""Incidents by area for so many people: the populations as they were loaded when the report was made."""

from collections.abc import Mapping

from reporting.reconcile.arithmetic import NOT_APPLICABLE, NOT_AVAILABLE, Value, in_tenths
from reporting.reconcile.of_incidents import NOT_RECORDED
from reporting.reconcile.question import Asked, Recount
from reporting.reconcile.rows import Fact
from reporting.relations import TOTAL


def rates(asked: Asked) -> Recount:
    """Each incident in the row of its area, and the people who live there."""
    people = _people(asked)
    here = [row["area"] or NOT_RECORDED for row in asked.incidents()]
    areas = {row["code"] for row in asked.rows.of("terms") if row["vocabulary"] == "area" and _holds(row, asked)}
    areas = (areas | set(here)) - {NOT_RECORDED}

    def cells(key: str) -> Mapping[str, Value]:
        if key == TOTAL:
            known = all(area in people for area in areas) and bool(areas)
            return _cells(len(here), sum(people[area] for area in areas) if known else None)
        if key == NOT_RECORDED:
            shorthand = dict.fromkeys(("population", "per_1000", "per_100000"), NOT_APPLICABLE)
            return {"recorded": here.count(key), **shorthand}
        return _cells(here.count(key), people.get(key))

    return Recount(len(here), frozenset(here), cells)


def _cells(recorded: int, people: int | None) -> Mapping[str, Value]:
    return {
        "recorded": recorded,
        "population": NOT_AVAILABLE if people is None else people,
        "per_1000": in_tenths(recorded, people, times=1_000) if people else NOT_AVAILABLE,
        "per_100000": in_tenths(recorded, people, times=100_000) if people else NOT_AVAILABLE,
    }


def _people(asked: Asked) -> dict[str, int]:
    """Return the people of each area in the year that counts for the period, by the last version of that year."""
    wholes = [row for row in asked.rows.of("populations") if not (row["age"] or row["sex"] or row["ethnicity"])]
    years = sorted({row["year"] for row in wholes})
    if not years:
        return {}
    year = max((each for each in years if each <= asked.period.last.year), default=years[0])
    version = max(row["version"] for row in wholes if row["year"] == year)
    return {row["area"]: row["people"] for row in wholes if (row["year"], row["version"]) == (year, version)}


def _holds(row: Fact, asked: Asked) -> bool:
    begins, ends = row["valid_from"], row["valid_to"]
    return (begins is None or begins <= asked.period.last) and (ends is None or ends >= asked.period.first)
