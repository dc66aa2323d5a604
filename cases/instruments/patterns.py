"""The rules that look at more than one answer: clusters of answers, and repeats."""

from dataclasses import dataclass
from enum import StrEnum

from cases.instruments.levels import Band


class Over(StrEnum):
    """What makes incidents of different cases one series."""

    PERSON = "person"
    HOUSEHOLD = "household"
    SUBJECT = "subject"
    PLACE = "place"


ANYTHING_ALIKE = (Over.PERSON, Over.HOUSEHOLD, Over.PLACE)
"""Over what incidents are counted when a document does not say."""


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """From `incidents` in `within_days` days on, the band rises by levels, or is at least one.

    The incidents are those of the case and those that any agency recorded of the same person, household, subject or
    place, whichever `over` names.
    """

    key: str
    incidents: int
    within_days: int
    over: tuple[Over, ...] = ANYTHING_ALIKE
    raises_by: int = 0
    at_least: Band | None = None


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Answers of which `needs` together make the risk at least a band. An answer is (question, key of the answer)."""

    key: str
    text: str
    answers: frozenset[tuple[str, str]]
    needs: int
    at_least: Band
    suggests: tuple[str, ...] = ()
