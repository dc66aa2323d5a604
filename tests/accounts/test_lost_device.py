"""Somebody has lost the device: an administrator takes the second step away, and nobody gets in by it."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.asserts import assertContains, assertRedirects

from audit.models import Event
from partners.actions.second_factor import NOTICE, reset
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice, User
from partners.scope import acting, scope
from tests.accounts.conftest import SECOND_STEP, give_password, set_up_app
from tests.personas import World, confirm

pytestmark = pytest.mark.usefixtures("required")


@pytest.fixture
def path(alice: User) -> str:
    """The page on which Alice's second step is taken away."""
    return reverse("person_second_step", args=[alice.pk])


@pytest.fixture
def hers(client: Client, alice: User) -> Client:
    """Alice's browser, in which she has set up an authenticator app."""
    give_password(client, alice)
    set_up_app(client)
    return client


def test_it_asks_the_administrator_to_confirm_first(world: World, path: str) -> None:
    stale = world.client(world.frank)
    confirm(stale, world.frank.person, seconds_ago=301)
    for response in (stale.get(path), stale.post(path)):
        assert response.headers["Location"].startswith("/account/confirm/?next=")


def test_the_page_says_what_it_means(world: World, path: str) -> None:
    assertContains(world.client(world.frank).get(path), "Make sure that it is Alice who asks")


def test_afterwards_she_is_signed_out_and_sets_up_a_new_one(world: World, path: str, hers: Client, alice: User) -> None:
    assertRedirects(world.client(world.frank).post(path), reverse("person_page", args=[alice.pk]))
    assert not Authenticator.objects.filter(user=alice).exists()
    assert hers.get("/").status_code == 302
    assert give_password(Client(), alice) == "/"
    assert give_password(hers, alice) == "/"
    assertRedirects(hers.get("/"), SECOND_STEP)


def test_she_is_told_and_it_is_an_event(world: World, path: str, hers: Client, alice: User) -> None:
    world.client(world.frank).post(path)
    with scope(user_id=alice.pk, partnership_id=world.partnership.pk):
        assert Notice.objects.filter(user=alice, kind=NOTICE, emailed_at__isnull=True).count() == 1
    with acting(world.grace):
        event = Event.objects.get(verb="mfa.reset")
    assert (event.user_id, event.subject) == (world.frank.person, str(alice.pk))


def test_there_has_to_be_one(world: World, alice: User) -> None:
    with acting(world.frank), pytest.raises(NotPossible, match="Alice has not set up a second step"):
        reset(actor=world.frank, user=alice)


def test_nobody_takes_away_their_own(world: World) -> None:
    with acting(world.frank), pytest.raises(NotPermitted, match="You cannot take away your own second step"):
        reset(actor=world.frank, user=User.objects.get(pk=world.frank.person))


@pytest.mark.parametrize("name", ["alice", "dana", "erin", "grace", "lena"])
def test_only_administrators_of_the_partnership_do_it(world: World, hers: Client, alice: User, name: str) -> None:
    actor = world.people()[name]
    with acting(actor), pytest.raises(NotPermitted):
        reset(actor=actor, user=alice)
    assert Authenticator.objects.filter(user=alice).exists()


def _fresh_pages(resolver: URLResolver) -> set[str]:
    found: set[str] = set()
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            found |= _fresh_pages(each)
        elif isinstance(each, URLPattern) and getattr(each.callback, "fresh", False):
            found.add(str(each.name))
    return found


def test_the_pages_that_ask_once_more_are_these() -> None:
    """Emergency access, exports of people, erasing, handing on, releases, roles and what guards accounts."""
    assert _fresh_pages(get_resolver()) == {
        *("audit_export", "emergency_open", "subject_erase"),
        *("case_transfer", "transfer_answer", "transfer_withdraw", "release_sign", "release_withdraw"),
        *(
            "person_disable",
            "person_edit",
            "person_enable",
            "person_link",
            "person_new",
            "person_second_step",
            "role_end",
            "role_give",
        ),
        *("proposal_approve", "proposal_refuse", "seat_end", "sign_on_approve", "sign_on_edit"),
    }
