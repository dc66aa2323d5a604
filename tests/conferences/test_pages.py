"""The pages: what they show, what they keep, and whom they refuse."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader

from audit.models import Event
from cases.models import Case, CaseAccess
from cases.papers import paper
from cases.policy import sections_of
from cases.sections import Section
from conferences.actions import answers, finalising, notes
from conferences.models import Action, ActionState, Attendance, Conference, Edition, Item
from conferences.policy import visible_actions
from conferences.registrations import action_panel, conference_panel, timeline
from conferences.versions import version_for
from partners.actor import Actor
from partners.roles import Permission
from partners.scope import acting, scope
from tests.conferences.meetings import WAY, a_case, a_conference, finalised, write_up
from tests.personas import World

TOMORROW = timezone.localdate() + timedelta(days=1)


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def text_of(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return re.sub(r"\s+", " ", response.content.decode())


def new_case(world: World) -> Case:
    with acting(world.alice):
        return a_case(world.alice, WAY)


def convened(world: World) -> tuple[Case, Conference]:
    with acting(world.alice):
        case = a_case(world.alice)
        return case, a_conference(world, case)


def minuted(world: World, *, due_on: date | None = None) -> tuple[Case, Conference]:
    case, conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
    return case, conference


def meeting_as_typed(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "held_on": typed(TOMORROW),
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
    assert (held.date(), held.hour, held.minute) == (TOMORROW, 14, 30)
    assert conference.access_until == TOMORROW + timedelta(days=28)
    assert given == {"HOU": ["decision", "risk", "summary"], "HAR": ["summary"]}
    shown = text_of(browser.get(response["Location"]))
    assert "Ashbridge Housing" in shown
    assert "Crime and Disorder Act 1998, section 115" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "1/1/2020"}, "The date of the meeting is today or later"),
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
    response = world.client(world.alice).post(address, meeting_as_typed(world, place="The back room", **changes))
    shown = text_of(response)
    assert response.status_code == 200
    assert "There is a problem" in shown
    assert sentence in shown
    assert 'value="The back room"' in shown
    with acting(world.alice):
        assert list(Conference.objects.all()) == []


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


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("get", {"alice": 200, "dana": 200, "heidi": 200, "bob": 200}),
        ("post", {"alice": 403, "dana": 302, "heidi": 403, "bob": 403}),
    ],
)
def test_who_may_open_and_write_an_item(world: World, method: str, expected: dict[str, int]) -> None:
    _, conference = convened(world)
    item = item_at(world, conference)
    address = reverse("item_page", args=[item.pk])
    assert world.client(world.dana).get(reverse("conference_run", args=[conference.pk]))["Location"] == address
    found = {
        name: getattr(world.client(actor), method)(address, notes_as_typed(item)).status_code
        for name, actor in world.people().items()
    }
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


def versions_as_sent(item: Item) -> dict[str, str]:
    return {f"{field}_version": str(version) for field, version in notes.versions_of(item).items()}


def notes_as_typed(item: Item, **changes: Any) -> dict[str, Any]:
    return {
        **versions_as_sent(item),
        "discussion": "Fact: two visits.\r\nOpinion: it will go on.",
        "decision": "Act together.",
        "review_on": "",
        "task": "",
        "agency": "",
        "due_on": "",
        **changes,
    }


def item_at(world: World, conference: Conference) -> Item:
    with acting(world.dana):
        return Item.objects.get(conference=conference)


def test_every_button_saves_the_notes_and_the_action_begun(world: World) -> None:
    _, conference = convened(world)
    browser = world.client(world.dana)
    address = reverse("item_page", args=[item_at(world, conference).pk])
    action = {"task": "Fit a lock", "agency": str(world.housing.pk), "due_on": typed(TOMORROW)}
    response = browser.post(address, notes_as_typed(item_at(world, conference), **action))
    assert response["Location"] == address
    item = item_at(world, conference)
    assert (item.discussion, item.discussion_version) == ("Fact: two visits.\nOpinion: it will go on.", 1)
    with acting(world.dana):
        drafted = Action.objects.get()
    assert (drafted.task, drafted.due_on, drafted.agency_id) == ("Fit a lock", TOMORROW, world.housing.pk)
    browser.post(address, notes_as_typed(item, decision="Another decision.", remove=str(drafted.pk)))
    with acting(world.dana):
        assert list(Action.objects.all()) == []
    assert item_at(world, conference).decision == "Another decision."
    finishing = browser.post(address, notes_as_typed(item_at(world, conference), then="finish"))
    assert finishing["Location"] == reverse("conference_finalise", args=[conference.pk])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"then": "add"}, "Enter what is to be done"),
        ({"task": "Fit a lock", "due_on": typed(TOMORROW)}, "Choose the agency that does it"),
        ({"task": "Fit a lock", "agency": "housing"}, "Enter the day by which it is to be done"),
        (
            {"task": "Fit a lock", "agency": "housing", "due_on": typed(timezone.localdate())},
            "An action is due on the day of the meeting or later.",
        ),
    ],
)
def test_an_action_that_cannot_be_added_loses_nothing(world: World, changes: dict[str, str], sentence: str) -> None:
    _, conference = convened(world)
    filled = {name: str(world.housing.pk) if value == "housing" else value for name, value in changes.items()}
    item = item_at(world, conference)
    address = reverse("item_page", args=[item.pk])
    response = world.client(world.dana).post(address, notes_as_typed(item, **filled))
    shown = text_of(response)
    assert response.status_code == 200
    assert sentence in shown
    assert "Opinion: it will go on." in shown
    assert changes.get("task", "") in shown
    with acting(world.dana):
        assert list(Action.objects.all()) == []


def test_two_writers_see_both_texts_and_choose(world: World) -> None:
    _, conference = convened(world)
    before = item_at(world, conference)
    browser, address = world.client(world.dana), reverse("item_page", args=[before.pk])
    browser.post(address, notes_as_typed(before, decision="The first text."))
    response = browser.post(address, notes_as_typed(before, decision="The second text."))
    shown = text_of(response)
    assert response.status_code == 409
    assert "Decision: saved by somebody else" in shown
    assert "The first text." in shown
    assert "The second text." in shown
    assert item_at(world, conference).decision == "The first text."
    versions = dict(re.findall(r'name="(\w+_version)" value="(\d+)"', shown))
    assert versions == {"discussion_version": "1", "decision_version": "1", "review_on_version": "0"}
    browser.post(address, notes_as_typed(before, decision="The second text.", **versions))
    assert item_at(world, conference).decision == "The second text."


def test_saving_the_same_text_twice_is_no_conflict(world: World) -> None:
    _, conference = convened(world)
    before = item_at(world, conference)
    browser, address = world.client(world.dana), reverse("item_page", args=[before.pk])
    assert [browser.post(address, notes_as_typed(before)).status_code for _ in range(2)] == [302, 302]
    assert notes.versions_of(item_at(world, conference)) == {"discussion": 1, "decision": 1, "review_on": 0}


def test_what_is_typed_when_the_minutes_are_final_meanwhile_is_not_lost(world: World) -> None:
    _, conference = minuted(world)
    item = item_at(world, conference)
    typed_late = notes_as_typed(item, decision="A word too late.", task="Ring them", due_on=typed(TOMORROW))
    response = world.client(world.dana).post(reverse("item_page", args=[item.pk]), typed_late)
    shown = text_of(response)
    assert response.status_code == 422
    for words in ("The minutes are final and cannot be changed.", "A word too late.", "Ring them"):
        assert words in shown
    assert item_at(world, conference).decision == "Each agency acts by the end of the month."


def test_the_minutes_are_checked_then_finalised(world: World) -> None:
    case, conference = convened(world)
    browser, address = world.client(world.dana), reverse("conference_finalise", args=[conference.pk])
    shown = text_of(browser.get(address))
    assert "Record who is present." in shown
    assert f"Write down the decision about case {case.reference}." in shown
    assert browser.post(address).status_code == 200
    with acting(world.dana):
        write_up(world, conference)
    assert browser.post(address)["Location"] == reverse("conference_page", args=[conference.pk])
    assert "Minutes no. 1" in text_of(browser.get(reverse("conference_page", args=[conference.pk])))
    again = browser.get(reverse("conference_run", args=[conference.pk]), follow=True)
    assert "The minutes are final and cannot be changed." in text_of(again)


def test_minutes_are_read_and_printed_by_those_who_were_asked(world: World) -> None:
    case, conference = minuted(world)
    shown = {
        person.name: text_of(world.client(person).get(reverse("minutes_page", args=[conference.pk])))
        for person in (world.alice, world.bob)
    }
    assert {name: "Each agency acts by the end of the month." in text for name, text in shown.items()} == {
        "Alice": True,
        "Bob": False,
    }
    for text in shown.values():
        assert "Visits have become more frequent." in text
        assert "OFFICIAL-SENSITIVE" in text
    assert world.client(world.charlie).get(reverse("minutes_pdf", args=[conference.pk])).status_code == 404
    response = world.client(world.bob).get(reverse("minutes_pdf", args=[conference.pk]))
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="minutes-1.pdf"',
    )
    again = world.client(world.alice).get(reverse("minutes_pdf", args=[conference.pk]))
    assert again.content != response.content
    pages = [page.extract_text() for page in PdfReader(BytesIO(response.content)).pages]
    assert all("OFFICIAL-SENSITIVE" in page for page in pages)
    whole = " ".join(" ".join(pages).split())
    for words in (
        "Minutes no. 1",
        case.reference,
        "Fit a new lock",
        "Bob",
        "Ashbridge Housing",
        "These minutes are locked",
    ):
        assert words in whole
    with scope(partnership_id=world.partnership.pk, agency_id=world.unit.pk, roles=world.grace.roles):
        printed = Event.objects.filter(verb="minutes.print").values_list("user_id", "subject")
        assert set(printed) == {(world.bob.user_id, case.reference), (world.alice.user_id, case.reference)}


def test_without_the_libraries_the_page_says_which_packages_to_install(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, conference = minuted(world)
    monkeypatch.setattr(paper, "_engine", lambda: None)
    response = world.client(world.bob).get(reverse("minutes_pdf", args=[conference.pk]), follow=True)
    assert response.status_code == 200
    assert "libpango-1.0-0" in text_of(response)


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


def test_overdue_actions_stand_out_and_are_answered(world: World) -> None:
    case, _ = minuted(world)
    with acting(world.bob):
        action = visible_actions(world.bob).get()
    browser, address = world.client(world.bob), reverse("action_answer", args=[action.pk])
    assert "Overdue" not in text_of(browser.get(reverse("action_list")))
    refused = browser.post(address, {"state": "done", "note": ""})
    assert "Say what was done, or why it is not possible" in text_of(refused)
    assert browser.post(address, {"state": "done", "note": "Lock fitted"})["Location"] == reverse("action_list")
    assert "Lock fitted" in text_of(world.client(world.dana).get(address))
    listed = text_of(browser.get(reverse("action_list"))).partition('id="answered-heading"')[2]
    assert case.reference in listed
    assert f'data-label="Answered"><span class="site-nowrap">{timezone.localdate():%-d %B %Y}</span></td>' in listed


def test_an_overdue_action_says_by_how_many_days(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    minuted(world)
    with acting(world.bob):
        action = visible_actions(world.bob).get()
    assert action.due_on
    later = action.due_on + timedelta(days=3)
    monkeypatch.setattr("conferences.queries.timezone.localdate", lambda value=None: later)
    shown = text_of(world.client(world.bob).get(reverse("action_list")))
    assert "Overdue by 3 days" in shown
    assert "1 action is overdue." in shown


def test_who_may_open_and_answer_an_action(world: World) -> None:
    minuted(world)
    with acting(world.bob):
        action = visible_actions(world.bob).get()
    answer = {"state": "done", "note": "Lock fitted"}
    address = reverse("action_answer", args=[action.pk])
    read = {name: world.client(actor).get(address).status_code for name, actor in world.people().items()}
    expected = {
        name: (200 if name in {"alice", "bob", "dana", "heidi"} else 404)
        if actor.may(Permission.ACTION_UPDATE)
        else 403
        for name, actor in world.people().items()
    }
    assert read == expected
    assert world.client(world.alice).post(address, answer).status_code == 403
    assert world.client(world.charlie).post(address, answer).status_code == 404


def panel_keys(actor: Actor, case: Case) -> list[str]:
    with acting(actor):
        return [panel.key for source in (conference_panel, action_panel) if (panel := source(actor, case))]


def test_the_case_page_has_its_conferences_and_actions(world: World) -> None:
    case, _ = minuted(world)
    assert panel_keys(world.alice, case) == panel_keys(world.bob, case) == ["conferences", "actions"]
    assert panel_keys(world.charlie, case) == panel_keys(world.erin, case) == []
    assert panel_keys(world.alice, new_case(world)) == ["conferences"]
    shown = text_of(world.client(world.alice).get(reverse("case_page", args=[case.reference])))
    assert "Minutes no. 1" in shown
    assert "Fit a new lock" in shown


def test_the_timeline_tells_of_meetings_and_answers(world: World) -> None:
    case, conference = minuted(world)
    with acting(world.bob):
        action = visible_actions(world.bob).get()
        answers.answer(actor=world.bob, action=action, state=ActionState.DONE, note="Lock fitted")
        assert {(entry.at, entry.text, entry.by) for entry in timeline(world.bob, case)} == {
            (conference.held_at, "Case conference held: minutes no. 1", "Hate Crime Unit"),
            (action.answered_at, "Action answered: done", "Ashbridge Housing"),
        }


def test_notes_on_the_conference_page_are_marked_as_not_final(world: World) -> None:
    _, conference = convened(world)
    with acting(world.dana):
        item = write_up(world, conference)
        assert notes.notes_of(item).decision == "Each agency acts by the end of the month."
    shown = text_of(world.client(world.bob).get(reverse("conference_page", args=[conference.pk])))
    assert "They can change until the minutes are final." in shown
    assert "Fit a new lock" not in shown
    assert "Fit a new lock" in text_of(world.client(world.dana).get(reverse("conference_page", args=[conference.pk])))


REVIEWED = timezone.localdate() + timedelta(days=90)
WRITTEN = {
    "discussion": "Visits have become more frequent.",
    "decision": "Each agency acts by the end of the month.",
    "review_on": f"The risk is looked at again on {date_format(REVIEWED)}.",
}


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ((), set()),
        ((Section.RISK,), {"discussion", "review_on"}),
        ((Section.DECISION,), {"decision"}),
        ((Section.RISK, Section.DECISION), {"discussion", "decision", "review_on"}),
    ],
)
def test_pages_cut_the_notes_as_copies_of_the_minutes_do(
    world: World, sections: tuple[Section, ...], expected: set[str]
) -> None:
    with acting(world.alice):
        conference = a_conference(world, a_case(world.alice), invited={world.housing.pk: sections})
    with acting(world.dana):
        item = write_up(world, conference)
        notes.write(actor=world.dana, item=item, field="review_on", words=REVIEWED, version=0)
    addresses = [reverse("conference_page", args=[conference.pk]), reverse("item_page", args=[item.pk])]

    def found(actor: Actor) -> list[set[str]]:
        shown = [text_of(world.client(actor).get(address)) for address in addresses]
        return [{part for part, words in WRITTEN.items() if words in text} for text in shown]

    assert found(world.alice) == [set(WRITTEN), set(WRITTEN)]
    assert found(world.bob) == [expected, expected]
    with acting(world.dana):
        finalising.finalise(actor=world.dana, conference=conference)
    with acting(world.bob):
        copy = version_for(world.bob, conference, Edition.FINAL)
    assert {part for part in WRITTEN if part in copy.content["items"][0]} == expected
    assert found(world.bob) == [expected, expected]
