"""Writing down what a conference says and decides, field by field, so that nobody overwrites another unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit import log
from conferences.actions.locking import lock
from conferences.models import Item
from conferences.rules import check_may_run
from partners.actor import Actor
from partners.errors import NotPossible

FIELDS = ("discussion", "decision", "review_on")
Words = str | date | None


@dataclass(frozen=True, slots=True)
class Notes:
    """What is written about one case.

    Attributes:
        discussion: information and risks, fact and opinion kept apart.
        decision: what those present decided.
        review_on: when the risk is to be looked at again.
    """

    discussion: str
    decision: str
    review_on: date | None = None


Versions = Mapping[str, int]
"""The version of each field that a writer had before them."""


class ChangedMeanwhile(NotPossible):
    """Somebody else wrote in some of the fields; all that is stored stays until a person chooses.

    Attributes:
        fields: the names of those fields.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__("Somebody else saved these notes while you were writing. Choose which text stands.")
        self.fields = tuple(fields)


class WrittenMeanwhile(NotPossible):
    """Somebody else wrote in this field after the writer last had it; what is stored stays until a person chooses.

    Attributes:
        stored: what stands there now.
        version: its version, to be named by a save that replaces it.
    """

    def __init__(self, stored: Words, version: int) -> None:
        super().__init__("Somebody else wrote here while you were writing. Choose which text stands.")
        self.stored = stored
        self.version = version


@dataclass(frozen=True, slots=True)
class Kept:
    """A field as it is stored now."""

    version: int
    saved_at: datetime | None


@transaction.atomic
def write(*, actor: Actor, item: Item, field: str, words: Words, version: int) -> Kept:
    """Write one field of an item. What stands there already is not written again.

    Args:
        actor: who runs the conference.
        item: the item, with its conference.
        field: one of `FIELDS`.
        words: all that is to stand in it.
        version: the version of the field that the writer had before them.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off.
        WrittenMeanwhile: another text was saved since that version.
    """
    check_may_run(actor, item.conference)
    lock(item.conference)
    counter = f"{field}_version"
    stored, at, saved_at = Item.objects.values_list(field, counter, "saved_at").get(pk=item.pk)
    if stored == words:
        return Kept(at, saved_at)
    now = timezone.now()
    changes = {field: words, counter: F(counter) + 1, "version": F("version") + 1, "saved_at": now}
    if Item.objects.filter(pk=item.pk, **{counter: version}).update(**changes) != 1:
        raise WrittenMeanwhile(stored, at)
    log.record(
        actor,
        "conference.write",
        subject=item.case.reference,
        owner_agency_id=item.conference.chairing_agency_id,
        facts={"conference": str(item.conference_id), "field": field, "version": at + 1},
    )
    return Kept(at + 1, now)


@transaction.atomic
def save(*, actor: Actor, item: Item, notes: Notes, versions: Versions) -> None:
    """Write all fields of an item, or none of them.

    Args:
        actor: who runs the conference.
        item: the item, with its conference; it is brought up to date.
        notes: all of what is to stand.
        versions: the version of each field that the writer had before them.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off.
        ChangedMeanwhile: another text was saved in some of the fields since.
    """
    changed = []
    for field in FIELDS:
        try:
            write(actor=actor, item=item, field=field, words=getattr(notes, field), version=versions[field])
        except WrittenMeanwhile:
            changed.append(field)
    if changed:
        raise ChangedMeanwhile(changed)
    item.refresh_from_db()


def versions_of(item: Item) -> Versions:
    """Return the version of each field as the item was read."""
    return {field: int(getattr(item, f"{field}_version")) for field in FIELDS}


def notes_of(item: Item) -> Notes:
    """Return what is written about the item."""
    return Notes(item.discussion, item.decision, item.review_on)
