"""What the partnership loaded to read its figures against: its targets, and what others published.

Targets hold from their day on: the latest up to the end of the period counts. Of published figures, those of the latest
year up to the end of the period; if all are later, of the earliest.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from reporting.queries.source import Question, ask
from reporting.sides import day_in_words
from reporting.tables import Beside, Table

_TARGETS: Final = """
    SELECT DISTINCT ON (measure) measure, value, from_on, source
    FROM stats.targets
    WHERE partnership_id = %(partnership)s AND from_on <= %(last)s
    ORDER BY measure, from_on DESC, year DESC
"""
_NATIONAL: Final = """
    SELECT DISTINCT ON (measure, label) measure, label, value, year, source
    FROM stats.national
    WHERE partnership_id = %(partnership)s
    ORDER BY measure, label, year > extract(year FROM %(last)s::date),
             abs(year - extract(year FROM %(last)s::date))
"""


def with_beside(asked: Question, tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables, each with the figures from elsewhere that belong to one of its own.

    A target and a published figure are about the whole partnership: those of some areas have none.
    """
    loaded = [] if asked.areas else [*_targets(asked), *_national(asked)]
    return tuple(_with(table, loaded) for table in tables)


def _with(table: Table, loaded: list[Beside]) -> Table:
    own = table.addresses if loaded else frozenset()
    beside = tuple(each for each in loaded if each.figure in own)
    return replace(table, beside=beside) if beside else table


def _targets(asked: Question) -> list[Beside]:
    return [
        Beside(measure, f"Target from {day_in_words(from_on)}", _number(value), source)
        for measure, value, from_on, source in ask(asked, _TARGETS)
    ]


def _national(asked: Question) -> list[Beside]:
    return [
        Beside(measure, f"{label}, {year}", _number(value), source)
        for measure, label, value, year, source in ask(asked, _NATIONAL)
    ]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
