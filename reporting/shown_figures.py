"""Loaded figures as pages show them: one table of words for each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from reporting.figures.checked import Known
from reporting.figures.kinds import SPECS, KindSpec
from reporting.models import Kind, Loading
from reporting.sides import day_in_words

_DAYS: Final = ("first_on", "last_on", "from_on")
_MOST: Final = 200
_ON_A_SHELF: Final = 5

_COLUMNS: Final[dict[Kind, dict[str, str]]] = {
    Kind.POPULATIONS: {"area": "Area", "age": "Age", "sex": "Sex", "ethnicity": "Ethnic group", "people": "People"},
    Kind.BOUNDARIES: {"area": "Area", "polygons": "Points of its outline"},
    Kind.EVENTS: {"name": "Event", "first_on": "First day", "last_on": "Last day"},
    Kind.TARGETS: {"measure": "Measure", "value": "Target", "from_on": "From"},
    Kind.NATIONAL: {"measure": "Measure", "label": "Of whom", "value": "Figure"},
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The rows of figures in words; of very many, the first."""

    columns: tuple[str, ...]
    rows: list[list[str]]
    of: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.of > len(self.rows)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind, the versions of it that stand first, and how many there are."""

    spec: KindSpec
    loadings: list[Loading]
    of: int


def shelves(loadings: Sequence[Loading]) -> list[Shelf]:
    """Return every kind with what was loaded of it, in the order given; of many versions, the first."""
    found = {kind: [each for each in loadings if each.kind == kind] for kind in SPECS}
    return [Shelf(spec, found[kind][:_ON_A_SHELF], len(found[kind])) for kind, spec in SPECS.items()]


def preview(
    kind: Kind, rows: Sequence[dict[str, Any]], known: Known, *, some: Sequence[dict[str, Any]] | None = None
) -> Preview:
    """Return rows as they are kept, in words. Columns in which nothing stands are left out.

    Args:
        kind: what they are.
        rows: all of them.
        known: the words for areas and measures.
        some: those to show; without them, the first.
    """
    columns = {key: label for key, label in _COLUMNS[kind].items() if any(row[key] not in ("", None) for row in rows)}
    return Preview(
        columns=tuple(columns.values()),
        rows=[[_in_words(key, row[key], known) for key in columns] for row in (rows[:_MOST] if some is None else some)],
        of=len(rows),
    )


def _in_words(key: str, value: Any, known: Known) -> str:
    if key == "area":
        return known.areas.get(value, value)
    if key in _DAYS:
        return day_in_words(date.fromisoformat(value))
    if key == "measure":
        return known.figures.get(value, value)
    if key == "polygons":
        return f"{sum(len(ring) for polygon in value for ring in polygon):,}"
    return f"{value:,}" if isinstance(value, int | float) else str(value)
