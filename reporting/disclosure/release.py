"""A release: the figures of one file and everything its readers know of how they hang together."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from reporting.disclosure.errors import DisclosureError
from reporting.disclosure.reading import Figure, figures_of
from reporting.relations import Ratio, Relation, Sum, Summary
from reporting.render.json import OWN_KINDS
from reporting.tables import TableError

CLOSE: Final = 1e-6

_SHARE: Final = re.compile(r"%|\bper ?cent(age)?s?\b|\bper 1[0,]*000\b", re.IGNORECASE)
"""Words of a row or column whose figures are no counts even where they are whole numbers."""


@dataclass(frozen=True)
class Release:
    """What one file says.

    Attributes:
        figures: by their addresses.
        relations: what the file says of how they hang together.
        standing: addresses of counts that do not add up over time.
        partnership: whose figures, if the file says so.
        period: the first and the last day, if the file says so.
    """

    figures: dict[str, Figure]
    relations: tuple[Relation, ...]
    standing: frozenset[str]
    partnership: str
    period: tuple[date, date] | None

    @cached_property
    def numbers(self) -> dict[str, float]:
        """The figures whose numbers are known."""
        return {key: figure.value for key, figure in self.figures.items() if figure.value is not None}

    @cached_property
    def kept_back(self) -> frozenset[str]:
        """The addresses at which it reads [c]."""
        return frozenset(key for key, figure in self.figures.items() if figure.code == "c")

    @cached_property
    def forced(self) -> frozenset[str]:
        """The addresses of what whoever wrote the file wants kept back."""
        return frozenset(key for key, figure in self.figures.items() if figure.is_forced)

    def of_kind(self, kind: type[Any]) -> list[Any]:
        """Return the relations of a kind between figures which there are: neither missing nor not applicable."""
        there = self.numbers.keys() | self.kept_back
        return [each for each in self.relations if isinstance(each, kind) and there >= set(each.figures)]

    @cached_property
    def counts(self) -> frozenset[str]:
        """The addresses of counts, whether known or kept back: what adds up, and whole numbers that are no shares."""
        added = {key for each in self.of_kind(Sum) for key in each.figures}
        made = {each.cell for each in self.relations if isinstance(each, Ratio | Summary)}
        there = self.numbers.keys() | self.kept_back
        return frozenset(key for key in there if key in added or not (key in made or self._is_share(key)))

    def _is_share(self, key: str) -> bool:
        figure = self.figures[key]
        if _SHARE.search(f"{figure.row} {figure.column} {figure.words}".replace("_", " ")):
            return True
        return isinstance(figure.value, float) and (figure.table, figure.column) in self._broken

    @cached_property
    def _broken(self) -> frozenset[tuple[str, str]]:
        """The columns in which a number with a fraction stands."""
        figures = self.figures.values()
        return frozenset((each.table, each.column) for each in figures if each.value and each.value % 1)


def release_of(document: dict[str, Any]) -> Release:
    """Return what the document says.

    Raises:
        DisclosureError: it contradicts itself, or speaks of figures that it does not have.
    """
    figures = figures_of(document)
    problems: list[str] = []
    found = Release(
        figures=figures,
        relations=tuple(_relations(document, figures, problems)),
        standing=frozenset(key for table in document["tables"] for key in table.get("standing", ())),
        partnership=str(document.get("partnership", "")),
        period=_period(document, problems),
    )
    problems += _sums_that_do_not_hold(found)
    if problems:
        raise DisclosureError(problems)
    return found


def _relations(document: dict[str, Any], figures: dict[str, Figure], problems: list[str]) -> list[Relation]:
    if not isinstance(document.get("sums"), list):
        problems.append("The file has no list of “sums”; where no figure adds up to another, it is an empty list: [].")
        return []
    told = [("sum", Sum, each) for each in document["sums"]]
    for table in document["tables"]:
        told += [(f"“{key}”", kind, each) for key, kind in OWN_KINDS.items() for each in table.get(key, ())]
    read = (_relation(name, kind, each, figures, problems) for name, kind, each in told)
    return [each for each in read if each]


def _relation(
    name: str, kind: Callable[..., Relation], told: Any, figures: dict[str, Figure], problems: list[str]
) -> Relation | None:
    try:
        found = kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in told.items()})
        strange = [key for key in found.figures if key not in figures]
    except TableError as error:
        problems.append(str(error))
        return None
    except (TypeError, AttributeError):
        problems.append(f"This {name} cannot be read: {told!r}. A sum is a “total” and a list of “parts”.")
        return None
    problems += [f"The {name} of {found.figures[0]} names {key}, and there is no such figure." for key in strange]
    return None if strange else found


def _sums_that_do_not_hold(release: Release) -> list[str]:
    problems = []
    for each in release.of_kind(Sum):
        if all(key in release.numbers for key in each.figures):
            total, parts = release.numbers[each.total], sum(release.numbers[key] for key in each.parts)
            if abs(total - parts) > CLOSE * max(1.0, abs(total)):
                problems.append(f"The sum of {each.total} does not hold: it is {total:g}, and its parts are {parts:g}.")
    return problems


def _period(document: dict[str, Any], problems: list[str]) -> tuple[date, date] | None:
    period = document.get("period")
    if period is None:
        return None
    try:
        return date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
    except (KeyError, TypeError, ValueError):
        problems.append("The “period” of the file needs “from” and “to”, as in 2026-04-01.")
        return None
