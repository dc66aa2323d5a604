"""Reading minutes: the versions that a person may read, each put together from the parts that this person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from conferences.differences import Change, changes_between, changes_of_people
from conferences.minutes import composed, digest
from conferences.minutes_items import Content
from conferences.models import Conference, Edition, Minutes, MinutesPart
from conferences.policy import visible_items
from partners.actor import Actor


@dataclass(frozen=True, slots=True)
class Version:
    """One version as one person reads it.

    Attributes:
        minutes: what it is a copy of; its hash is that of the whole.
        number: the reader's own count: a version that changed nothing for the reader does not exist for them.
        content: the reader's copy.
        content_sha256: the hash of the copy.
        item_ids: whose items stand in it, in its order.
        before: the content of the version before, if there is one.
    """

    minutes: Minutes
    number: int
    content: Content
    content_sha256: str
    item_ids: list[UUID]
    before: Content | None

    @property
    def is_draft(self) -> bool:
        """Whether it can still change."""
        return self.minutes.edition == Edition.DRAFT

    def changes(self) -> dict[str, list[Change]]:
        """Return what changed since the version before, by the reference of the item."""
        old = {item["reference"]: item for item in self.before["items"]} if self.before else {}
        found = {
            item["reference"]: changes_between(old[item["reference"]], item)
            for item in self.content["items"]
            if item["reference"] in old
        }
        return {reference: changes for reference, changes in found.items() if changes}

    def changes_of_people(self) -> list[Change]:
        """Return what changed since the version before in who was there."""
        return changes_of_people(self.before, self.content) if self.before else []


def versions_for(actor: Actor, conference: Conference, edition: Edition) -> list[Version]:
    """Return the drafts or the final versions that the actor may read, the first one first."""
    own: list[Version] = []
    for minutes, parts in _parts_of(actor, conference, edition):
        before = own[-1].content if own else None
        head, *items = [part.content for part in parts]
        if before and (before["items"], _head_of(before)) == (items, head):
            continue
        number = len(own) + 1
        content = composed(head, items, version=number)
        keys = [part.item_id for part in parts if part.item_id]
        own.append(Version(minutes, number, content, digest(content), keys, before))
    return own


def version_for(actor: Actor, conference: Conference, edition: Edition, number: int | None = None) -> Version:
    """Return one version by the reader's own count, or the latest.

    Raises:
        Http404: there is none, or none that the actor may read.
    """
    found = versions_for(actor, conference, edition)
    wanted = found[-1:] if number is None else found[number - 1 : number] if number > 0 else []
    if not wanted:
        raise Http404("There are no such minutes here that you can read.")
    return wanted[0]


def _parts_of(actor: Actor, conference: Conference, edition: Edition) -> Iterable[tuple[Minutes, list[MinutesPart]]]:
    """Yield each version with the parts that the actor may see, heads first; without an item there is no copy."""
    seen = visible_items(actor).filter(conference=conference).order_by().values("pk")
    parts = MinutesPart.objects.filter(
        Q(item__isnull=True) | Q(item__in=seen),
        conference=conference,
        agency_id=actor.agency,
        minutes__edition=edition,
    ).select_related("minutes__conference", "minutes__made_by")
    ordered = parts.order_by("minutes__version", "position")
    for _, found in groupby(ordered, key=lambda part: part.minutes_id):
        kept = list(found)
        if len(kept) > 1 and kept[0].item_id is None:
            yield kept[0].minutes, kept


def _head_of(content: Content) -> Content:
    return {name: value for name, value in content.items() if name not in ("items", "version")}
