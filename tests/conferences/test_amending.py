"""Amending final minutes: actions, review date and attendance, each as a version that shows what changed."""

from copy import deepcopy
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from conferences.actions import answers, finalising
from conferences.actions.amending import Amendment, amend
from conferences.actions.amending_actions import Agreed, agreed_of
from conferences.actions.amending_attendance import amend_attendance
from conferences.actions.attendance import Attendee
from conferences.models import Action, ActionState, Edition, Minutes
from conferences.models.attendance import Presence
from conferences.versions import Version, versions_for
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.scope import acting, scope
from tests.conferences.after import FIRST, Held, held
from tests.personas import World

THERE = Presence.PRESENT


@pytest.fixture(scope="module")
def once(standing: World) -> Held:
    made = held(standing)
    with acting(standing.dana):
        finalising.finalise(actor=standing.dana, conference=made.conference)
    return made


@pytest.fixture
def meeting(db: None, once: Held) -> Held:
    return deepcopy(once)


def copies(actor: Actor, meeting: Held) -> list[Version]:
    with acting(actor):
        return versions_for(actor, meeting.conference, Edition.FINAL)


def changed(version: Version, meeting: Held) -> dict[str, str]:
    """What changed in the first item: the words that went in brackets, those that came in after a plus."""
    signs = {"same": "{}", "removed": "[{}]", "added": "+{}+"}
    found = version.changes().get(meeting.first.case.reference, [])
    return {change.name: "".join(signs[each.kind].format(each.text) for each in change.pieces) for change in found}


def test_actions_and_the_review_date_are_amended_and_the_list_follows(world: World, meeting: Held) -> None:
    day = timezone.localdate() + timedelta(days=40)
    with acting(world.dana):
        housing = Action.objects.get(agency=world.housing, item=meeting.first)
        own = Action.objects.get(agency=world.unit, item=meeting.first)
        actions = {housing.pk: Agreed("Fit two locks", world.unit.pk, day), own.pk: agreed_of(own)}
        amendment = Amendment(FIRST, "Housing acts.", "The unit took it.", day, actions)
        made = amend(
            actor=world.dana, conference=meeting.conference, item=meeting.first, amendment=amendment, version=1
        )
        housing.refresh_from_db()
        assert (housing.task, housing.agency_id, housing.due_on) == ("Fit two locks", world.unit.pk, day)
        assert Case.objects.get(pk=meeting.first.case_id).review_on == day
    whole, housings = copies(world.dana, meeting), copies(world.bob, meeting)
    texts = [[action["task"] for action in copy.content["items"][0]["actions"]] for copy in housings]
    assert texts == [["What Ashbridge Housing does"], []]
    assert [action["task"] for action in whole[1].content["items"][0]["actions"]] == [
        "Fit two locks",
        "What Hate Crime Unit does",
    ]
    assert set(changed(whole[1], meeting)) == {"Review date", "Actions"}
    assert changed(whole[1], meeting)["Review date"] == f"[Not]+{day.day}+ [set]+{day:%B %Y}+"
    assert made.content_sha256 == whole[1].content_sha256
    with scope(user_id=world.bob.person):
        assert Notice.objects.filter(kind="minutes_amended").count() == 1
    with scope(user_id=world.charlie.person):
        assert not Notice.objects.filter(kind="minutes_amended").exists()
    assert [copy.number for copy in copies(world.charlie, meeting)] == [1]


def test_what_cannot_be_amended_says_why(world: World, meeting: Held) -> None:
    with acting(world.bob):
        action = Action.objects.get()
        answers.answer(actor=world.bob, action=action, state=ActionState.DONE, note="Done.")
    with acting(world.dana):
        own = Action.objects.get(agency=world.unit, item=meeting.first)
        day = own.due_on
        for key, facts, sentence in (
            (action.pk, Agreed("Other words", world.housing.pk, day), "has been answered meanwhile"),
            (own.pk, Agreed(" ", world.unit.pk, day), "Say what is to be done"),
            (own.pk, Agreed("x", world.harbour.pk, day), "Only an agency that takes part in this item"),
            (own.pk, Agreed("x", world.unit.pk, None), "Say by when the action is due"),
            (own.pk, agreed_of(own), "Nothing has been changed"),
        ):
            amendment = Amendment(FIRST, "Housing acts.", "w", None, {key: facts})
            with pytest.raises(NotPossible, match=sentence):
                amend(
                    actor=world.dana, conference=meeting.conference, item=meeting.first, amendment=amendment, version=1
                )
        assert Minutes.objects.filter(edition=Edition.FINAL).count() == 1


def test_the_database_lets_only_the_agency_that_chaired_amend_an_open_action(world: World, meeting: Held) -> None:
    with acting(world.dana):
        action = Action.objects.get(agency=world.housing, item=meeting.first)
    found = {}
    for name, owner in (("bob", "housing"), ("charlie", "housing"), ("judy", "housing"), ("dana", "harbour")):
        found[name] = _written(world.people()[name], action, getattr(world, owner).pk)
    assert found == dict.fromkeys(("bob", "charlie", "judy", "dana"), False)
    assert _written(world.alice, action, world.housing.pk)


def _written(actor: Actor, action: Action, agency_id: UUID) -> bool:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT app.amend_action(%s, %s, %s, %s, %s)", [action.pk, "Other words", agency_id, action.due_on, False]
        )
        return bool(cursor.fetchone()[0])


def people(world: World) -> list[Attendee]:
    return [
        Attendee(world.unit.pk, "Dana", THERE, is_confirmed=True),
        Attendee(world.housing.pk, "Bob", Presence.APOLOGIES, has_sent_information=True),
        Attendee(world.harbour.pk, "Charlie", THERE, is_confirmed=True),
    ]


def attend(actor: Actor, meeting: Held, people: list[Attendee]) -> None:
    amend_attendance(actor=actor, conference=meeting.conference, people=people, why="He had sent apologies.", version=1)


def test_attendance_is_amended_for_those_who_met_the_person(world: World, meeting: Held) -> None:
    with acting(world.dana):
        for listed, sentence in (
            (people(world)[1:2], "Somebody has to have been present"),
            ([*people(world), Attendee(world.watch.pk, "Ivan", THERE, is_confirmed=True)], "takes no part"),
            ([Attendee(world.unit.pk, "Dana", THERE)], "Dana has not confirmed confidentiality"),
            ([*people(world), people(world)[0]], "Somebody is named twice"),
        ):
            with pytest.raises(NotPossible, match=sentence):
                attend(world.dana, meeting, listed)
        attend(world.dana, meeting, people(world))
    whole, bobs = copies(world.dana, meeting), copies(world.bob, meeting)
    for version in (whole[1], bobs[1]):
        (change,) = version.changes_of_people()
        after = "".join(each.text for each in change.pieces if each.kind != "removed").splitlines()
        assert after[-1] == "Bob, Ashbridge Housing: Apologies, sent information"
        assert "Bob, Ashbridge Housing: Present" not in after
    assert [person["name"] for person in whole[1].content["present"]] == ["Charlie", "Dana"]
    assert [person["name"] for person in bobs[1].content["present"]] == ["Dana"]
    assert bobs[1].content["apologies"][0]["sent_information"] is True
    assert [copy.number for copy in copies(world.charlie, meeting)] == [1]
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the agency that chaired"):
        attend(world.bob, meeting, people(world))


def test_both_are_amended_on_pages_that_keep_what_was_typed(world: World, meeting: Held) -> None:
    browser = world.client(world.dana)
    path = reverse("minutes_amend", args=[meeting.first.pk])
    page = browser.get(path).content.decode()
    with acting(world.dana):
        facts = {
            f"{part}_{action.pk.hex}": said
            for action in Action.objects.filter(item=meeting.first)
            for part, said in (("task", f"{action.task} soon"), ("agency", str(action.agency_id)), ("next", "on"))
        }
    assert all(f'name="{name}"' in page for name in facts)
    typed = {"version": "1", "discussion": FIRST, "decision": "Housing acts.", "review_on": "", **facts}
    refused = browser.post(path, {**typed, "why": ""}).content.decode()
    assert "Say why the minutes are amended" in refused
    assert "What Ashbridge Housing does soon" in refused
    done = browser.post(path, {**typed, "why": "Sooner."}, follow=True).content.decode()
    assert "A new version of the minutes has been made." in done
    assert "What changed: Actions" in done
    path = reverse("attendance_amend", args=[meeting.conference.pk])
    rows = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "1", "version": "2", "why": "Alone."}
    person = {"known": "True", "name": "Dana", "agency": str(world.unit.pk), "presence": "present", "confirmed": "on"}
    one = {f"people-0-{name}": said for name, said in person.items()}
    refused = browser.post(path, {**rows, **one, "people-0-confirmed": ""}).content.decode()
    assert "Dana has not confirmed confidentiality." in refused
    done = browser.post(path, {**rows, **one}, follow=True).content.decode()
    assert "What changed: Attendance" in done
    assert world.client(world.bob).get(path).status_code == 403
