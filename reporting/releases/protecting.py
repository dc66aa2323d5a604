"""Applying disclosure control to a release: against everything that was published before, and attacked at once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.errors import DisclosureError
from reporting.disclosure.protecting import Released, document_of_report, protect
from reporting.models import Audience, Release
from reporting.releases.audiences import PROTECTED, report_for
from reporting.releases.reading import figures_of, protected_releases
from reporting.render.json import report_from_json
from reporting.tables import Report


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release that can be read.

    Attributes:
        content: the figures as the audience reads them.
        hidden: the mask: the addresses of what is kept back.
        considered: the keys of the releases that it was worked out against.
    """

    content: dict[str, Any]
    hidden: frozenset[str] = frozenset()
    considered: tuple[str, ...] = ()


def prepared(release: Release) -> Callable[[], Prepared]:
    """Read what the release is made of, and return what works it out: that takes long and needs no database.

    Raises, when called:
        DisclosureError: a figure cannot be kept back any more, or the attacker could place one too closely.
    """
    report = report_from_json(json.dumps(release.run.content))
    chosen = report_for(Audience(release.audience), report, release.tables)
    if release.audience not in PROTECTED:
        return lambda: Prepared(document_of_report(chosen))
    earlier = {str(each.pk): figures_of(each) for each in protected_releases(release.partnership_id)}
    return lambda: _protected(chosen, release.threshold, earlier)


def _protected(report: Report, threshold: int, earlier: dict[str, Report]) -> Prepared:
    safe = protect(report, threshold=threshold, earlier=[Released(each) for each in earlier.values()])
    content = document_of_report(safe.report)
    _withstand([content, *(document_of_report(each) for each in earlier.values())], threshold)
    return Prepared(content, safe.mask.hidden, tuple(earlier))


def _withstand(documents: list[dict[str, Any]], threshold: int) -> None:
    """Check that nobody who has read all of these can place a figure within less than the threshold.

    Raises:
        DisclosureError: the attacker, which shares nothing with the protection, could.
    """
    narrow = [
        each.name for each in attack(documents, wide=threshold) if each.is_narrow(threshold=threshold, width=threshold)
    ]
    if narrow:
        raise DisclosureError([f"{len(narrow)} figures could be worked out from what would be published."])
