"""Recorded incidents by one coded fact: the columns and rows that several tables share."""

from typing import Final, NamedTuple

from reporting.tables import Column, Row, share

COLUMNS: Final = (
    Column("recorded", "Recorded"),
    Column("percent", "Share (%)"),
    Column("crimes", "Of which crimes"),
)

MANY: Final = (
    "An incident can carry several strands, so the strands may add up to more than all, and shares to over 100%."
)


class Counted(NamedTuple):
    """How many incidents, and how many of them are crimes."""

    recorded: int
    crimes: int


def counted_row(code: str, label: str, found: dict[str, Counted], n: int) -> Row:
    """Return the row of a code, with its share of all `n` recorded incidents."""
    counts = found.get(code, Counted(0, 0))
    return Row.of(code, label, counts.recorded, share(counts.recorded, n), counts.crimes)
