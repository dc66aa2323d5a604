"""Passwords: the link with which the first one is set, which ones will do, and how they are kept."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.account.forms import default_token_generator
from django.conf import LazySettings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from hatecrime import settings as written
from partners.actions.people import password_link
from partners.models import User
from partners.scope import acting
from tests.accounts.conftest import PASSWORD, SECOND_STEP, SIGN_IN, give_password
from tests.accounts.test_sign_in import NEW
from tests.personas import World


class TestInvitation:
    @pytest.fixture
    def invited(self, world: World) -> str:
        """The path of the link with which Bob sets his first password."""
        bob = User.objects.get(pk=world.bob.person)
        bob.set_unusable_password()
        bob.save()
        with acting(world.frank):
            return re.sub("^http://[^/]+", "", password_link(actor=world.frank, user=bob))

    def open_and_set(self, client: Client, link: str) -> HttpResponse:
        page = client.get(link, follow=True)
        assertContains(page, "Set a new password")
        return client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})  # type: ignore[return-value]

    def test_it_sets_the_password_and_then_leads_to_the_second_step(
        self, invited: str, client: Client, settings: LazySettings
    ) -> None:
        settings.SECOND_FACTOR = "required"
        assertRedirects(self.open_and_set(client, invited), "/account/password/new/done/")
        client.post(SIGN_IN, {"login": "bob@example.org", "password": NEW})
        assertRedirects(client.get("/"), SECOND_STEP)

    def test_it_works_once(self, invited: str, client: Client) -> None:
        self.open_and_set(client, invited)
        for browser in (client, Client()):
            assertContains(browser.get(invited, follow=True), "This link no longer works")

    def test_it_works_for_72_hours(self, invited: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let_pass(monkeypatch, timedelta(hours=72))
        assertContains(client.get(invited, follow=True), "Set a new password")

    def test_and_not_a_second_longer(self, invited: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let_pass(monkeypatch, timedelta(hours=72, seconds=1))
        assertContains(client.get(invited, follow=True), "This link no longer works")

    def let_pass(self, monkeypatch: pytest.MonkeyPatch, passed: timedelta) -> None:
        """Move the clock of links, by the hook that Django has for it."""
        made = datetime.now()  # noqa: DTZ005 - Django's own clock of tokens is naive
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _: made + passed)

    def test_a_link_for_one_person_sets_nobody_elses_password(self, invited: str, world: World, alice: User) -> None:
        token = default_token_generator.make_token(User.objects.get(pk=world.bob.person))
        assert not default_token_generator.check_token(alice, token)


class TestPassword:
    @pytest.mark.parametrize(
        ("password", "sentence"),
        [("short-one12", "at least 12 characters"), ("1q2w3e4r5t6y", "too common"), ("qwertyuiop12", "too common")],
    )
    def test_a_bad_one_is_refused_with_its_reason(
        self, client: Client, alice: User, password: str, sentence: str
    ) -> None:
        give_password(client, alice)
        answers = {"oldpassword": PASSWORD, "password1": password, "password2": password}
        assertContains(client.post("/account/password/change/", answers), sentence)
        assert User.objects.get(pk=alice.pk).check_password(PASSWORD)

    def test_twelve_characters_of_any_kind_will_do(self, client: Client, alice: User) -> None:
        give_password(client, alice)
        answers = {"oldpassword": PASSWORD, "password1": "    ñandú    ", "password2": "    ñandú    "}
        assertRedirects(client.post("/account/password/change/", answers), "/", fetch_redirect_response=False)

    def test_nobody_has_to_change_it_with_time(self, client: Client, alice: User) -> None:
        long_ago = timezone.now() - timedelta(days=3650)
        User.objects.filter(pk=alice.pk).update(created_at=long_ago, last_login=long_ago)
        assert give_password(client, alice) == "/"
        assert client.get("/").status_code == 200

    def test_it_is_kept_by_argon2(self) -> None:
        assert written.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
