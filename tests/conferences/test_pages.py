"""The pages around a meeting: convening it, who comes, calling it off, and the lists."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseAccess
from cases.policy import sections_of
from cases.sections import Section
from conferences.models import Attendance, Conference
from partners.scope import acting
from tests.conferences.pages import (
    SOON,
    convened,
    minuted,
    new_case,
    text_of,
    typed,
)
from tests.personas import World


def meeting_as_typed(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "held_on": typed(SOON),
        "held_time": "14.30",
        "place": "Room 2",
        "chair": str(world.dana.user_id),
        "agencies": [str(world.housing.pk), str(world.harbour.pk)],
        "sections": ["risk", "decision"],
        f"sections_{world.harbour.pk.hex}": ["summary"],
        "legal_gateway": "crime_and_disorder_act_s115",
        "access_until": "",
        **changes,
    }


def test_convening_on_the_page(world: World) -> None:
    case = new_case(world)
    browser = world.client(world.alice)
    response = browser.post(reverse("conference_convene", args=[case.reference]), meeting_as_typed(world))
    with acting(world.alice):
        conference = Conference.objects.get()
        given = {access.agency.code: access.sections for access in CaseAccess.objects.filter(reason="conference")}
    assert (response.status_code, response["Location"]) == (302, f"/conferences/{conference.pk}/")
    held = timezone.localtime(conference.held_at)
    assert (held.date(), held.hour, held.minute) == (SOON, 14, 30)
    assert conference.access_until == SOON + timedelta(days=28)
    assert given == {"HOU": ["decision", "risk", "summary"], "HAR": ["summary"]}
    shown = text_of(browser.get(response["Location"]))
    assert "Ashbridge Housing" in shown
    assert "Crime and Disorder Act 1998, section 115" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "1/1/2020"}, "The date of the meeting is today or later"),
        ({"place": "", "video_link": ""}, "Enter where the meeting is held, or a video link"),
        ({"video_link": "not a link"}, "Enter a video link that begins with https://"),
        ({"agencies": []}, "Invite at least one other agency"),
        ({"access_until": typed(timezone.localdate())}, "The last day is the day of the meeting or later"),
        ({"chair": ""}, "Choose who chairs it"),
        ({"legal_gateway": ""}, "Choose the legal basis for sharing"),
    ],
)
def test_what_cannot_be_convened_is_said_and_nothing_is_lost(
    world: World, changes: dict[str, Any], sentence: str
) -> None:
    case = new_case(world)
    address = reverse("conference_convene", args=[case.reference])
    response = world.client(world.alice).post(address, meeting_as_typed(world, **{"place": "The back room"} | changes))
    shown = text_of(response)
    assert response.status_code == 200
    assert "There is a problem" in shown
    assert sentence in shown
    assert ('value="The back room"' in shown) is ("place" not in changes)
    with acting(world.alice):
        assert list(Conference.objects.all()) == []


def test_a_conference_of_one_case_meets_by_video_alone(world: World) -> None:
    case = new_case(world)
    link = "https://video.example.org/one"
    typed_ = meeting_as_typed(world, place="", video_link=link)
    response = world.client(world.alice).post(reverse("conference_convene", args=[case.reference]), typed_, follow=True)
    assert link in text_of(response)
    with acting(world.alice):
        made = Conference.objects.get()
    assert (made.place, made.video_link) == ("", link)


def test_sections_for_an_agency_that_is_not_invited_are_pointed_out(world: World) -> None:
    case = new_case(world)
    response = world.client(world.alice).post(
        reverse("conference_convene", args=[case.reference]),
        meeting_as_typed(world, agencies=[str(world.housing.pk)]),
    )
    assert "You have not invited Harbour Advice." in text_of(response)


def test_who_may_open_the_convening_page(world: World) -> None:
    case, _ = convened(world)
    found = {
        name: world.client(actor).get(reverse("conference_convene", args=[case.reference])).status_code
        for name, actor in world.people().items()
    }
    # Alice, Dana and Heidi are led back: a conference is convened already.
    led = dict.fromkeys(("alice", "dana", "heidi"), 302)
    unseen = dict.fromkeys(("charlie", "judy"), 404)
    without_the_role = dict.fromkeys(("erin", "frank", "grace", "ivan", "karim", "lena"), 403)
    assert found == {**led, **unseen, **without_the_role, "bob": 403}


@pytest.mark.parametrize(
    ("url_name", "expected"),
    [
        ("conference_page", {"alice": 200, "dana": 200, "heidi": 200, "bob": 200}),
        ("conference_attendance", {"alice": 403, "dana": 200, "heidi": 403, "bob": 403}),
        ("conference_earlier", {"alice": 403, "dana": 200, "heidi": 403, "bob": 403}),
        # Dana is led to the item that is spoken of.
        ("conference_run", {"alice": 403, "dana": 302, "heidi": 403, "bob": 403}),
        ("conference_finalise", {"alice": 403, "dana": 200, "heidi": 403, "bob": 403}),
        ("conference_call_off", {"alice": 200, "dana": 200, "heidi": 403, "bob": 403}),
        ("minutes_page", {"alice": 404, "dana": 404, "heidi": 404, "bob": 404}),
        ("minutes_pdf", {"alice": 404, "dana": 404, "heidi": 404, "bob": 404}),
    ],
)
def test_who_may_open_the_pages_of_a_convened_conference(world: World, url_name: str, expected: dict[str, int]) -> None:
    _, conference = convened(world)
    address = reverse(url_name, args=[conference.pk])
    found = {name: world.client(actor).get(address).status_code for name, actor in world.people().items()}
    unseen = dict.fromkeys(("charlie", "judy"), 404)
    without_the_role = dict.fromkeys(("erin", "frank", "grace", "ivan", "karim", "lena"), 403)
    assert found == {**unseen, **without_the_role, **expected}


def people_as_typed(world: World, browser_page: str, **ticked: str) -> dict[str, str]:
    """Fill in the attendance form that a browser was shown, by name of the person."""
    fields = dict(re.findall(r'name="(people-[\w-]+)"[^>]*? value="([^"]*)"', browser_page))
    sent = {name: value for name, value in fields.items() if not name.endswith(("-presence", "-confirmed"))}
    for field, value in fields.items():
        if field.endswith("-name") and value.lower() in ticked:
            row = field.removesuffix("-name")
            sent |= {f"{row}-presence": ticked[value.lower()], f"{row}-confirmed": "on"}
    return sent


def test_recording_attendance_on_the_page(world: World) -> None:
    _, conference = convened(world)
    browser = world.client(world.dana)
    address = reverse("conference_attendance", args=[conference.pk])
    page = browser.get(address).content.decode()
    assert "What is said here stays with the agencies that are here." in page
    sent = people_as_typed(world, page, dana="present", bob="present")
    assert {sent["people-0-name"], sent["people-1-name"]} == {"Dana", "Bob"}
    sent |= {
        "people-2-name": "Quinn",
        "people-2-agency": str(world.housing.pk),
        "people-2-presence": "observer",
    }
    response = browser.post(address, sent)
    assert response["Location"] == reverse("conference_earlier", args=[conference.pk])
    with acting(world.dana):
        found = {
            (row.name, row.agency.code, row.presence, row.confidentiality_confirmed_at is not None)
            for row in Attendance.objects.all()
        }
    assert found == {
        ("Dana", "HCU", "present", True),
        ("Bob", "HOU", "present", True),
        ("Quinn", "HOU", "observer", False),
    }


def test_attendance_belongs_to_the_person_who_was_shown(world: World) -> None:
    """The list grew while the form was open: what was ticked for Bob is still Bob's."""
    _, conference = convened(world)
    browser = world.client(world.dana)
    address = reverse("conference_attendance", args=[conference.pk])
    sent = people_as_typed(world, browser.get(address).content.decode(), bob="present")
    others = people_as_typed(world, browser.get(address).content.decode(), dana="apologies")
    others = {name: value for name, value in others.items() if not name.endswith("-confirmed")}
    browser.post(address, others)
    browser.post(address, sent)
    with acting(world.dana):
        assert set(Attendance.objects.values_list("name", "presence")) == {("Bob", "present"), ("Dana", "apologies")}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"name": "Quinn", "presence": "present"}, "Choose the agency of Quinn"),
        ({"name": "Quinn", "agency": "housing"}, "Choose whether Quinn is present, an observer, or sent apologies"),
        ({"agency": "housing", "presence": "present"}, "Enter the name of the person"),
        (
            {"name": "Quinn", "agency": "housing", "presence": "apologies", "confirmed": "on"},
            "Quinn is not here, so cannot confirm confidentiality",
        ),
    ],
)
def test_what_cannot_be_recorded_of_a_person_is_said(world: World, row: dict[str, str], sentence: str) -> None:
    _, conference = convened(world)
    browser = world.client(world.dana)
    address = reverse("conference_attendance", args=[conference.pk])
    sent = people_as_typed(world, browser.get(address).content.decode())
    filled = {name: str(world.housing.pk) if value == "housing" else value for name, value in row.items()}
    response = browser.post(address, sent | {f"people-2-{name}": value for name, value in filled.items()})
    assert response.status_code == 200
    assert sentence in text_of(response)
    with acting(world.dana):
        assert list(Attendance.objects.all()) == []


def test_a_conference_called_off_on_the_page(world: World) -> None:
    case, conference = convened(world)
    address = reverse("conference_call_off", args=[conference.pk])
    assert world.client(world.alice).post(address)["Location"] == reverse("conference_page", args=[conference.pk])
    assert world.client(world.bob).get(reverse("conference_page", args=[conference.pk])).status_code == 404
    with acting(world.bob):
        assert sections_of(world.bob, case) == frozenset[Section]()


def test_the_lists_of_conferences(world: World) -> None:
    coming, _ = convened(world)
    past, _ = minuted(world)
    for person, expected in ((world.alice, True), (world.bob, True), (world.charlie, False)):
        shown = text_of(world.client(person).get(reverse("conference_list")))
        head, _, tail = shown.partition('id="past-heading"')
        assert (coming.reference in head, past.reference in tail) == (expected, expected)
        assert (coming.reference in tail, past.reference in head) == (False, False)
