"""The second factor: everybody has one, codes count once, and secrets are not readable in the database."""

import importlib
import re
import sys

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.asserts import assertContains, assertRedirects

from audit.models import Event
from hatecrime.apps import refuse_an_unsafe_role
from hatecrime.starting import SecondFactorSkipped, check_second_factor
from partners.models import User
from partners.scope import acting
from partners.sealing import NotReadable, seal, unseal
from tests.accounts.conftest import (
    PASSWORD,
    SECOND_STEP,
    SIGN_IN,
    code_of,
    give_password,
    set_up_app,
    sign_in,
)
from tests.personas import World, confirm

pytestmark = pytest.mark.usefixtures("required")
CODE_NOT_RIGHT = "The code is not right, or has been used."


@pytest.fixture
def secret(client: Client, alice: User) -> str:
    """The key of Alice's authenticator app; her browser has signed in and proved it."""
    assert give_password(client, alice) == "/"
    return set_up_app(client)


@pytest.fixture
def another() -> Client:
    """Another browser."""
    return Client()


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", client.get(f"{SECOND_STEP}codes/").content.decode())


def verbs(world: World) -> list[str]:
    with acting(world.grace):
        return list(Event.objects.filter(user_id=world.alice.person).order_by("at").values_list("verb", flat=True))


class TestEverybodyHasOne:
    @pytest.mark.parametrize("name", ["home", "case_list", "notice_list", "account_change_password", "acting_choose"])
    def test_without_one_every_page_leads_to_setting_one_up(self, client: Client, alice: User, name: str) -> None:
        give_password(client, alice)
        assertRedirects(client.get(reverse(name)), SECOND_STEP)

    def test_the_interface_says_so_in_json(self, client: Client, alice: User) -> None:
        give_password(client, alice)
        response = client.get("/api/cases/")
        assert (response.status_code, response.headers["Content-Type"]) == (403, "application/json")

    def test_setting_one_up_and_signing_out_stay_open(self, client: Client, alice: User) -> None:
        give_password(client, alice)
        assertContains(client.get(SECOND_STEP), "Set up your second step for signing in")
        assert client.get(f"{SECOND_STEP}app/").status_code == 200
        assert client.get(f"{SECOND_STEP}passkeys/new/").status_code == 200
        assertRedirects(client.post("/account/sign-out/"), SIGN_IN)

    def test_it_opens_the_pages(self, client: Client, secret: str) -> None:
        assert client.get("/").status_code == 200

    def test_with_one_the_password_alone_signs_nobody_in(self, another: Client, alice: User, secret: str) -> None:
        assert give_password(another, alice) == f"{SECOND_STEP}sign-in/"
        assert "_auth_user_id" not in another.session
        assert another.get("/").headers["Location"] == f"{SIGN_IN}?next=/"
        assert another.post(f"{SECOND_STEP}sign-in/", {"code": code_of(secret, steps=1)}).status_code == 302
        assert another.get("/").status_code == 200

    def test_a_session_from_before_it_was_required_is_asked_for_it(
        self, another: Client, alice: User, secret: str
    ) -> None:
        another.force_login(alice)
        assertRedirects(another.get("/cases/"), "/account/confirm/?next=/cases/", fetch_redirect_response=False)
        assert another.get(SECOND_STEP).status_code == 302
        way = another.get("/account/confirm/?next=/cases/")
        assert way.headers["Location"] == f"{SECOND_STEP}confirm/?next=%2Fcases%2F"
        response = another.post(way.headers["Location"], {"code": code_of(secret, steps=1), "next": "/cases/"})
        assertRedirects(response, "/cases/")

    def test_the_demo_may_skip_it(self, client: Client, alice: User, settings: LazySettings) -> None:
        settings.SECOND_FACTOR = "skipped"
        settings.DEMO = True
        give_password(client, alice)
        assertContains(client.get("/"), "The second step for signing in is switched off in this demo.")

    def test_there_is_no_such_banner_where_it_is_required(
        self, client: Client, secret: str, settings: LazySettings
    ) -> None:
        settings.DEMO = True
        assert "switched off" not in client.get("/").content.decode()


class TestProductionRefusesToStartWithoutIt:
    def test_the_check(self, settings: LazySettings) -> None:
        settings.DEMO, settings.SECOND_FACTOR = False, "skipped"
        with pytest.raises(SecondFactorSkipped, match="for the demo alone"):
            check_second_factor()
        settings.SECOND_FACTOR = "required"
        check_second_factor()

    def test_the_web_server_the_workers_and_the_commands(self, settings: LazySettings) -> None:
        settings.DEMO, settings.SECOND_FACTOR = False, "skipped"
        sys.modules.pop("hatecrime.wsgi", None)
        with pytest.raises(SecondFactorSkipped):
            importlib.import_module("hatecrime.wsgi")
        with pytest.raises(SystemExit, match="SECOND_FACTOR=skipped"):
            refuse_an_unsafe_role()
        with pytest.raises(SystemCheckError, match="SECOND_FACTOR=skipped is for the demo alone"):
            call_command("check")


class TestAnAuthenticatorApp:
    def test_the_picture_is_an_address_of_our_own_that_holds_the_key(self, client: Client, alice: User) -> None:
        give_password(client, alice)
        page = client.get(f"{SECOND_STEP}app/").content.decode()
        assert f'src="{SECOND_STEP}app/picture/"' in page
        assert "data:" not in page
        key = client.session["mfa.totp.secret"]
        assert f'href="otpauth://totp/alice%40example.org?secret={key}&amp;issuer=Hate%20crime%20casework"' in page
        picture = client.get(f"{SECOND_STEP}app/picture/")
        assert picture.headers["Content-Type"] == "image/svg+xml"
        assert b"<path" in picture.content
        assert client.session["mfa.totp.secret"] == key

    def test_a_wrong_code_sets_nothing_up(self, client: Client, alice: User) -> None:
        give_password(client, alice)
        client.get(f"{SECOND_STEP}app/")
        assertContains(client.post(f"{SECOND_STEP}app/", {"code": "000000"}), CODE_NOT_RIGHT)
        assert not Authenticator.objects.filter(user=alice).exists()

    def test_a_code_counts_once(self, another: Client, alice: User, secret: str) -> None:
        sign_in(another, alice, secret, steps=1)
        for steps in (-1, 0, 1):
            third = Client()
            give_password(third, alice)
            response = third.post(f"{SECOND_STEP}sign-in/", {"code": code_of(secret, steps=steps)})
            assertContains(response, CODE_NOT_RIGHT)
            assert "_auth_user_id" not in third.session

    def test_the_code_that_set_it_up_does_not_sign_in(self, another: Client, alice: User, secret: str) -> None:
        give_password(another, alice)
        response = another.post(f"{SECOND_STEP}sign-in/", {"code": code_of(secret)})
        assertContains(response, CODE_NOT_RIGHT)

    def test_a_used_code_stays_used_when_the_cache_is_lost(self, another: Client, alice: User, secret: str) -> None:
        sign_in(another, alice, secret)
        cache.clear()
        third = Client()
        give_password(third, alice)
        assertContains(third.post(f"{SECOND_STEP}sign-in/", {"code": code_of(secret, steps=1)}), CODE_NOT_RIGHT)

    def test_its_key_is_not_readable_in_the_database(self, alice: User, secret: str) -> None:
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in kept
        app = Authenticator.objects.get(user=alice, type="totp")
        assert unseal(app.data["secret"], purpose="second factor") == secret
        with pytest.raises(NotReadable):
            unseal(app.data["secret"], purpose="something else")

    def test_another_secret_key_cannot_read_it_but_one_that_was_in_force_before_can(
        self, secret: str, settings: LazySettings
    ) -> None:
        sealed = seal("a key", purpose="second factor")
        before = settings.SECRET_KEY
        settings.SECRET_KEY = "another key that is long enough for anything 1234567890"
        with pytest.raises(NotReadable):
            unseal(sealed, purpose="second factor")
        settings.SECRET_KEY_FALLBACKS = [before]
        assert unseal(sealed, purpose="second factor") == "a key"

    def test_the_only_one_cannot_be_taken_away(self, client: Client, alice: User, secret: str) -> None:
        assertContains(client.get(f"{SECOND_STEP}app/remove/"), "Set up another one first.")
        client.post(f"{SECOND_STEP}app/remove/")
        assert Authenticator.objects.filter(user=alice, type="totp").exists()

    def test_setting_up_and_taking_away_ask_once_more(self, client: Client, world: World, secret: str) -> None:
        confirm(client, world.alice.person, seconds_ago=301)
        for path in ("app/remove/", "passkeys/new/", "codes/", "codes/new/"):
            response = client.get(f"{SECOND_STEP}{path}")
            assert response.headers["Location"] == f"/account/confirm/?next={SECOND_STEP}{path}"


class TestRecoveryCodes:
    def test_ten_are_shown_once(self, client: Client, secret: str) -> None:
        codes = recovery_codes(client)
        assert len(set(codes)) == 10
        assert recovery_codes(client) == []
        assertContains(client.get(f"{SECOND_STEP}codes/"), "Your codes were shown once")

    def test_each_lets_in_once(self, client: Client, alice: User, secret: str, another: Client) -> None:
        code, *_ = recovery_codes(client)
        give_password(another, alice)
        assert another.post(f"{SECOND_STEP}sign-in/", {"code": code}).status_code == 302
        assert another.get("/").status_code == 200
        third = Client()
        give_password(third, alice)
        assertContains(third.post(f"{SECOND_STEP}sign-in/", {"code": code}), CODE_NOT_RIGHT)
        assertContains(another.get(SECOND_STEP), "You have 9 recovery codes left.")

    def test_new_ones_replace_the_old(self, client: Client, alice: User, secret: str, another: Client) -> None:
        old, *_ = recovery_codes(client)
        client.post(f"{SECOND_STEP}codes/new/")
        new, *_ = recovery_codes(client)
        give_password(another, alice)
        assertContains(another.post(f"{SECOND_STEP}sign-in/", {"code": old}), CODE_NOT_RIGHT)
        assert another.post(f"{SECOND_STEP}sign-in/", {"code": new}).status_code == 302

    def test_they_are_not_readable_in_the_database(self, client: Client, alice: User, secret: str) -> None:
        codes = recovery_codes(client)
        kept = Authenticator.objects.get(user=alice, type="recovery_codes")
        assert not any(code in str(kept.data) for code in codes)
        assert len(unseal(kept.data["seed"], purpose="second factor")) == 80


class TestConfirming:
    def test_the_password_is_not_enough_for_somebody_with_a_second_factor(self, client: Client, secret: str) -> None:
        response = client.post("/account/confirm/", {"password": PASSWORD, "next": "/cases/"})
        assert response.headers["Location"] == f"{SECOND_STEP}confirm/?next=%2Fcases%2F"
        assert not any(
            record["method"] == "password" and record.get("reauthenticated")
            for record in client.session["account_authentication_methods"]
        )

    def test_a_code_confirms(self, client: Client, world: World, secret: str) -> None:
        confirm(client, world.alice.person, seconds_ago=301)
        page = client.get(f"{SECOND_STEP}confirm/?next=/cases/")
        assertContains(page, '<input type="hidden" name="next" value="/cases/">')
        response = client.post(f"{SECOND_STEP}confirm/", {"code": code_of(secret, steps=1), "next": "/cases/"})
        assertRedirects(response, "/cases/")
        assert client.get(f"{SECOND_STEP}codes/new/").status_code == 200


class TestTheLog:
    def test_every_step_is_an_event(self, client: Client, alice: User, world: World, secret: str) -> None:
        code, *_ = recovery_codes(client)
        other = Client()
        give_password(other, alice)
        other.post(f"{SECOND_STEP}sign-in/", {"code": "123"})
        other.post(f"{SECOND_STEP}sign-in/", {"code": code})
        other.post(f"{SECOND_STEP}confirm/", {"code": code_of(secret, steps=1)})
        assert [verb for verb in verbs(world) if not verb.startswith("audit")] == [
            *("session.begin", "mfa.add", "mfa.add"),
            *("session.refuse", "mfa.use_recovery", "session.begin", "mfa.use", "session.confirm"),
        ]

    def test_the_person_is_told_by_email(
        self,
        client: Client,
        alice: User,
        mailoutbox: list[EmailMessage],
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        give_password(client, alice)
        with django_capture_on_commit_callbacks() as callbacks:
            set_up_app(client)
        with context.request_context(client.get(SECOND_STEP).wsgi_request):
            for callback in callbacks:
                callback()
        (message,) = mailoutbox
        assert message.subject == "Hate crime casework: An authenticator app has been set up"
        assert "If this was not you, tell your partnership administrator at once." in message.body
