"""Signing in, links and passwords: nobody learns who has an account, guesses are few, and nobody is locked out."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from audit.models import Event
from hatecrime import settings as written
from hatecrime import sign_in
from partners import tasks
from partners.actions import password_links
from partners.models import PasswordRequest, User
from partners.scope import acting
from tests.accounts.conftest import PASSWORD, SECOND_STEP, SIGN_IN, give_password, with_password
from tests.personas import World

FORGOTTEN = "/account/password/forgotten/"
WRONG = "something else entirely"
TOO_MANY = "There were too many attempts."
NEW = "nine-loud-herons-dive"
KNOWN, UNKNOWN = "alice@example.org", "nobody@example.org"
OFFICE, HOME, ELSEWHERE = "198.51.100.7", "203.0.113.9", "192.0.2.44"


def attempt(
    client: Client, email: str = KNOWN, password: str = WRONG, *, address: str = OFFICE, **headers: str
) -> HttpResponse:
    return client.post(SIGN_IN, {"login": email, "password": password}, REMOTE_ADDR=address, headers=headers or None)  # type: ignore[return-value]


def is_refused(response: HttpResponse) -> bool:
    return TOO_MANY in response.content.decode()


class TestThrottling:
    def test_the_sixth_attempt_in_five_minutes_is_refused_whatever_the_password(self, alice: User) -> None:
        answers = [is_refused(attempt(Client())) for _ in range(6)]
        assert answers == [False] * 5 + [True]
        assert is_refused(attempt(Client(), password=PASSWORD))

    def test_an_unknown_address_is_counted_alike(self, db: None) -> None:
        assert [is_refused(attempt(Client(), UNKNOWN)) for _ in range(6)] == [False] * 5 + [True]

    def test_signing_in_does_not_count(self, alice: User) -> None:
        assert {attempt(Client(), password=PASSWORD).status_code for _ in range(8)} == {302}

    def test_a_forged_header_changes_nothing(self, alice: User) -> None:
        forged: dict[str, Callable[[int], str]] = {
            "x-forwarded-for": lambda number: f"10.0.0.{number}",
            "x-real-ip": lambda number: f"10.0.0.{number}",
            "forwarded": lambda number: f"for=10.0.0.{number}",
            "cf-connecting-ip": lambda number: f"10.0.0.{number}",
        }
        for number in range(5):
            attempt(Client(), **{name: value(number) for name, value in forged.items()})
        assert is_refused(attempt(Client(), **{name: value(99) for name, value in forged.items()}))

    def test_behind_one_proxy_only_what_the_proxy_added_counts(self, alice: User, settings: LazySettings) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for number in range(5):
            attempt(Client(), address="127.0.0.1", **{"x-forwarded-for": f"10.0.0.{number}, {OFFICE}"})
        assert is_refused(attempt(Client(), address="127.0.0.1", **{"x-forwarded-for": f"10.9.9.9, {OFFICE}"}))
        assert not is_refused(attempt(Client(), address="127.0.0.1", **{"x-forwarded-for": f"{OFFICE}, {HOME}"}))

    def test_without_a_setting_no_proxy_is_trusted(self, settings: LazySettings) -> None:
        assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0

    def test_an_address_may_fail_far_more_often_than_a_person(self) -> None:
        assert sign_in._FROM_ELSEWHERE == {"login_failed": "5/5m/key,200/5m/ip"}
        assert sign_in._FROM_A_KNOWN_BROWSER == {"login_failed": "5/5m/key"}

    def test_one_persons_failures_do_not_keep_out_the_office(
        self, alice: User, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sign_in, "_FROM_ELSEWHERE", {"login_failed": "5/5m/key,7/5m/ip"})
        bob = with_password(world, "bob")
        for _ in range(10):
            attempt(Client())
        assert attempt(Client(), bob.email, PASSWORD).status_code == 302

    def test_guesses_at_many_accounts_from_one_place_come_to_an_end(
        self, db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sign_in, "_FROM_ELSEWHERE", {"login_failed": "5/5m/key,7/5m/ip"})
        for number in range(7):
            assert not is_refused(attempt(Client(), f"person{number}@example.org"))
        assert is_refused(attempt(Client(), "one.more@example.org"))
        assert not is_refused(attempt(Client(), "one.more@example.org", address=HOME))

    def test_a_stranger_keeps_nobody_out_who_comes_from_elsewhere(self, alice: User) -> None:
        for _ in range(10):
            attempt(Client(), address=ELSEWHERE)
        assert attempt(Client(), password=PASSWORD, address=HOME).status_code == 302

    def test_nor_from_the_same_place_in_a_browser_where_the_person_has_signed_in(
        self, alice: User, client: Client
    ) -> None:
        attempt(client, password=PASSWORD)
        client.post("/account/sign-out/")
        for _ in range(10):
            attempt(Client())
        assert attempt(client, password=PASSWORD).status_code == 302

    def test_a_known_browser_has_its_own_limit(self, alice: User, client: Client) -> None:
        attempt(client, password=PASSWORD)
        client.post("/account/sign-out/")
        assert [is_refused(attempt(client, address=f"198.51.100.{n}")) for n in range(6)] == [False] * 5 + [True]

    def test_it_is_known_for_the_person_who_signed_in_there_alone(
        self, alice: User, world: World, client: Client
    ) -> None:
        attempt(client, password=PASSWORD)
        client.post("/account/sign-out/")
        for _ in range(5):
            attempt(Client(), "bob@example.org")
        assert is_refused(attempt(client, "bob@example.org"))

    def test_a_made_up_cookie_makes_no_browser_known(self, alice: User) -> None:
        for _ in range(5):
            attempt(Client())
        stranger = Client()
        stranger.cookies["known"] = f"1\n{KNOWN}"
        assert is_refused(attempt(stranger))

    def test_the_cookie_says_nothing_and_is_closed_to_scripts(self, alice: User, client: Client) -> None:
        cookie = attempt(client, password=PASSWORD).cookies["known"]
        assert KNOWN not in cookie.value
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")

    def test_an_attack_from_many_places_slows_down_and_shuts_nobody_out(
        self, alice: User, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.SIGN_IN_SLOWED_SECONDS = 0.2
        monkeypatch.setattr(sign_in, "_FROM_EVERYWHERE", {"login_failed": "4/1h/key"})
        for number in range(4):
            attempt(Client(), address=f"192.0.2.{number}")
        assert seconds_of(lambda: attempt(Client(), address="192.0.2.99")) >= 0.2
        began = time.monotonic()
        assert attempt(Client(), password=PASSWORD, address=HOME).status_code == 302
        assert time.monotonic() - began >= 0.2

    def test_wrong_codes_of_the_second_step_are_counted_too(self, alice: User, settings: LazySettings) -> None:
        settings.SECOND_FACTOR = "required"
        client = Client()
        give_password(client, alice)
        client.get(f"{SECOND_STEP}app/")
        for _ in range(5):
            assert not is_refused(client.post(f"{SECOND_STEP}app/", {"code": "000000"}))  # type: ignore[arg-type]
        assert is_refused(client.post(f"{SECOND_STEP}app/", {"code": "000000"}))  # type: ignore[arg-type]


class TestWhenTheCountersAreAway:
    @pytest.fixture(autouse=True)
    def _away(self, settings: LazySettings) -> None:
        away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere/valkey.sock"}
        settings.CACHES = {"default": away}

    @pytest.fixture
    def no_attempts_before(self) -> None:
        """Nothing is counted here."""

    @pytest.mark.parametrize(("path", "email"), [(SIGN_IN, "login"), (FORGOTTEN, "email")])
    def test_nobody_signs_in_and_the_page_says_so(self, alice: User, path: str, email: str) -> None:
        response = Client().post(path, {email: KNOWN, "password": PASSWORD})
        assertContains(response, "Nobody can sign in until a part of the site answers again.", status_code=503)

    def test_whoever_has_signed_in_goes_on(self, world: World) -> None:
        assert world.client(world.alice).get("/").status_code == 200


def seconds_of(act: Callable[[], Any]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


class TestTheSameTimeForKnownAndUnknown:
    def hashes(self, monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> int:
        """Return how many passwords are hashed meanwhile."""
        done: list[str] = []

        def noted(name: str) -> None:
            original = getattr(Argon2PasswordHasher, name)

            def deed(*arguments: Any) -> Any:
                done.append(name)
                return original(*arguments)

            monkeypatch.setattr(Argon2PasswordHasher, name, deed)

        noted("encode")
        noted("verify")
        act()
        monkeypatch.undo()
        return len(done)

    def test_as_many_passwords_are_hashed(self, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
        for email in (KNOWN, UNKNOWN):
            assert self.hashes(monkeypatch, lambda email=email: attempt(Client(), email)) == 1  # type: ignore[misc]

    @pytest.mark.parametrize("path", [SIGN_IN, FORGOTTEN])
    def test_no_answer_comes_before_a_fixed_time(self, alice: User, settings: LazySettings, path: str) -> None:
        """How near known and unknown come to each other is for `bin/bench` to measure: noise would fail it here."""
        settings.SIGN_IN_SECONDS = 0.3
        assert min(self.took(path, email) for email in (KNOWN, UNKNOWN)) >= 0.3

    def took(self, path: str, email: str) -> float:
        fields = {"login": email, "email": email, "password": WRONG}
        return seconds_of(lambda: Client().post(path, fields))

    def test_that_time_is_half_a_second(self) -> None:
        assert written.SIGN_IN_SECONDS == 0.5


class TestForgottenPassword:
    def test_the_answer_tells_nothing(self, alice: User) -> None:
        known, unknown = (Client().post(FORGOTTEN, {"email": email}) for email in (KNOWN, UNKNOWN))
        assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
        assert dict(known.headers) == dict(unknown.headers)
        assert set(known.cookies) == set(unknown.cookies)

    def test_no_mail_server_is_spoken_to_meanwhile(self, alice: User, client: Client, settings: LazySettings) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.Away"
        assertRedirects(client.post(FORGOTTEN, {"email": KNOWN}), f"{FORGOTTEN}sent/")
        assert PasswordRequest.objects.filter(user=alice, sent_at__isnull=True).count() == 1

    def test_a_worker_sends_the_link_once(self, alice: User, client: Client, mailoutbox: list[EmailMessage]) -> None:
        client.post(FORGOTTEN, {"email": "Alice@Example.org"})
        assert mailoutbox == []
        (wanted,) = password_links.waiting()
        tasks.email_password_link(str(wanted))
        tasks.email_password_link(str(wanted))
        (message,) = mailoutbox
        assert (message.to, message.subject) == ([KNOWN], "Hate crime casework: Set your password")
        assert password_links.waiting() == []

    def test_it_waits_while_the_mail_server_is_away(self, alice: User, client: Client, settings: LazySettings) -> None:
        client.post(FORGOTTEN, {"email": KNOWN})
        (wanted,) = password_links.waiting()
        settings.EMAIL_BACKEND = f"{__name__}.Away"
        with pytest.raises(ConnectionRefusedError):
            password_links.send(wanted_id=wanted)
        assert password_links.waiting() == [wanted]

    def test_after_an_hour_it_is_sent_no_more(
        self, alice: User, client: Client, mailoutbox: list[EmailMessage]
    ) -> None:
        wanted = PasswordRequest.objects.create(user=alice, asked_at=timezone.now() - timedelta(hours=1))
        assert password_links.send(wanted_id=wanted.pk) is False
        assert mailoutbox == []

    def test_nobodys_mailbox_is_flooded(self, alice: User) -> None:
        for _ in range(4):
            Client().post(FORGOTTEN, {"email": KNOWN})
        assert len(password_links.waiting()) == 1

    def test_a_closed_account_gets_none(self, alice: User, client: Client) -> None:
        User.objects.filter(pk=alice.pk).update(is_active=False)
        client.post(FORGOTTEN, {"email": KNOWN})
        assert password_links.waiting() == []

    def test_it_is_an_event(self, alice: User, client: Client, world: World) -> None:
        client.post(FORGOTTEN, {"email": KNOWN})
        with acting(world.grace):
            assert Event.objects.filter(user_id=alice.pk, verb="session.ask_link").count() == 1


class Away(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError("nobody answers")
