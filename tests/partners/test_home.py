"""The home page: what needs me today, unread notices, and where each role begins."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from partners import home
from partners.actions.notices import mark_read
from partners.actor import Actor
from partners.home import ToDo, add_to_do_source
from partners.models import Membership, Notice, User
from partners.notices import add_kind, tell
from partners.scope import acting
from partners.starts import STARTS
from tests.personas import BACKEND, World

add_kind("test_told", "Something happened in {subject}.")


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test say what waits."""
    monkeypatch.setattr(home, "_sources", [])


def text_of(client: Client, path: str = "/") -> str:
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_signed_out_people_are_asked_to_sign_in(db: None) -> None:
    answer = Client().get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/sign-in/?next=/")


def test_what_waits_stands_newest_first_and_the_overdue_are_marked(world: World, sources: None) -> None:
    def source(actor: Actor) -> list[ToDo]:
        assert actor.user_id == world.alice.user_id
        old = ToDo("Do the older thing", "/old/", datetime(2026, 11, 1, 9, tzinfo=UTC), "due 3 November 2026", True)
        new = ToDo("Do the newer thing", "/new/", datetime(2026, 11, 20, 9, tzinfo=UTC), "due 27 November 2026")
        return [old, new]

    add_to_do_source(source)
    text = text_of(world.client(world.alice))
    assert "2 things to do, 1 overdue" in text
    newer, older = text.index("Do the newer thing"), text.index("Do the older thing")
    assert newer < text.index("Due 27 November 2026") < older < text.index("Due 3 November 2026")
    assert [found.start() > older for found in re.finditer("Overdue", text)] == [True]


def test_an_empty_day_says_so(world: World, sources: None) -> None:
    text = text_of(world.client(world.alice))
    assert "Nothing waits for you" in text
    assert "You have read everything." in text


def test_unread_notices_of_the_person_are_shown(world: World) -> None:
    alice = User.objects.get(pk=world.alice.person)
    with acting(world.bob):
        tell(world.bob, [alice], kind="test_told", subject="7KQ2-M4XD-9H", path="/cases/")
    assert "Something happened in 7KQ2-M4XD-9H" in text_of(world.client(world.alice))
    assert "Something happened" not in text_of(world.client(world.bob))
    with acting(world.alice):
        mark_read(actor=world.alice, notice=Notice.objects.get())
    assert "Something happened" not in text_of(world.client(world.alice))


CASEWORK = [
    "Log an incident",
    "Find a case",
    "Next conference",
    "Actions of your agency",
    "Support services",
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("alice", CASEWORK),
        ("dana", CASEWORK),
        ("heidi", CASEWORK),
        ("erin", ["This quarter so far", "Reports", "Support services"]),
        ("frank", ["Agencies, people and settings", "Support services"]),
        ("grace", ["Who looked"]),
        ("ivan", ["Incidents in the partnership", "Support services"]),
    ],
)
def test_each_role_begins_where_its_work_is(world: World, name: str, expected: list[str]) -> None:
    actor = world.people()[name]
    assert [start.text for start in STARTS if actor.may(start.permission)] == expected


def test_a_person_whose_role_has_ended_is_told_plainly(world: World) -> None:
    Membership.objects.filter(user_id=world.bob.person).update(until=timezone.localdate().replace(day=1, month=1))
    client = Client()
    client.force_login(User.objects.get(pk=world.bob.person), backend=BACKEND)
    answer = client.get("/")
    assert answer.status_code == 403
    assert "You have no role at present" in answer.content.decode()
    assert "Sign out" in answer.content.decode()
