"""Amending final minutes: a new version, which shows what changed. The old one stays as it is."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import log
from conferences.actions.versions import check_sees_everything, write_parts
from conferences.copies import part
from conferences.minutes_items import Content
from conferences.models import Conference, Edition, Item, Minutes, MinutesPart
from conferences.rules_minutes import check_may_amend
from partners.actor import Actor
from partners.errors import NotPossible

_MEANWHILE = "Somebody else amended these minutes while you were writing. Read the new version first."


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to stand in the minutes of one item instead.

    Attributes:
        discussion: information and risks.
        decision: what was decided.
        why: why it is amended; stands in the new version.
    """

    discussion: str
    decision: str
    why: str


@transaction.atomic
def amend(*, actor: Actor, conference: Conference, item: Item, amendment: Amendment, version: int) -> Minutes:
    """Make a new version of final minutes, in which one item reads otherwise.

    Those get it who have the item in their copy; the others' copies do not change.

    Args:
        actor: who chaired the conference, or a panel chair of that agency.
        conference: the conference.
        item: the item that is amended.
        amendment: what is to stand there.
        version: the latest version that the writer had before them.

    Raises:
        NotPermitted: the actor may not amend these minutes.
        NotPossible: they are not final, nothing changes, no reason is given, somebody else amended them meanwhile, or
            part of the meeting is hidden from the actor.
    """
    check_may_amend(actor, conference)
    check_sees_everything(conference)
    latest = Minutes.objects.filter(conference=conference, edition=Edition.FINAL).latest("version")
    if latest.version != version:
        raise NotPossible(_MEANWHILE)
    if not amendment.why.strip():
        raise NotPossible("Say why the minutes are amended.")
    minutes = Minutes(conference=conference, edition=Edition.FINAL, version=latest.version + 1)
    try:
        with transaction.atomic():
            write_parts(actor, minutes, _parts(actor, minutes, item, amendment))
    except IntegrityError:
        raise NotPossible(_MEANWHILE) from None
    log.record(
        actor,
        "minutes.amend",
        subject=item.case.reference,
        owner_agency_id=conference.chairing_agency_id,
        facts={"conference": str(conference.pk), "version": minutes.version},
    )
    return minutes


def _parts(actor: Actor, minutes: Minutes, item: Item, amendment: Amendment) -> list[MinutesPart]:
    """Return the copies in which something changes, each as it was last, with the item as it reads now."""
    parts = []
    for agency_id, copy in _last_copies(minutes.conference).items():
        changed = [each for each in copy if each.item_id == item.pk and _changes(each.content, amendment)]
        for old in copy if changed else []:
            content = _amended(old.content, amendment, actor.name) if old in changed else old.content
            parts.append(part(minutes, agency_id, content, item=old.item, position=old.position))
    if not parts:
        raise NotPossible("Nothing has been changed.")
    return parts


def _last_copies(conference: Conference) -> dict[UUID, list[MinutesPart]]:
    """Return, by agency, the parts of the latest version that the agency has a copy of."""
    found: dict[UUID, dict[int, list[MinutesPart]]] = {}
    parts = MinutesPart.objects.filter(conference=conference, minutes__edition=Edition.FINAL)
    for each in parts.select_related("minutes", "item").order_by("position"):
        found.setdefault(each.agency_id, {}).setdefault(each.minutes.version, []).append(each)
    return {agency_id: versions[max(versions)] for agency_id, versions in found.items()}


def _amended(content: Content, amendment: Amendment, by: str) -> Content:
    """Return the item as it reads now. What a recipient's copy leaves out stays left out."""
    said = {"why": amendment.why.strip(), "by": by, "at": timezone.now().isoformat()}
    return {**content, **_changes(content, amendment), "amended": said}


def _changes(content: Content, amendment: Amendment) -> Content:
    """Return what of a copy's item reads otherwise now."""
    new = {"discussion": amendment.discussion, "decision": amendment.decision}
    return {name: text for name, text in new.items() if name in content and content[name] != text}
