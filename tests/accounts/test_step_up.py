"""Pages that ask a person to prove once more who they are, though they have signed in."""

import sys

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django.asserts import assertContains, assertRedirects

from partners.actor import ActorRequest
from partners.freshness import NOT_SENT
from partners.models import User
from partners.roles import Permission
from partners.web import page
from tests.personas import World, confirm

PASSWORD = "seven-quiet-otters-sing"
CONFIRM = "/account/confirm/"
DELICATE = "/delicate/?for=reason"
NOT_SENT_PAGE = "/account/not-sent/"
ASKED = f"{CONFIRM}?next=/delicate/%3Ffor%3Dreason"


@page(Permission.CASE_READ, fresh=True)
def delicate(request: ActorRequest) -> HttpResponse:
    return HttpResponse("Open")


urlpatterns = [path("delicate/", delicate), path("", include("hatecrime.urls"))]


@pytest.fixture(autouse=True)
def _a_delicate_page(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = sys.modules[__name__]


@pytest.fixture
def stale(world: World) -> Client:
    return world.client(world.alice, fresh=False)


def is_open(client: Client) -> bool:
    return client.get(DELICATE).status_code == 200


def test_having_signed_in_is_not_enough(client: Client, world: World) -> None:
    alice = User.objects.get(pk=world.alice.person)
    alice.set_password(PASSWORD)
    alice.save()
    client.post("/account/sign-in/", {"login": alice.email, "password": PASSWORD})
    assertRedirects(client.get(DELICATE), ASKED)


def test_the_password_opens_the_page_where_the_second_factor_is_skipped(stale: Client, world: World) -> None:
    alice = User.objects.get(pk=world.alice.person)
    alice.set_password(PASSWORD)
    alice.save()
    stale.force_login(alice)
    assertContains(stale.post(CONFIRM, {"password": "wrong", "next": DELICATE}), "The password is not right.")
    assert not is_open(stale)
    done = stale.post(CONFIRM, {"password": PASSWORD, "next": DELICATE})
    assertRedirects(done, DELICATE, fetch_redirect_response=False)
    assert is_open(stale)


def test_it_holds_for_five_minutes(stale: Client, world: World) -> None:
    confirm(stale, world.alice.person, seconds_ago=299)
    assert is_open(stale)
    confirm(stale, world.alice.person, seconds_ago=301)
    assert not is_open(stale)


def test_the_password_alone_opens_nothing_where_the_second_factor_is_required(
    stale: Client, world: World, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "required"
    confirm(stale, world.alice.person, method="password")
    assert not is_open(stale)
    confirm(stale, world.alice.person, method="mfa")
    assert is_open(stale)


def test_what_somebody_else_proved_in_this_browser_does_not_count(stale: Client, world: World) -> None:
    confirm(stale, world.bob.person)
    assert not is_open(stale)


def test_without_the_permission_nobody_is_asked(world: World) -> None:
    assert world.client(world.frank, fresh=False).get(DELICATE).status_code == 403


def test_what_is_sent_too_late_is_kept_and_can_be_sent_after_confirming(stale: Client, world: World) -> None:
    response = stale.post(DELICATE, {"reason": "He waits at her door", "password": "not this"})
    assert response.headers["Location"] == f"{CONFIRM}?next={NOT_SENT_PAGE}"
    assertContains(stale.get(CONFIRM), NOT_SENT)
    page = stale.get(NOT_SENT_PAGE)
    assertContains(page, "He waits at her door")
    assertContains(page, f'<form method="post" action="{DELICATE}">')
    assertContains(page, '<input type="hidden" name="reason" value="He waits at her door">', html=True)
    assert "not this" not in page.content.decode()
    confirm(stale, world.alice.person)
    assert stale.post(DELICATE, {"reason": "He waits at her door"}).status_code == 200
    assertContains(stale.get(NOT_SENT_PAGE), "Nothing waits to be sent")


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/cases/?page=2#top", "/cases/%3Fpage%3D2"),
        ("http://elsewhere.example/cases/", "/delicate/"),
        ("javascript:alert(1)", "/delicate/"),
        ("//elsewhere.example/", "/delicate/"),
    ],
)
def test_what_a_stranger_sends_leads_back_to_the_page_it_was_entered_on(
    client: Client, db: None, came_from: str, leads_to: str
) -> None:
    response = client.post(DELICATE, {"reason": "anything"}, headers={"referer": came_from})
    assert response.headers["Location"] == f"/account/sign-in/?next={leads_to}"
    assert "unsent" not in client.session


def test_confirming_leads_to_no_other_site(stale: Client, world: World) -> None:
    alice = User.objects.get(pk=world.alice.person)
    alice.set_password(PASSWORD)
    alice.save()
    stale.force_login(alice)
    done = stale.post(CONFIRM, {"password": PASSWORD, "next": "https://elsewhere.example/"})
    assert done.headers["Location"] == "/"
