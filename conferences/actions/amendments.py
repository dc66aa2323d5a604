"""What every amendment of final minutes does: a further version for those whose copies it changes; they are told."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit import log
from cases.policy import not_kept_away
from conferences.actions.versions import check_sees_everything, write_parts
from conferences.minutes_items import Content
from conferences.models import Conference, Edition, Minutes, MinutesPart
from conferences.people import people_who_may
from conferences.rules_minutes import check_may_amend
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell
from partners.roles import Permission

NOTICE = "minutes_amended"
_MEANWHILE = "Somebody else amended these minutes while you were writing. Read the new version first."


def begin(actor: Actor, conference: Conference, *, version: int, why: str) -> Minutes:
    """Return the next version, unsaved.

    Args:
        actor: who amends.
        conference: the conference.
        version: the latest version that the writer had before them.
        why: why the minutes are amended.

    Raises:
        NotPermitted: the actor may not amend these minutes.
        NotPossible: they are not final, somebody else amended them meanwhile, part of the meeting is hidden from the
            actor, or no reason is given.
    """
    check_may_amend(actor, conference)
    check_sees_everything(conference)
    latest = Minutes.objects.filter(conference=conference, edition=Edition.FINAL).latest("version")
    if latest.version != version:
        raise NotPossible(_MEANWHILE)
    if not why.strip():
        raise NotPossible("Say why the minutes are amended.")
    return Minutes(conference=conference, edition=Edition.FINAL, version=latest.version + 1)


def last_copies(conference: Conference) -> dict[UUID, list[MinutesPart]]:
    """Return, by agency, the parts of the latest version that the agency has a copy of."""
    found: dict[UUID, dict[int, list[MinutesPart]]] = {}
    parts = MinutesPart.objects.filter(conference=conference, minutes__edition=Edition.FINAL)
    for each in parts.select_related("minutes", "item", "agency").order_by("position"):
        found.setdefault(each.agency_id, {}).setdefault(each.minutes.version, []).append(each)
    return {agency_id: versions[max(versions)] for agency_id, versions in found.items()}


def noted(content: Content, why: str, by: str) -> Content:
    """Return the content with who amended it, when and why."""
    return {**content, "amended": {"why": why.strip(), "by": by, "at": timezone.now().isoformat()}}


def finish(actor: Actor, minutes: Minutes, parts: list[MinutesPart], references: Iterable[str]) -> Minutes:
    """Save the version with the copies that change, and tell their readers.

    Args:
        actor: who amends.
        minutes: the version that `begin` returned.
        parts: the whole copies in which something changes.
        references: the cases that the amendment is about.

    Raises:
        NotPossible: nothing changes, or somebody else amended the minutes meanwhile.
    """
    if not parts:
        raise NotPossible("Nothing has been changed.")
    try:
        with transaction.atomic():
            write_parts(actor, minutes, parts)
    except IntegrityError:
        raise NotPossible(_MEANWHILE) from None
    conference = minutes.conference
    for reference in references:
        log.record(
            actor,
            "minutes.amend",
            subject=reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk), "version": minutes.version},
        )
    day = date_format(timezone.localtime(conference.held_at))
    tell(actor, _readers(actor, parts), kind=NOTICE, subject=day, path=reverse("minutes_page", args=[conference.pk]))
    return minutes


def _readers(actor: Actor, parts: Iterable[MinutesPart]) -> list[User]:
    """Return who reads a copy that changes, while the access lasts; nobody to whom every item is closed."""
    found: dict[object, User] = {}
    for part in parts:
        over = part.conference.access_until < timezone.localdate() and part.agency_id != part.chairing_agency_id
        if part.case_id is None or over:
            continue
        people = people_who_may(
            Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=[part.agency_id]
        )
        found |= {person.pk: person for person in not_kept_away(people, part.case_id)}
    return list(found.values())
