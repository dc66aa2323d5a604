"""The page of one case at the table: what it saves, what it keeps, and what it shows to whom."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.sections import Section
from conferences.actions import finalising, notes
from conferences.models import Action, Edition
from conferences.versions import version_for
from partners.actor import Actor
from partners.scope import acting
from tests.conferences.meetings import a_case, a_conference, write_up
from tests.conferences.pages import (
    SOON,
    convened,
    item_at,
    minuted,
    notes_as_typed,
    text_of,
    typed,
)
from tests.personas import World


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


def test_every_button_saves_the_notes_and_the_action_begun(world: World) -> None:
    _, conference = convened(world)
    browser = world.client(world.dana)
    address = reverse("item_page", args=[item_at(world, conference).pk])
    action = {"task": "Fit a lock", "agency": str(world.housing.pk), "due_on": typed(SOON)}
    response = browser.post(address, notes_as_typed(item_at(world, conference), **action))
    assert response["Location"] == address
    item = item_at(world, conference)
    assert (item.discussion, item.discussion_version) == ("Fact: two visits.\nOpinion: it will go on.", 1)
    with acting(world.dana):
        drafted = Action.objects.get()
    assert (drafted.task, drafted.due_on, drafted.agency_id) == ("Fit a lock", SOON, world.housing.pk)
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
        ({"task": "Fit a lock", "due_on": typed(SOON)}, "Choose the agency that does it"),
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
    typed_late = notes_as_typed(item, decision="A word too late.", task="Ring them", due_on=typed(SOON))
    response = world.client(world.dana).post(reverse("item_page", args=[item.pk]), typed_late)
    shown = text_of(response)
    assert response.status_code == 422
    for words in ("The minutes are final and cannot be changed.", "A word too late.", "Ring them"):
        assert words in shown
    assert item_at(world, conference).decision == "Each agency acts by the end of the month."


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
