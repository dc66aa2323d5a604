"""Recording who is at a conference, and that each of them confirmed confidentiality."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit import log
from conferences.actions.locking import lock
from conferences.models import Attendance, Conference
from conferences.models.attendance import Presence
from conferences.queries import agencies_at, references_of
from conferences.rules import check_may_run
from partners.actor import Actor
from partners.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person at the meeting, or one who sent apologies.

    Attributes:
        agency_id: the chairing agency or one that was invited.
        name: as it will stand in the minutes.
        presence: present, apologies or observer.
        is_confirmed: the person heard the confidentiality statement and agreed to it, at this meeting.
        has_sent_information: of who sent apologies: information came in their place.
    """

    agency_id: UUID
    name: str
    presence: Presence
    is_confirmed: bool = False
    has_sent_information: bool = False


@transaction.atomic
def record(*, actor: Actor, conference: Conference, people: Iterable[Attendee], removed: Collection[UUID] = ()) -> None:
    """Record attendance: a person of the same name and agency is one person, however often recorded.

    Args:
        actor: who runs the conference.
        conference: the conference.
        people: whom to record, or to bring up to date.
        removed: the keys of attendances that were recorded by mistake.

    Raises:
        NotPermitted: the actor does not run this conference.
        NotPossible: it is finalised or called off, or a person's agency takes no part in it.
    """
    check_may_run(actor, conference)
    lock(conference)
    taking_part = {agency.pk for agency in agencies_at(conference)}
    Attendance.objects.filter(conference=conference, pk__in=removed).delete()
    for person in people:
        if person.agency_id not in taking_part:
            raise NotPossible(f"The agency of {person.name} takes no part in this conference.")
        _write(actor, conference, person)
    for reference in references_of(conference):
        log.record(
            actor,
            "conference.attendance",
            subject=reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk), "recorded": conference.attendances.count()},
        )


def _write(actor: Actor, conference: Conference, person: Attendee) -> None:
    found = Attendance.objects.filter(
        conference=conference, agency_id=person.agency_id, name__iexact=person.name
    ).first()
    attendance = found or Attendance(conference=conference, agency_id=person.agency_id, name=person.name)
    is_confirmed = person.is_confirmed and person.presence != Presence.APOLOGIES
    attendance.presence = person.presence
    attendance.confidentiality_confirmed_at = (
        (attendance.confidentiality_confirmed_at or timezone.now()) if is_confirmed else None
    )
    attendance.sent_information = person.has_sent_information and person.presence == Presence.APOLOGIES
    attendance.recorded_by_id = actor.person
    attendance.save()
