"""The pages of minutes and actions, and what the page of a case says of both."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from audit.models import Event
from cases.models import Case
from cases.panels import Look
from cases.papers import paper
from conferences.actions import answers
from conferences.models import ActionState
from conferences.policy import visible_actions
from conferences.registrations import action_panel, conference_panel, timeline
from partners.actor import Actor
from partners.roles import Permission
from partners.scope import acting, scope
from tests.conferences.meetings import write_up
from tests.conferences.pages import convened, minuted, new_case, text_of
from tests.personas import World


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
        look = Look(actor, case)
        return [panel.key for source in (conference_panel, action_panel) if (panel := source(look))]


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
        assert {(entry.at, entry.text, entry.by) for entry in timeline(Look(world.bob, case))} == {
            (conference.held_at, "Case conference held: minutes no. 1", "Hate Crime Unit"),
            (action.answered_at, "Action answered: done", "Ashbridge Housing"),
        }
