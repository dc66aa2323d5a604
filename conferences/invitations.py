"""Telling people's calendars of a meeting: that it is to be, that it has moved, that it is off."""

from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from conferences.calendar_files import Meeting, Method, calendar_file
from conferences.models import CalendarMessage, Conference, Invitation
from conferences.people import people_who_may
from partners.actor import Actor
from partners.models import Notice, User
from partners.notices import Enclosure, tell
from partners.roles import Permission
from partners.scope import scope

ASKED, MOVED, CANCELLED = "calendar_asked", "calendar_moved", "calendar_cancelled"


def meeting_of(conference: Conference) -> Meeting:
    """Return what a calendar is told of a conference."""
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Meeting(
        uid=str(conference.pk),
        sequence=conference.sequence,
        starts=conference.held_at,
        minutes_long=conference.minutes_long,
        place=conference.place,
        video_link=conference.video_link,
        page=f"{settings.BASE_URL}{reverse('conference_page', args=[conference.pk])}",
        organiser=(conference.partnership.name, address),
        changed_at=timezone.now(),
    )


def send_requests(actor: Actor, conference: Conference, people: Iterable[User]) -> None:
    """Ask people to a meeting."""
    _send(actor, conference, people, ASKED, Method.REQUEST)


def send_updates(actor: Actor, conference: Conference, people: Iterable[User]) -> None:
    """Tell people that a meeting has moved; the conference has its higher sequence already."""
    _send(actor, conference, people, MOVED, Method.REQUEST)


def send_cancellations(actor: Actor, conference: Conference, people: Iterable[User]) -> None:
    """Take a meeting out of people's calendars; the conference has its higher sequence already."""
    _send(actor, conference, people, CANCELLED, Method.CANCEL)


def people_asked(conference: Conference) -> set[User]:
    """Return who has been asked: the chair, the people of a panel, and of the agencies that were given items.

    People who are kept away from a case come to a meeting for its other items; from the file they learn of none.
    """
    given = Invitation.objects.filter(conference=conference, withdrawn_at__isnull=True)
    agencies = set(given.values_list("agency_id", flat=True)) if conference.agenda_published_at else set()
    readers = people_who_may(Permission.CONFERENCE_READ, partnership_id=conference.partnership_id, agencies=agencies)
    return {*readers, conference.chair, *_members(conference)}


def _members(conference: Conference) -> Iterable[User]:
    if conference.panel is None:
        return []
    named = conference.panel.members.filter(user__isnull=False).select_related("user")
    return [member.user for member in named if member.user is not None]


def _send(actor: Actor, conference: Conference, people: Iterable[User], kind: str, method: Method) -> None:
    """Write for each person a notice that comes as an e-mail alone, and the file that goes with it."""
    by_key = {person.pk: person for person in people}
    meeting = meeting_of(conference)
    path = reverse("conference_list") if method == Method.CANCEL else reverse("conference_page", args=[conference.pk])
    subject = date_format(timezone.localtime(conference.held_at))
    asked = tell(actor, by_key.values(), kind=kind, subject=subject, path=path, in_app=False, even_the_actor=True)
    for notice in asked:
        content = calendar_file(meeting, method, by_key[notice.user_id].email).decode()
        CalendarMessage(
            notice=notice,
            conference_id=conference.pk,
            user_id=notice.user_id,
            method=method.value,
            sequence=conference.sequence,
            content=content,
        ).save(force_insert=True)


def enclosure(notice: Notice) -> Enclosure | None:
    """Return the calendar file that goes out with a notice's e-mail."""
    with transaction.atomic(), scope(user_id=notice.user_id):
        message = CalendarMessage.objects.filter(notice_id=notice.pk).first()
    if message is None:
        return None
    return Enclosure(f"text/calendar; method={message.method}", message.content)
