"""A meeting as a calendar file (RFC 5545, RFC 5546): when and where, and nothing of whom or what it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText

_LONDON = ZoneInfo("Europe/London")
_SUMMARY = "Case conference"


class Method(StrEnum):
    """What a calendar does with the file. An update is a request with a higher sequence."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a calendar is told.

    Attributes:
        uid: the same for as long as the meeting is the same.
        sequence: higher with every change.
        starts: when it begins, with its time zone.
        minutes_long: for how long.
        place: where, or empty.
        video_link: how to join from elsewhere, or empty.
        page: the address of the meeting's page.
        organiser: who sends it: the name and address of the service, never of a person.
        changed_at: when this was said.
    """

    uid: str
    sequence: int
    starts: datetime
    minutes_long: int
    place: str
    video_link: str
    page: str
    organiser: tuple[str, str]
    changed_at: datetime


def calendar_file(meeting: Meeting, method: Method, receiver: str) -> bytes:
    """Return the file for one receiver; nobody's file names another.

    Args:
        meeting: the meeting.
        method: what the receiver's calendar does with it.
        receiver: the address of the person who is asked.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Hate crime case management//Case conferences//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(_london())
    calendar.add_component(_event(meeting, method, receiver))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, method: Method, receiver: str) -> Event:
    starts = meeting.starts.astimezone(_LONDON)
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("dtstart", starts)
    # Through UTC: a meeting keeps its length in the night when the clocks change.
    event.add("dtend", (meeting.starts.astimezone(ZoneInfo("UTC")) + _length(meeting)).astimezone(_LONDON))
    event.add("summary", _SUMMARY)
    event.add("status", "CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("url", meeting.page)
    event.add("organizer", _organiser(*meeting.organiser))
    event.add("attendee", _attendee(receiver))
    _say_where(event, meeting)
    return event


def _length(meeting: Meeting) -> timedelta:
    return timedelta(minutes=meeting.minutes_long)


def _say_where(event: Event, meeting: Meeting) -> None:
    if meeting.place or meeting.video_link:
        event.add("location", meeting.place or meeting.video_link)
    if meeting.video_link:
        event.add("conference", meeting.video_link, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})


def _organiser(name: str, address: str) -> vCalAddress:
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = vText(name)
    return organiser


def _attendee(address: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
    return attendee


def _london() -> Timezone:
    """Return the rule of Europe/London as it has stood since 1996, for calendars that do not know its name."""
    zone = Timezone()
    zone.add("tzid", _LONDON.key)
    for part, name, month, before, after in (
        (TimezoneDaylight(), "BST", 3, timedelta(0), timedelta(hours=1)),
        (TimezoneStandard(), "GMT", 10, timedelta(hours=1), timedelta(0)),
    ):
        last_sunday = datetime(1996, month, 31 if month == 3 else 27, 1 if month == 3 else 2)  # noqa: DTZ001
        part.add("dtstart", last_sunday)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone
