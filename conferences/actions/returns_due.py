"""Setting the day by which agencies bring what they know."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import log
from conferences.actions.locking import lock
from conferences.models import Conference
from conferences.queries import references_of
from conferences.rules import check_may_run
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def set_due(*, actor: Actor, conference: Conference, day: date) -> None:
    """Set the day by which research returns are due.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off, or the day is over or lies after the meeting.
    """
    check_may_run(actor, conference)
    lock(conference)
    write_due(actor, conference, day)


def write_due(actor: Actor, conference: Conference, day: date) -> None:
    """Write the day by which research returns are due; a step of setting it, and of publishing an agenda.

    Raises:
        NotPossible: the day is over or lies after the meeting.
    """
    if day < timezone.localdate():
        raise NotPossible("The day for the returns is today or later.")
    if day > timezone.localdate(conference.held_at):
        raise NotPossible("Returns are due on the day of the meeting at the latest.")
    Conference.objects.filter(pk=conference.pk).update(returns_due_on=day)
    conference.returns_due_on = day
    for reference in references_of(conference):
        log.record(
            actor,
            "return.set_due",
            subject=reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk), "due_on": day.isoformat()},
        )
