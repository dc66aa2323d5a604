"""Passkeys, with a device in software: set up, signed in with, confirmed with, taken away."""

import html
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from partners.models import User
from tests.accounts.authenticator import Passkey
from tests.accounts.conftest import SECOND_STEP, code_of, give_password, set_up_app
from tests.personas import World, confirm

pytestmark = pytest.mark.usefixtures("required")
NEW, SIGN_IN, CONFIRM = (f"{SECOND_STEP}{path}" for path in ("passkeys/new/", "sign-in/", "passkeys/confirm/"))


def asked(client: Client, path: str) -> dict[str, Any]:
    """Return what the page asks the browser for."""
    found = re.search(r'data-passkey="([^"]+)"', client.get(path).content.decode())
    assert found
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


@pytest.fixture
def passkey(client: Client, alice: User) -> Passkey:
    """Alice's passkey; her browser has signed in and set it up."""
    give_password(client, alice)
    passkey = Passkey()
    response = client.post(NEW, {"name": "Work telephone", "credential": passkey.create(asked(client, NEW))})
    assertRedirects(response, f"{SECOND_STEP}codes/")
    return passkey


def test_setting_one_up_opens_the_pages(client: Client, passkey: Passkey, alice: User) -> None:
    assert client.get("/").status_code == 200
    assertContains(client.get(SECOND_STEP), "Work telephone")
    assert {each.type for each in Authenticator.objects.filter(user=alice)} == {"webauthn", "recovery_codes"}


def test_it_signs_in_after_the_password(passkey: Passkey, alice: User) -> None:
    browser = Client()
    assert give_password(browser, alice) == SIGN_IN
    assert browser.post(SIGN_IN, {"credential": passkey.get(asked(browser, SIGN_IN))}).status_code == 302
    assert browser.get("/").status_code == 200


def test_what_it_signed_counts_once(passkey: Passkey, alice: User) -> None:
    browser = Client()
    give_password(browser, alice)
    signed = passkey.get(asked(browser, SIGN_IN))
    browser.post(SIGN_IN, {"credential": signed})
    thief = Client()
    give_password(thief, alice)
    asked(thief, SIGN_IN)
    assertContains(thief.post(SIGN_IN, {"credential": signed}), "Confirm that it is you")
    assert "_auth_user_id" not in thief.session


@pytest.mark.parametrize("origin", ["https://testserver.evil.example", "https://evil.example", "http://testserver"])
def test_what_it_signed_for_another_site_counts_nothing(passkey: Passkey, alice: User, origin: str) -> None:
    browser = Client()
    give_password(browser, alice)
    passkey.origin = origin
    assert browser.post(SIGN_IN, {"credential": passkey.get(asked(browser, SIGN_IN))}).status_code == 200
    assert "_auth_user_id" not in browser.session


def test_somebody_elses_passkey_does_not_sign_in(passkey: Passkey, alice: User) -> None:
    browser = Client()
    give_password(browser, alice)
    stranger = Passkey(number=passkey.number)
    assert browser.post(SIGN_IN, {"credential": stranger.get(asked(browser, SIGN_IN))}).status_code == 200
    assert "_auth_user_id" not in browser.session


NONSENSE = ("", "nonsense", "{}", "[]", '{"id": 1, "response": null}', '{"id": "x", "rawId": "x", "response": {}}')


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_sets_nothing_up(client: Client, alice: User, nonsense: str) -> None:
    give_password(client, alice)
    asked(client, NEW)
    assert client.post(NEW, {"name": "Mine", "credential": nonsense}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_and_breaks_nothing(passkey: Passkey, alice: User, nonsense: str) -> None:
    browser = Client()
    give_password(browser, alice)
    asked(browser, SIGN_IN)
    assertContains(browser.post(SIGN_IN, {"credential": nonsense}), "The passkey was not accepted.")
    assert "_auth_user_id" not in browser.session


def test_it_confirms_and_leads_back(client: Client, passkey: Passkey, world: World) -> None:
    confirm(client, world.alice.person, seconds_ago=301)
    way = client.get("/account/confirm/?next=/cases/").headers["Location"]
    assert way == f"{CONFIRM}?next=%2Fcases%2F"
    response = client.post(CONFIRM, {"credential": passkey.get(asked(client, way)), "next": "/cases/"})
    assertRedirects(response, "/cases/")


def test_a_wrong_one_does_not_confirm(client: Client, passkey: Passkey, world: World) -> None:
    confirm(client, world.alice.person, seconds_ago=301)
    asked(client, CONFIRM)
    response = client.post(f"{CONFIRM}?next=/cases/", {"credential": "{}", "next": "/cases/"})
    assert response.headers["Location"].startswith(CONFIRM)
    assert client.get(NEW).headers["Location"] == f"/account/confirm/?next={NEW}"


def test_the_only_one_cannot_be_taken_away_but_one_of_two_can(client: Client, passkey: Passkey, alice: User) -> None:
    (number,) = Authenticator.objects.filter(user=alice, type="webauthn").values_list("pk", flat=True)
    remove = f"{SECOND_STEP}passkeys/{number}/remove/"
    assertContains(client.post(remove, follow=True), "This is your only second step. Set up another one first.")
    secret = set_up_app(client)
    assertContains(client.post(remove, follow=True), "The passkey is taken away.")
    browser = Client()
    give_password(browser, alice)
    assert browser.post(SIGN_IN, {"code": code_of(secret, steps=1)}).status_code == 302


def test_it_can_be_renamed(client: Client, passkey: Passkey, alice: User) -> None:
    (number,) = Authenticator.objects.filter(user=alice, type="webauthn").values_list("pk", flat=True)
    client.post(f"{SECOND_STEP}passkeys/{number}/name/", {"name": "Old telephone"})
    assertContains(client.get(SECOND_STEP), "Old telephone")


def test_nobody_touches_somebody_elses(client: Client, passkey: Passkey, alice: User, world: World) -> None:
    (number,) = Authenticator.objects.filter(user=alice, type="webauthn").values_list("pk", flat=True)
    bob = world.client(world.bob)
    for path in ("name", "remove"):
        assert bob.post(f"{SECOND_STEP}passkeys/{number}/{path}/", {"name": "Mine"}).status_code == 404
