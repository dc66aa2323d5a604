"""The levels of risk, what follows from each, and where they begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """The three levels of risk. Compare them by `rank`: as text, "high" would come before "low"."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return list(Band).index(self)

    @property
    def label(self) -> str:
        return self.value.capitalize()

    def raised(self, levels: int) -> "Band":
        """Return the band so many levels up; nothing is above high."""
        return list(Band)[min(self.rank + levels, Band.HIGH.rank)]


def highest(bands: Iterable[Band]) -> Band:
    return max(bands, key=lambda band: band.rank)


class Recommendation(StrEnum):
    SINGLE_AGENCY = "single_agency"
    MULTI_AGENCY = "multi_agency"

    @property
    def label(self) -> str:
        return self.value.replace("_", "-").capitalize()


class Reviewer(StrEnum):
    """Who looks at the risk again when the review is due."""

    ASSESSOR = "assessor"
    ANOTHER_CASEWORKER = "another_caseworker"
    RESPONSIBLE_PERSON = "responsible_person"
    PANEL = "panel"

    @property
    def label(self) -> str:
        return _REVIEWERS[self]


_REVIEWERS = {
    Reviewer.ASSESSOR: "whoever assessed it",
    Reviewer.ANOTHER_CASEWORKER: "another caseworker",
    Reviewer.RESPONSIBLE_PERSON: "the Responsible Person",
    Reviewer.PANEL: "the panel",
}


@dataclass(frozen=True, kw_only=True)
class BandRule:
    """What follows from a band; `review_in_days` counts calendar days, `reviewer` looks at the risk again then."""

    review_in_days: int
    recommends: Recommendation
    reviewer: Reviewer = Reviewer.ASSESSOR


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The points from which a band begins, and how many incidents in how many days escalate.

    The instrument carries its own; a partnership may set others with `dataclasses.replace`. `medium` is `None` where
    the instrument has one threshold only. The incidents are those of the instrument's first rule on repeats.

    Raises:
        ValueError: with a sentence, when the numbers contradict each other.
    """

    medium: int | None
    high: int
    incidents: int
    within_days: int

    def __post_init__(self) -> None:
        if self.medium is None and self.high < 1:
            raise ValueError("High must begin above 0 points")
        if self.medium is not None and not 0 < self.medium < self.high:
            raise ValueError(
                f"Medium must begin above 0 points and below high; they begin at {self.medium} and {self.high}"
            )
        if self.incidents < 2:
            raise ValueError("It takes at least 2 incidents to call it a repeat")
        if self.within_days < 1:
            raise ValueError("Incidents must be counted over at least 1 day")

    def band_of(self, points: int) -> Band:
        if points >= self.high:
            return Band.HIGH
        return Band.MEDIUM if self.medium is not None and points >= self.medium else Band.LOW

    def start_of(self, band: Band) -> int:
        """Return the points from which a band begins; where there is no medium, it begins with high."""
        return {Band.LOW: 0, Band.MEDIUM: self.medium or self.high, Band.HIGH: self.high}[band]
