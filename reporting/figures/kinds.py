"""What each kind of loaded figures is, in words, and how its file is checked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from reporting.figures.boundaries import check_boundaries
from reporting.figures.checked import Checked, Known
from reporting.figures.tables import (
    EVENT_COLUMNS,
    NATIONAL_COLUMNS,
    POPULATION_COLUMNS,
    TARGET_COLUMNS,
    check_events,
    check_national,
    check_populations,
    check_targets,
)
from reporting.models.loading import Kind


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of figures.

    Attributes:
        kind: its key.
        purpose: what the reports use it for, as a sentence.
        how: what the file holds, as a sentence.
        example: the beginning of such a file.
        check: reads a file.
    """

    kind: Kind
    purpose: str
    how: str
    example: str
    check: Callable[[str, Known], Checked]

    @property
    def label(self) -> str:
        """The kind in words."""
        return self.kind.label


def _columns(columns: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    required, optional = columns
    more = f" You can add: {', '.join(optional)}." if optional else ""
    return f"A CSV file with the columns {', '.join(required)}.{more}"


SPECS: Final = {
    spec.kind: spec
    for spec in (
        KindSpec(
            Kind.POPULATIONS,
            "How many people live in each area, so that reports can give rates.",
            f"{_columns(POPULATION_COLUMNS)} Each area needs one row for all its people.",
            "area,people\nArea name or code,12345",
            check_populations,
        ),
        KindSpec(
            Kind.BOUNDARIES,
            "The outlines of your areas, so that reports can draw a map.",
            "A GeoJSON file in longitude and latitude, with one feature for each area: a property names the area.",
            '{"type": "FeatureCollection", "features": […]}',
            check_boundaries,
        ),
        KindSpec(
            Kind.EVENTS,
            "What happened when, to be read beside the figures month by month.",
            f"{_columns(EVENT_COLUMNS)} Name no person.",
            "date,name,until\n2024-05-02,Local elections,",
            check_events,
        ),
        KindSpec(
            Kind.TARGETS,
            "What the partnership aims at.",
            f"{_columns(TARGET_COLUMNS)} A measure is named by its table, row and column.",
            "measure,value,from\ndecisions/total/percent_in_time,90,2024-04-01",
            check_targets,
        ),
        KindSpec(
            Kind.NATIONAL,
            "Figures that others published, to compare with.",
            f"{_columns(NATIONAL_COLUMNS)} A measure is named by its table, row and column.",
            "measure,label,value\nstrands/race/percent,England and Wales,76",
            check_national,
        ),
    )
}
"""Every kind, in the order of the page."""
