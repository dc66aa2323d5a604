"""What every edition of a report, on paper or as a file, carries besides its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cases.papers import Marking
from reporting.charts import Chart


@dataclass(frozen=True)
class Edition:
    """What a printed report carries besides its figures.

    Args:
        title: the kind of report in words, such as "Quarterly report".
        partnership: the partnership's name; the report itself knows its code only.
        as_of: when the figures were read, with its time zone.
        marking: the protective marking on every page.
        charts: which chart goes with which table, by the table's key.
        key_figures: the table whose first rows stand on the cover.
    """

    title: str
    partnership: str
    as_of: datetime
    marking: Marking = Marking.OFFICIAL
    charts: Mapping[str, Chart] = field(default_factory=dict)
    key_figures: str = "headline"
