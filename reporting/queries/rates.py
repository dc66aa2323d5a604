"""Incidents in each area for so many people who live there, by the populations that the partnership loaded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reporting.cells import NOT_APPLICABLE, NOT_AVAILABLE, Cell, rate
from reporting.queries.breakdown import INCIDENTS, base_of_all, related
from reporting.queries.facets import NONE, by, total
from reporting.queries.source import Question, ask
from reporting.queries.words import NOT_RECORDED, vocabulary
from reporting.relations import Ratio, Relation, address, base_of, equals, rows_add_up
from reporting.tables import TOTAL, Base, Column, Row, Table

RATES: Final = {"per_1000": 1_000, "per_100000": 100_000}
"""The columns of rates, and for how many people each is."""

_COLUMNS: Final = (
    Column("recorded", "Recorded"),
    Column("population", "Population"),
    Column("per_1000", "Per 1,000 people"),
    Column("per_100000", "Per 100,000 people"),
)
_POPULATIONS: Final = """
    SELECT area, people, year, source
    FROM stats.populations
    WHERE partnership_id = %(partnership)s AND age = '' AND sex = '' AND ethnicity = '' AND year = (
        SELECT year FROM stats.populations WHERE partnership_id = %(partnership)s
        ORDER BY year > extract(year FROM %(last)s::date), abs(year - extract(year FROM %(last)s::date)) LIMIT 1)
    ORDER BY area
"""


@dataclass(frozen=True, slots=True)
class Populations:
    """How many people live in each area, by its code; of which year, and who says so."""

    people: Mapping[str, int]
    year: int | None = None
    source: str = ""

    def of(self, codes: Iterable[str]) -> int | None:
        """Return the people of all these areas together; nothing where one of them is not known."""
        listed = [self.people.get(code) for code in codes]
        return sum(people for people in listed if people is not None) if listed and None not in listed else None


def populations(asked: Question) -> Populations:
    """Return the population of the latest year up to the end of the period; if all are later, of the earliest."""
    rows = ask(asked, _POPULATIONS)
    return Populations({row[0]: row[1] for row in rows}, *rows[0][2:]) if rows else Populations({})


def rates(asked: Question) -> Table:
    """Return recorded incidents by area for 1,000 and for 100,000 people, in the order of the reference data."""
    found, words, lived = by(asked, "area"), vocabulary(asked, "area"), populations(asked)
    codes = words.rows(asked, found)
    areas = [code for code in codes if code != NOT_RECORDED]
    people: dict[str, Cell] = {code: lived.people.get(code, NOT_AVAILABLE) for code in areas}
    people |= {NOT_RECORDED: NOT_APPLICABLE, TOTAL: _or_not_available(lived.of(areas))}
    counts = {code: found.get(code, NONE).recorded for code in codes} | {TOTAL: total(found.values()).recorded}
    labels = {code: words.label(code) for code in codes} | {TOTAL: "All areas"}
    table = Table(
        id="rates",
        title="Rates by area",
        base=Base(INCIDENTS, base_of_all(found).n),
        columns=_COLUMNS,
        rows=tuple(_row(code, labels[code], counts[code], people[code]) for code in labels),
        notes=tuple(_notes(lived, areas)),
        standing=tuple(address("rates", code, "population") for code in labels),
    )
    return replace(related(table, *_relations(codes, people)), standing=table.standing)


def _or_not_available(people: int | None) -> Cell:
    return NOT_AVAILABLE if people is None else people


def _row(code: str, label: str, recorded: int, people: Cell) -> Row:
    if people == NOT_APPLICABLE:
        return Row.of(code, label, recorded, people, NOT_APPLICABLE, NOT_APPLICABLE)
    known = people if isinstance(people, int) and people else None
    return Row.of(code, label, recorded, people, *(rate(recorded, known, per=per) for per in RATES.values()))


def _notes(lived: Populations, areas: Sequence[str]) -> Iterable[str]:
    if lived.year is None:
        yield "No population is loaded, so there are no rates."
        return
    yield f"Populations of {lived.year}. Source: {lived.source.rstrip('.')}."
    yield "A rate is of the incidents of this period alone: that of a quarter is not that of a year."
    if lived.of(areas) is None:
        yield "An area without a population has no rate, and then there is none for all areas."


def _relations(codes: Sequence[str], people: Mapping[str, Cell]) -> Iterable[Relation]:
    yield equals(base_of("rates"), address("rates", TOTAL, "recorded"))
    yield equals(base_of("rates"), address("headline", "recorded", "period"))
    yield from rows_add_up("rates", parts=codes, columns=("recorded",))
    yield from (equals(address("rates", code, "recorded"), address("areas", code, "recorded")) for code in codes)
    for code, lived in people.items():
        if isinstance(lived, int) and lived:
            part = address("rates", code, "recorded")
            yield from (Ratio(address("rates", code, column), part, lived, per=per) for column, per in RATES.items())
