"""The quiet clock: how long the meeting has spoken of each item."""

from django.db import transaction
from django.utils import timezone

from audit import log
from conferences.actions.locking import lock
from conferences.clock import seconds_used
from conferences.models import Item
from conferences.rules import check_may_run
from partners.actor import Actor


@transaction.atomic
def begin(*, actor: Actor, item: Item) -> None:
    """Begin to count the minutes of an item, and stop counting those of any other item of the conference.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off.
    """
    check_may_run(actor, item.conference)
    lock(item.conference)
    _stop(item)
    Item.objects.filter(pk=item.pk, running_since__isnull=True).update(running_since=timezone.now())
    log.record(
        actor,
        "conference.begin_item",
        subject=item.case.reference,
        owner_agency_id=item.conference.chairing_agency_id,
        facts={"conference": str(item.conference_id), "minutes_used": item.used_seconds // 60},
    )


def _stop(item: Item) -> None:
    now = timezone.now()
    running = Item.objects.filter(conference_id=item.conference_id, running_since__isnull=False).exclude(pk=item.pk)
    for other in running:
        Item.objects.filter(pk=other.pk).update(used_seconds=seconds_used(other, now), running_since=None)
