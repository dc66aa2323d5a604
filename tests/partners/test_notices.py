"""Notices: mine alone, opened at a page of ours, marked read once."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from partners.models import Notice, User
from partners.notices import add_kind, tell
from partners.scope import acting
from tests.personas import World

add_kind("test_told", "Something happened in {subject}.")


@pytest.fixture
def notice(world: World) -> Notice:
    """A notice for alice that bob's act has caused."""
    return told(world, "/notices/?page=1")


def told(world: World, path: str) -> Notice:
    with acting(world.bob):
        tell(world.bob, [User.objects.get(pk=world.alice.person)], kind="test_told", subject="7KQ2", path=path)
    with acting(world.alice):
        return Notice.objects.latest("created_at")


def is_read(world: World, notice: Notice) -> bool:
    with acting(world.alice):
        return Notice.objects.get(pk=notice.pk).read_at is not None


def events(world: World, verb: str) -> list[tuple[str, dict[str, int]]]:
    with acting(world.grace):
        return list(Event.objects.filter(verb=verb).values_list("subject", "facts"))


def test_opening_a_notice_goes_to_its_page_and_counts_as_reading(world: World, notice: Notice) -> None:
    answer = world.client(world.alice).get(reverse("notice_open", args=[notice.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/notices/?page=1")
    assert is_read(world, notice)
    assert events(world, "notice.read") == [("7KQ2", {})]


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_a_notice_never_leads_off_the_site(world: World, path: str) -> None:
    notice = told(world, path)
    answer = world.client(world.alice).get(reverse("notice_open", args=[notice.pk]))
    assert answer.headers["Location"] == reverse("notice_list")


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_opens_or_reads_the_notice_of_another(world: World, notice: Notice, method: str) -> None:
    name = {"get": "notice_open", "post": "notice_read"}[method]
    for person in (world.bob, world.dana, world.frank):
        answer = getattr(world.client(person), method)(reverse(name, args=[notice.pk]))
        assert answer.status_code == 404
    assert not is_read(world, notice)


def test_marking_one_read_twice_is_written_once(world: World, notice: Notice) -> None:
    client = world.client(world.alice)
    for _ in range(2):
        assert client.post(reverse("notice_read", args=[notice.pk])).headers["Location"] == reverse("notice_list")
    assert events(world, "notice.read") == [("7KQ2", {})]


def test_marking_all_read_leaves_those_of_others(world: World, notice: Notice) -> None:
    second = told(world, "/")
    with acting(world.alice):
        tell(world.alice, [User.objects.get(pk=world.bob.person)], kind="test_told", subject="9", path="/")
    world.client(world.alice).post(reverse("notice_read_all"))
    assert is_read(world, notice)
    assert is_read(world, second)
    assert events(world, "notice.read") == [("", {"notices": 2})]
    with acting(world.bob):
        assert [notice.read_at for notice in Notice.objects.all()] == [None]


def test_the_list_shows_each_notice_with_its_state(world: World, notice: Notice) -> None:
    client = world.client(world.alice)
    page = client.get(reverse("notice_list")).content.decode()
    assert page.count("Something happened in 7KQ2.</a>") == 1
    assert "Mark all as read" in page
    client.post(reverse("notice_read", args=[notice.pk]))
    page = client.get(reverse("notice_list")).content.decode()
    assert page.count("Something happened in 7KQ2.</a>") == 1
    assert "Mark all as read" not in page


def test_an_empty_list_says_what_will_be_here(world: World) -> None:
    assert "No notices yet" in world.client(world.alice).get(reverse("notice_list")).content.decode()


def test_reading_needs_a_post(world: World, notice: Notice) -> None:
    client: Client = world.client(world.alice)
    assert client.get(reverse("notice_read", args=[notice.pk])).status_code == 405
    assert client.get(reverse("notice_read_all")).status_code == 405
