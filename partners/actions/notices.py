"""Marking notices read."""

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from audit import log
from partners.actor import Actor
from partners.models import Notice
from partners.queries import notices_for


@transaction.atomic
def mark_read(*, actor: Actor, notice: Notice) -> None:
    """Mark a notice of the actor's read; a second time changes nothing.

    Args:
        actor: whose notice it is.
        notice: the notice, from `notices_for`.
    """
    if notices_for(actor).filter(pk=notice.pk, read_at__isnull=True).update(read_at=_now()):
        log.record(actor, "notice.read", subject=notice.subject)


@transaction.atomic
def mark_all_read(*, actor: Actor) -> int:
    """Mark every notice of the actor's read, and return how many were not."""
    number = notices_for(actor).filter(read_at__isnull=True).update(read_at=_now())
    if number:
        log.record(actor, "notice.read", facts={"notices": number})
    return number


def _now() -> Greatest:
    """Return now, or the moment the notice came if another machine's clock is ahead of ours."""
    return Greatest("created_at", timezone.now())
