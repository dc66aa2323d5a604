"""What every edition of a report, on paper or as a file, carries besides its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cases.papers import Marking
from reporting.charts import Chart

CHANGES: Final = "What changed since the version before"
GLOSSARY: Final = "Glossary"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they are printed: a heading, and paragraphs."""

    key: str
    title: str
    words: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The words, one text for each line that is not empty."""
        return tuple(line.strip() for line in self.words.splitlines() if line.strip())


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
        first: the texts before the tables.
        last: the texts after them.
        changes: what differs from the version before, one sentence each.
        glossary: terms with their meaning.
    """

    title: str
    partnership: str
    as_of: datetime
    marking: Marking
    charts: Mapping[str, Chart] = field(default_factory=dict)
    key_figures: str = "headline"
    first: tuple[Passage, ...] = ()
    last: tuple[Passage, ...] = ()
    changes: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()

    @property
    def texts(self) -> tuple[Passage, ...]:
        """All that is written besides the tables, in the order in which it is read."""
        told = Passage("changes", CHANGES, "\n".join(self.changes)) if self.changes else None
        words = "\n".join(f"{term}: {meaning}" for term, meaning in self.glossary)
        explained = Passage("glossary", GLOSSARY, words) if words else None
        return tuple(passage for passage in (told, *self.first, *self.last, explained) if passage)
