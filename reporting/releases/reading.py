"""What a release holds: its figures, its texts, what changed since the version before, and what is signed."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from partners.models import Partnership, Seat
from reporting.making import Document
from reporting.models import SIGNED_STATES, Release, ReleaseText
from reporting.releases.audiences import PROTECTED
from reporting.releases.comparing import differences
from reporting.releases.documents import edition_of, release_json
from reporting.releases.slots import Slot, slots
from reporting.render.edition import Edition, Passage
from reporting.render.json import report_from_json
from reporting.tables import Report


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in one slot of a release.

    Attributes:
        slot: the place.
        words: the newest words; without any of its own, those of the version before, which are not saved yet.
        version: how often something was saved here; 0 means that nothing was.
    """

    slot: Slot
    words: str
    version: int


def figures_of(release: Release) -> Report:
    """Return the figures of a release as its audience reads them."""
    return report_from_json(json.dumps(release.content))


def protected_releases(partnership_id: UUID) -> QuerySet[Release]:
    """Return every release under disclosure control that was ever signed: withdrawn ones are still known."""
    return Release.objects.filter(
        partnership_id=partnership_id, audience__in=PROTECTED, state__in=SIGNED_STATES
    ).order_by("signed_at")


def slots_of(release: Release) -> tuple[Slot, ...]:
    """Return the places for words of a release: one for each agency with a seat in its period."""
    run = release.run
    seats = Seat.objects.filter(
        Q(until__isnull=True) | Q(until__gte=run.period_from),
        partnership_id=release.partnership_id,
        since__lte=run.period_to,
    )
    return slots(seats.order_by("agency__name").values_list("agency_id", "agency__name"))


def texts_of(release: Release) -> dict[str, ReleaseText]:
    """Return the newest text of each slot in which something was saved."""
    return {text.slot: text for text in ReleaseText.objects.filter(release=release).order_by("version")}


def written(release: Release) -> tuple[Written, ...]:
    """Return every slot with what stands in it, or what could be taken over from the version before."""
    own, before = texts_of(release), _texts_before(release)
    return tuple(_written(slot, own.get(slot.key), before.get(slot.key)) for slot in slots_of(release))


def _written(slot: Slot, own: ReleaseText | None, before: ReleaseText | None) -> Written:
    if own:
        return Written(slot, own.words, own.version)
    return Written(slot, before.words if before else "", 0)


def _texts_before(release: Release) -> dict[str, ReleaseText]:
    """Return the texts of the release that was prepared last before this one, of the same kind and audience."""
    before = (
        Release.objects.filter(
            partnership_id=release.partnership_id,
            report=release.report,
            period=release.period,
            audience=release.audience,
            requested_at__lt=release.requested_at,
            texts__isnull=False,
        )
        .order_by("-requested_at")
        .first()
    )
    return texts_of(before) if before else {}


def passages_of(release: Release) -> list[Passage]:
    """Return the texts that are saved and not empty, as they are printed; of a signed release, as they were signed.

    Their headings do not change either, whatever an agency is called now.
    """
    if release.state in SIGNED_STATES:
        return [Passage(each["key"], each["title"], each["words"]) for each in release.signed_texts]
    texts = texts_of(release)
    return [
        Passage(slot.key, slot.title, texts[slot.key].words)
        for slot in slots_of(release)
        if slot.key in texts and texts[slot.key].words.strip()
    ]


def version_before(release: Release) -> Release | None:
    """Return the signed release that this one takes the place of, if any."""
    before = Release.objects.filter(
        partnership_id=release.partnership_id,
        report=release.report,
        period=release.period,
        audience=release.audience,
        state__in=SIGNED_STATES,
        version__lt=release.version,
    )
    return before.order_by("-version").first()


def changes_of(release: Release) -> list[str]:
    """Return what differs from the version before, in words; of a first version, nothing."""
    before = version_before(release)
    if before is None:
        return []
    found = differences(figures_of(before), figures_of(release), passages_of(before), passages_of(release))
    return found or ["Nothing: the figures and the texts are the same."]


def edition(release: Release) -> Edition:
    """Return what the release carries besides its figures."""
    return edition_of(
        release,
        partnership=Partnership.objects.get(pk=release.partnership_id).name,
        as_of=counted_at(release),
        passages=passages_of(release),
        changes=changes_of(release),
    )


def counted_at(release: Release) -> datetime:
    """Return the moment as of which the figures of a release were counted."""
    return timezone.localtime(release.run.stored_at or release.requested_at)


def signable(release: Release) -> Document:
    """Return what is signed: every figure and every word of the release, as JSON."""
    return release_json(figures_of(release), edition(release), release.version)
