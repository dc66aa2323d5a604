"""Convening a case conference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions import access, movement
from cases.actions.locking import lock as lock_case
from cases.models import Case
from cases.models.access import Reason
from cases.policy import not_kept_away
from cases.sections import Section
from cases.states import State
from cases.terms import check_codes
from conferences.actions.due_days import set_due_days
from conferences.invitations import send_requests
from conferences.models import Conference, Invitation, Item
from conferences.people import people_who_may, possible_chairs
from conferences.rules import check_consent, check_may_convene
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell
from partners.queries import agencies_in
from partners.roles import Permission

INVITED = "conference_invited"
CHAIRING = "conference_chairing"
ACCESS_DAYS = 28
"""For how many days after the meeting invited agencies can see the case, when nothing else is said."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is said when a conference is convened.

    Attributes:
        held_at: when it is held, with its time zone.
        place: where; empty when there is only a video link.
        chair_id: who chairs it, a person of the lead agency.
        sections: for each invited agency, the sections of the case it is given beside the summary.
        legal_gateway: the code of the gateway that these disclosures rest on.
        access_until: the last day on which the invited agencies can see the case, in Europe/London.
        video_link: how to join from elsewhere, or empty.
        minutes_long: for how long people are asked to come.
    """

    held_at: datetime
    place: str
    chair_id: UUID
    sections: Mapping[UUID, Iterable[Section]]
    legal_gateway: str
    access_until: date
    video_link: str = ""
    minutes_long: int = 60


@transaction.atomic
def convene(*, actor: Actor, case: Case, meeting: Meeting) -> Conference:
    """Convene a conference about a case; each invited agency gets its sections from now until the set date.

    Raises:
        NotPermitted: the actor may not convene a conference about this case.
        NotPossible: the case is not at that point, or what was given does not fit; the sentence says what.
    """
    lock_case(case)
    check_may_convene(actor, case)
    _check_meeting(actor, case, meeting)
    conference = _open(actor, case, meeting)
    item = Item(conference=conference, case=case, expected_minutes=meeting.minutes_long)
    item.save(force_insert=True)
    for agency_id, sections in meeting.sections.items():
        _invite(actor, item, agency_id, sections, meeting)
    set_due_days(conference)
    movement.move(actor=actor, case=case, to=State.IN_CONFERENCE)
    log.record(
        actor,
        "conference.convene",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        reason=meeting.legal_gateway,
        facts={"conference": str(conference.pk), "invited": len(meeting.sections)},
    )
    _tell_of(actor, case, conference, meeting)
    return conference


def _check_meeting(actor: Actor, case: Case, meeting: Meeting) -> None:
    if not meeting.place and not meeting.video_link:
        raise NotPossible("Enter where the meeting is held, or a video link.")
    if not meeting.sections:
        raise NotPossible("Invite at least one other agency.")
    known = set(agencies_in(actor.partnership_id).values_list("pk", flat=True)) - {case.lead_agency_id}
    if set(meeting.sections) - known:
        raise NotPossible("Only other agencies of the partnership can be invited.")
    chairs = possible_chairs(partnership_id=actor.partnership_id, agency_id=actor.agency)
    if not not_kept_away(chairs, case.pk).filter(pk=meeting.chair_id).exists():
        raise NotPossible("The chair has to be a caseworker or chair of the lead agency who can see this case.")
    if meeting.access_until < timezone.localdate(meeting.held_at):
        raise NotPossible("Access has to last until the day of the meeting or later.")
    if meeting.access_until < timezone.localdate():
        raise NotPossible("Access has to last until today or later.")
    if not meeting.legal_gateway:
        raise NotPossible("Choose the legal basis for sharing.")
    check_codes([meeting.legal_gateway], "legal_gateway", partnership_id=actor.partnership_id, day=timezone.localdate())
    check_consent(case, meeting.legal_gateway)


def _open(actor: Actor, case: Case, meeting: Meeting) -> Conference:
    conference = Conference(
        partnership_id=case.partnership_id,
        chairing_agency_id=case.lead_agency_id,
        chair_id=meeting.chair_id,
        held_at=meeting.held_at,
        minutes_long=meeting.minutes_long,
        place=meeting.place,
        video_link=meeting.video_link,
        access_until=meeting.access_until,
        agenda_published_at=timezone.now(),
        convened_by_id=actor.person,
    )
    conference.save(force_insert=True)
    return conference


def _invite(actor: Actor, item: Item, agency_id: UUID, sections: Iterable[Section], meeting: Meeting) -> None:
    granted = access.grant(
        actor=actor,
        case=item.case,
        agency_id=agency_id,
        sections=sections,
        reason=Reason.CONFERENCE,
        legal_gateway=meeting.legal_gateway,
        live_until=end_of(meeting.access_until),
    )
    Invitation(
        conference=item.conference,
        item=item,
        agency_id=agency_id,
        chairing_agency_id=item.conference.chairing_agency_id,
        sections=granted.sections,
        access=granted,
    ).save(force_insert=True)


def end_of(day: date) -> datetime:
    """Return the moment at which `day` ends in Europe/London."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _tell_of(actor: Actor, case: Case, conference: Conference, meeting: Meeting) -> None:
    path = reverse("conference_page", args=[conference.pk])
    readers = people_who_may(Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=meeting.sections)
    tell(actor, not_kept_away(readers, case.pk), kind=INVITED, subject=case.reference, path=path)
    chair = User.objects.filter(pk=meeting.chair_id)
    tell(actor, chair, kind=CHAIRING, subject=case.reference, path=path)
    send_requests(actor, conference, {*not_kept_away(readers, case.pk), *chair})
