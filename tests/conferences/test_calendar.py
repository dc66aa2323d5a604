"""Meetings in calendars, read back with a parser that is not the one that wrote them."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
import vobject  # type: ignore[import-untyped]
from django.core import mail
from django.urls import reverse

from conferences.actions import calling_off, planning
from conferences.calendar_files import Meeting, Method, calendar_file
from conferences.models import CalendarMessage
from partners.actions.mail import send
from partners.models import Notice
from partners.scope import acting
from tests.conferences.meetings import a_case, a_conference
from tests.conferences.panels import a_panel, a_sitting, planned
from tests.personas import World

HOSTILE = "Room 2; the “Old, Library”\\nBEGIN:VEVENT\r\nATTENDEE:mailto:intruder@example.org\nDESCRIPTION:é" * 3


def a_meeting(**changes: object) -> Meeting:
    facts: dict[str, object] = {
        "uid": "5f0e9a2c-0000-4000-8000-000000000001",
        "sequence": 3,
        "starts": datetime(2026, 10, 26, 10, 0, tzinfo=UTC),
        "minutes_long": 120,
        "place": "Room 2, the Old Library",
        "video_link": "https://video.example.org/room?a=1;2,3",
        "page": "https://cases.example.org/conferences/1/",
        "organiser": ("Ashbridge “Safer”, Together", "no-reply@example.org"),
        "changed_at": datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        **changes,
    }
    return Meeting(**facts)  # type: ignore[arg-type]


def read(content: bytes | str) -> "vobject.base.Component":
    return vobject.readOne(content.decode() if isinstance(content, bytes) else content)


def test_what_stands_in_the_file() -> None:
    content = calendar_file(a_meeting(), Method.REQUEST, "bob@example.org")
    calendar = read(content)
    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert {name: event.getChildValue(name) for name in ("uid", "sequence", "status", "class", "summary", "url")} == {
        "uid": "5f0e9a2c-0000-4000-8000-000000000001",
        "sequence": "3",
        "status": "CONFIRMED",
        "class": "PRIVATE",
        "summary": "Case conference",
        "url": "https://cases.example.org/conferences/1/",
    }
    assert event.organizer.value == "mailto:no-reply@example.org"
    assert [attendee.value for attendee in event.contents["attendee"]] == ["mailto:bob@example.org"]
    assert event.location.value == "Room 2, the Old Library"
    unfolded = content.replace(b"\r\n ", b"")
    assert b"CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://video.example.org/room?a=1;2,3\r\n" in unfolded
    assert "description" not in event.contents


@pytest.mark.parametrize(
    ("starts", "local", "ends", "offset"),
    [
        (datetime(2026, 10, 24, 9, 0, tzinfo=UTC), "10:00", "12:00", 1),
        (datetime(2026, 10, 26, 10, 0, tzinfo=UTC), "10:00", "12:00", 0),
        (datetime(2027, 3, 27, 10, 0, tzinfo=UTC), "10:00", "12:00", 0),
        (datetime(2027, 3, 29, 9, 0, tzinfo=UTC), "10:00", "12:00", 1),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "00:30", "01:30", 1),
    ],
)
def test_the_time_is_that_of_london_in_summer_and_winter(starts: datetime, local: str, ends: str, offset: int) -> None:
    """The last meeting goes on while the clocks are put back: two hours later it is one hour later."""
    content = calendar_file(a_meeting(starts=starts), Method.REQUEST, "bob@example.org")
    assert f"DTSTART;TZID=Europe/London:{starts + timedelta(hours=offset):%Y%m%dT%H%M%S}".encode() in content
    event = read(content).vevent
    assert event.dtstart.value == starts
    assert event.dtstart.value.utcoffset() == timedelta(hours=offset)
    assert f"{event.dtstart.value:%H:%M}" == local
    assert f"{event.dtend.value:%H:%M}" == ends


def test_lines_are_folded_and_what_is_typed_stays_text() -> None:
    content = calendar_file(a_meeting(place=HOSTILE, video_link=""), Method.REQUEST, "bob@example.org")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = read(content)
    assert len(calendar.contents["vevent"]) == 1
    assert [attendee.value for attendee in calendar.vevent.contents["attendee"]] == ["mailto:bob@example.org"]
    assert calendar.vevent.location.value.replace("\r\n", "\n") == HOSTILE.replace("\r\n", "\n")
    assert "conference" not in calendar.vevent.contents


def test_a_meeting_is_asked_moved_and_cancelled_under_one_uid(world: World) -> None:
    """Bob is named for Housing on the panel: he gets its dates before there is an agenda."""
    panel = a_panel(world, members={world.housing.pk: world.bob.person})
    conference = planned(world, panel)
    with acting(world.dana):
        planning.move(actor=world.dana, conference=conference, sitting=a_sitting(14, place="Room 9"))
        calling_off.call_off(actor=world.dana, conference=conference)
    with acting(world.bob):
        files = [read(message.content) for message in CalendarMessage.objects.order_by("sequence", "written_at")]
    told = [
        (file.method.value, file.vevent.uid.value, file.vevent.sequence.value, file.vevent.status.value)
        for file in files
    ]
    assert told == [
        ("REQUEST", str(conference.pk), "0", "CONFIRMED"),
        ("REQUEST", str(conference.pk), "1", "CONFIRMED"),
        ("CANCEL", str(conference.pk), "2", "CANCELLED"),
    ]
    assert [file.vevent.location.value for file in files] == ["Room 2, the Old Library", "Room 9", "Room 9"]
    for actor, number in ((world.dana, 3), (world.charlie, 0), (world.alice, 0)):
        with acting(actor):
            assert CalendarMessage.objects.count() == number


def test_the_file_goes_out_with_an_email_and_names_nobody(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        conference = a_conference(world, case)
    with acting(world.bob):
        notice = Notice.objects.get(kind="calendar_asked")
    assert not notice.in_app
    assert send(notice_id=notice.pk, user_id=world.bob.person)
    (sent,) = mail.outbox
    parts = {part.get_content_type(): part for part in message_from_bytes(sent.message().as_bytes()).walk()}
    calendar = parts["text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    payload = calendar.get_payload(decode=True)
    assert isinstance(payload, bytes)
    content = payload.decode()
    assert read(content).vevent.uid.value == str(conference.pk)
    whole = content + str(sent.subject) + str(sent.body)
    assert [word for word in (case.reference, "Alice", "Bob", "Dana", "Ashbridge Housing") if word in whole] == []


def test_the_page_offers_the_meeting_for_ones_own_calendar(world: World) -> None:
    with acting(world.alice):
        conference = a_conference(world, a_case(world.alice))
    answer = world.client(world.bob).get(reverse("conference_calendar", args=[conference.pk]))
    calendar = read(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert (calendar.method.value, calendar.vevent.attendee.value) == ("PUBLISH", "mailto:bob@example.org")
    assert world.client(world.charlie).get(reverse("conference_calendar", args=[conference.pk])).status_code == 404
