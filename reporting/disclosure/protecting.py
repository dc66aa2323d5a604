"""Protecting a release: `protect` for a report, `protect_document` for a file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reporting.disclosure.derived import Made, made_of
from reporting.disclosure.errors import DisclosureError
from reporting.disclosure.linking import Linked
from reporting.disclosure.masking import masked
from reporting.disclosure.primary import sensitive
from reporting.disclosure.release import Release, release_of
from reporting.disclosure.secondary import SECONDS, suppress
from reporting.relations import Sum, base_of
from reporting.render.json import report_from_json, report_json
from reporting.tables import Report

THRESHOLD: Final = 5
"""Counts below this are small: the default of the field (docs/disclosure.md)."""

HEADLINE: Final = 10.0
"""How many other figures are kept back rather than the one that sums up all others."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How much is kept back.

    Attributes:
        threshold: counts from 1 to one below it are kept back.
        width: how wide the interval has to be in which a reader can place a figure that is kept back; in persons or
            incidents, the threshold where nothing else is said.
        seconds: how long to look for the least suppression, before more than the least will do.
    """

    threshold: int = THRESHOLD
    width: float | None = None
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.wide <= 0:
            raise DisclosureError(["The threshold has to be at least 1, and the width more than 0."])

    @property
    def wide(self) -> float:
        """The protection width."""
        return float(self.threshold) if self.width is None else self.width


@dataclass(frozen=True, slots=True)
class Released:
    """A report that was published, as it was published: with [c] where figures were kept back."""

    report: Report


@dataclass(frozen=True, slots=True)
class Mask:
    """What a release keeps back.

    Attributes:
        primary: the addresses of counts that are kept back for what they are.
        hidden: the addresses of all figures that are kept back, the primary ones and the shares among them.
        is_least: nothing less would do.
    """

    primary: frozenset[str]
    hidden: frozenset[str]
    is_least: bool


@dataclass(frozen=True, slots=True)
class Protected:
    """A report that can be published, and what it keeps back."""

    report: Report
    mask: Mask


def protect(
    report: Report, *, threshold: int = THRESHOLD, width: float | None = None, earlier: Sequence[Released] = ()
) -> Protected:
    """Return the report with [c] in place of everything that has to be kept back.

    Args:
        report: with all figures, and the relations between them.
        threshold: counts from 1 to one below it are kept back.
        width: the protection width; the threshold where nothing is said.
        earlier: what was published of the same partnership before, in any order. It stays published, so more of the
            new report is kept back where the two together would tell something.

    Raises:
        DisclosureError: a figure cannot be kept back any more, because what was published gives it away.
    """
    before = [document_of_report(each.report) for each in earlier]
    mask, made = protect_document(document_of_report(report), Rules(threshold, width), before)
    return Protected(report_from_json(json.dumps(made)), mask)


def document_of_report(report: Report) -> dict[str, Any]:
    """Return the report as a document of schema `report-tables/1`."""
    document: dict[str, Any] = json.loads(report_json(report))
    return document


def protect_document(
    document: dict[str, Any], rules: Rules, earlier: Iterable[dict[str, Any]] = ()
) -> tuple[Mask, dict[str, Any]]:
    """Return what is kept back of the document, and a copy of it that can be published.

    Raises:
        DisclosureError: the document is not in order, or a figure cannot be kept back any more.
    """
    release = release_of(document)
    mask = mask_of(release, rules, [release_of(each) for each in earlier])
    return mask, masked(document, mask.hidden)


def mask_of(release: Release, rules: Rules, earlier: Sequence[Release] = ()) -> Mask:
    """Return what is kept back of a release.

    Raises:
        DisclosureError: a figure cannot be kept back any more, because what was published before gives it away.
    """
    made = made_of(release)
    primary = sensitive(release, threshold=rules.threshold)
    costs = _costs(release)
    linked = Linked([release, *earlier], sensitive=primary, costs=costs, threshold=rules.threshold)
    found = suppress(linked.system, width=rules.wide, seconds=rules.seconds)
    given_away = sorted(found.exposed & release.counts)
    if given_away:
        raise DisclosureError([_given_away(key) for key in given_away])
    counts = (found.hidden & release.counts) | release.kept_back
    return Mask(primary, counts | _shares(release, made, counts), found.is_least)


def _given_away(key: str) -> str:
    return f"The figure at {key} has to be kept back, but what was published before gives it away."


def _shares(release: Release, made: Made, hidden: frozenset[str]) -> frozenset[str]:
    """Return the shares, rates and averages that go with the counts that are kept back, and those that were forced."""
    told = (key for key, counts in made.items() if key in release.numbers and counts & hidden)
    return frozenset(told) | release.forced


def _costs(release: Release) -> dict[str, float]:
    """Return what it costs to keep back each count.

    The fewest figures come first. Among choices of as many, totals are spared and small counts taken, so the parts of
    the cost that say so add up to less than one figure. What sums up everything counts as ten figures, and so does the
    number in a table's base, of which its shares are made.
    """
    totals = {each.total for each in release.of_kind(Sum) if len(each.parts) > 1}
    parts = {key for each in release.of_kind(Sum) if len(each.parts) > 1 for key in each.parts}
    ordered = sorted(release.counts & release.numbers.keys(), key=lambda key: (key in totals, release.numbers[key]))
    scale = 0.9 / max(1, len(ordered)) ** 2
    costs = {key: 1.0 + scale * place for place, key in enumerate(ordered)}
    for key in ordered:
        if key in totals - parts or key == base_of(release.figures[key].table):
            costs[key] = HEADLINE
    return costs
