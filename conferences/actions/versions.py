"""Writing a draft or a version of the minutes, with every recipient's copy."""

from django.db import connection

from conferences.copies import parts_for
from conferences.minutes import composed, digest
from conferences.minutes_items import Content
from conferences.models import Conference, Minutes, MinutesPart
from partners.actor import Actor
from partners.errors import NotPossible


def write_version(actor: Actor, minutes: Minutes, head: Content) -> Minutes:
    """Save the minutes and the parts of each copy, as the conference stands now.

    Args:
        actor: who makes them.
        minutes: unsaved, with what is its own; hash and maker are filled in.
        head: what stands before the items.

    Raises:
        NotPossible: an item of the conference is hidden from the actor, who would leave it out.
    """
    check_sees_everything(minutes.conference)
    parts = list(parts_for(minutes, head))
    return write_parts(actor, minutes, parts)


def write_parts(actor: Actor, minutes: Minutes, parts: list[MinutesPart]) -> Minutes:
    """Save the minutes with these parts; those of the chairing agency are the whole, whose hash is kept."""
    own = [part for part in parts if part.agency_id == minutes.conference.chairing_agency_id]
    head, *items = [part.content for part in sorted(own, key=lambda part: part.position)]
    minutes.content_sha256 = digest(composed(head, items, version=minutes.version))
    minutes.made_by_id = actor.person
    minutes.save(force_insert=True)
    MinutesPart.objects.bulk_create(parts)
    return minutes


def check_sees_everything(conference: Conference) -> None:
    """Check that no item of the conference is hidden from the person acting.

    Raises:
        NotPossible: one is, because the person stepped out of it or is kept away from its case.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.count_items(%s)", [conference.pk])
        number = cursor.fetchone()[0]
    if conference.items.count() != number:
        raise NotPossible(
            "You cannot see every item of this conference. Somebody of your agency who can has to do this."
        )
