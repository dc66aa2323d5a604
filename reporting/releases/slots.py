"""The places in a release in which somebody writes: their order, their headings, and what belongs in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

LONGEST: Final = 10_000
"""How many characters a text may have: about three pages."""

_AGENCY: Final = "agency-"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for words.

    Attributes:
        key: as it is stored.
        title: the heading above the words.
        hint: what belongs in it.
    """

    key: str
    title: str
    hint: str


FOREWORD: Final = Slot("foreword", "Foreword", "Who speaks for the partnership, and what this period was about.")
KEY_FINDINGS: Final = Slot("key_findings", "Key findings", "One finding a line. The figures propose some; change them.")
CASE_STUDY: Final = Slot(
    "case_study",
    "Case study",
    "What was done and what changed. Leave out names, places, dates and anything else that points to a person.",
)
NEXT_STEPS: Final = Slot("next_steps", "Next steps", "What the partnership does next, who leads it and by when.")
BEFORE_TABLES: Final = frozenset({FOREWORD.key, KEY_FINDINGS.key})
"""What is printed before the tables; the other texts follow them."""


def slots(agencies: Iterable[tuple[UUID, str]]) -> tuple[Slot, ...]:
    """Return the places of a release, in the order in which they are printed.

    Args:
        agencies: the key and the name of each agency of the partnership, in their order.
    """
    of_agencies = (Slot(f"{_AGENCY}{key}", name, f"What {name} did in this period.") for key, name in agencies)
    return (FOREWORD, KEY_FINDINGS, *of_agencies, CASE_STUDY, NEXT_STEPS)
