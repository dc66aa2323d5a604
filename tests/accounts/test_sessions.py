"""Sessions: 30 minutes without activity, 12 hours at most, what was entered survives, and the person can end them."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from audit.models import Event
from partners import tasks, unsent
from partners.actions.accounts import disable
from partners.models import User
from partners.queries_sessions import device_of
from partners.scope import acting
from tests.accounts.conftest import PASSWORD, SIGN_IN, give_password, with_password
from tests.personas import World

TIME = "/account/sessions/time/"
NOT_SENT = "/account/not-sent/"
LIST = "/account/sessions/"
WORDS = "She heard him say it twice"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0"
MINUTE, HOUR = 60, 3600


@pytest.fixture
def window(world: World) -> Client:
    """Alice's window, in which she is signed in."""
    client = world.client(world.alice)
    assert client.get("/").status_code == 200
    return client


def let_pass(client: Client, *, idle: int = 0, since_sign_in: int = 0) -> None:
    """Let time pass in a session."""
    session = client.session
    session["active_at"] -= idle
    session["started_at"] -= since_sign_in
    session.save()


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def events(world: World, verb: str) -> list[dict[str, object]]:
    with acting(world.grace):
        return list(Event.objects.filter(user_id=world.alice.person, verb=verb).values_list("facts", flat=True))


class TestLimits:
    def test_they_are_30_minutes_and_12_hours(self) -> None:
        assert (settings.SESSION_IDLE_SECONDS, settings.SESSION_LONGEST_SECONDS) == (30 * MINUTE, 12 * HOUR)
        assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE is True

    def test_28_minutes_without_activity_are_no_matter_and_start_again(self, window: Client) -> None:
        for _ in range(3):
            let_pass(window, idle=28 * MINUTE)
            assert window.get("/").status_code == 200

    def test_after_30_minutes_the_person_is_signed_out_and_told_why(self, window: Client, world: World) -> None:
        let_pass(window, idle=30 * MINUTE)
        assertRedirects(window.get("/cases/?page=2"), f"{SIGN_IN}?next=/cases/%3Fpage%3D2")
        assert not is_signed_in(window)
        assert events(world, "session.expire") == [{"why": "idle"}]

    def test_the_page_to_sign_in_says_why(self, window: Client) -> None:
        let_pass(window, idle=30 * MINUTE)
        assertContains(
            window.get("/cases/", follow=True), "You were signed out because nothing happened for 30 minutes."
        )

    def test_after_12_hours_the_person_is_signed_out_however_busy(self, window: Client, world: World) -> None:
        let_pass(window, since_sign_in=12 * HOUR - MINUTE)
        assert window.get("/").status_code == 200
        let_pass(window, since_sign_in=MINUTE)
        assertRedirects(window.get("/"), f"{SIGN_IN}?next=/")
        assert events(world, "session.expire") == [{"why": "absolute"}]

    def test_the_old_session_is_of_no_more_use(self, window: Client, world: World) -> None:
        old = window.cookies["session"].value
        let_pass(window, idle=30 * MINUTE)
        window.get("/")
        window.cookies["session"] = old
        assert window.get("/").status_code == 302
        assert not Session.objects.filter(session_key=old).exists()

    def test_the_interface_is_held_to_it_too(self, window: Client) -> None:
        assert window.get("/api/cases/").status_code == 200
        let_pass(window, idle=30 * MINUTE)
        assert window.get("/api/cases/").status_code == 403

    @pytest.mark.parametrize("path", [TIME, "/reports/00000000-0000-4000-8000-000000000000/progress/", "/healthy/"])
    def test_what_the_browser_asks_by_itself_is_no_activity(self, window: Client, path: str) -> None:
        let_pass(window, idle=20 * MINUTE)
        window.get(path)
        let_pass(window, idle=10 * MINUTE)
        assert window.get("/").status_code == 302

    def test_signing_in_again_starts_both_clocks(self, alice: User, client: Client) -> None:
        give_password(client, alice)
        let_pass(client, idle=40 * MINUTE, since_sign_in=13 * HOUR)
        client.get("/")
        give_password(client, alice)
        assert client.get("/").status_code == 200
        assert client.session["started_at"] == pytest.approx(time.time(), abs=10)


class TestWarning:
    def test_every_page_carries_it_with_the_time_that_is_left(self, window: Client) -> None:
        page = window.get("/").content.decode()
        assert '<dialog class="site-session" role="alertdialog" aria-modal="true"' in page
        assert 'data-seconds="1740"' in page
        assert 'src="/static/site/session.js"' in page

    def test_it_counts_on_the_12_hours_when_they_come_first(self, window: Client) -> None:
        let_pass(window, since_sign_in=12 * HOUR - 5 * MINUTE)
        found = window.get("/").context["session_seconds"]
        assert 290 <= found <= 300

    def test_without_javascript_the_page_says_how_long(self, window: Client) -> None:
        assertContains(window.get("/"), "You are signed out when you open no page for 30 minutes.")

    def test_nobody_is_warned_who_has_not_signed_in(self, client: Client, db: None) -> None:
        assertNotContains(client.get(SIGN_IN), "data-site-session")

    def test_staying_signed_in_renews_and_asking_does_not(self, window: Client) -> None:
        let_pass(window, idle=29 * MINUTE)
        assert window.get(TIME).json()["seconds"] <= 60
        assert window.post(TIME).json()["seconds"] >= 29 * MINUTE
        assert window.get(TIME).json()["seconds"] >= 29 * MINUTE

    def test_after_the_end_nothing_is_left(self, window: Client) -> None:
        let_pass(window, idle=30 * MINUTE)
        assert window.post(TIME).json() == {"seconds": 0}


class TestWhatWasEntered:
    @pytest.fixture
    def ended(self, alice: User) -> Client:
        """A browser in which Alice sends something after her session has ended."""
        client = Client()
        give_password(client, alice)
        let_pass(client, idle=30 * MINUTE)
        response = client.post("/acting-for/?from=home", {"what_happened": WORDS, "empty": ""})
        assert response.headers["Location"] == f"{SIGN_IN}?next={NOT_SENT}"
        return client

    def test_it_is_shown_after_signing_in_and_can_be_sent(self, ended: Client, alice: User) -> None:
        response = ended.post(SIGN_IN, {"login": alice.email, "password": PASSWORD, "next": NOT_SENT})
        assertRedirects(response, NOT_SENT)
        page = ended.get(NOT_SENT)
        assertContains(page, '<dt class="govuk-summary-list__key">What happened</dt>', html=True)
        assertContains(page, '<form method="post" action="/acting-for/?from=home">')
        assertContains(page, f'<input type="hidden" name="what_happened" value="{WORDS}">', html=True)

    def test_it_is_encrypted_where_it_is_kept(self, ended: Client) -> None:
        assert WORDS not in str(dict(ended.session.items()))

    def test_somebody_else_does_not_see_it(self, ended: Client, world: World) -> None:
        give_password(ended, with_password(world, "bob"))
        assertNotContains(ended.get(NOT_SENT), WORDS)
        assertContains(ended.get(NOT_SENT), "Nothing waits to be sent")

    def test_nor_does_the_same_person_after_30_minutes(
        self, ended: Client, alice: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        give_password(ended, alice)
        assert unsent.SECONDS == 30 * MINUTE
        monkeypatch.setattr(unsent, "SECONDS", -1)
        assertNotContains(ended.get(NOT_SENT), WORDS)

    def test_it_can_be_thrown_away(self, ended: Client, alice: User) -> None:
        give_password(ended, alice)
        (unsent_id,) = ended.session["unsent"]
        assertRedirects(ended.post(f"{NOT_SENT}discard/", {"id": unsent_id}), "/")
        assert "unsent" not in ended.session

    def test_what_stands_in_a_form_is_kept_just_before_the_end(self, alice: User, window: Client) -> None:
        assert window.post(f"{NOT_SENT}keep/?path=/acting-for/", {"note": WORDS}).status_code == 204
        let_pass(window, idle=30 * MINUTE)
        assert window.get(NOT_SENT).status_code == 302
        give_password(window, alice)
        assertContains(window.get(NOT_SENT), WORDS)

    @pytest.mark.parametrize(
        "path", ["https://elsewhere.example/", "//elsewhere.example/", "/nowhere/", "javascript:x"]
    )
    def test_it_is_kept_for_pages_of_ours_alone(self, window: Client, path: str) -> None:
        assert window.post(f"{NOT_SENT}keep/?path={path}", {"note": WORDS}).status_code == 400

    def test_passwords_and_codes_are_never_kept(self, window: Client) -> None:
        fields = dict.fromkeys(("password", "oldpassword", "password1", "password2", "code"), "secret-thing")
        window.post(f"{NOT_SENT}keep/?path=/acting-for/", fields)
        assertNotContains(window.get(NOT_SENT), "secret-thing")

    def test_of_more_than_five_forms_the_oldest_goes(self, window: Client) -> None:
        for number in range(6):
            window.post(f"{NOT_SENT}keep/?path=/acting-for/", {"note": f"Note {number}!"})
        page = window.get(NOT_SENT).content.decode()
        assert [f"Note {number}!" in page for number in range(6)] == [False, *[True] * 5]


class TestWhereYouAreSignedIn:
    @pytest.fixture
    def here(self, alice: User) -> Client:
        """The browser in which Alice looks at her sessions."""
        return self.signed_in(alice, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1")

    @pytest.fixture
    def there(self, alice: User, here: Client) -> Client:
        """Another browser of hers."""
        return self.signed_in(alice, FIREFOX)

    def signed_in(self, user: User, user_agent: str) -> Client:
        client = Client(headers={"user-agent": user_agent})
        give_password(client, user)
        return client

    def test_the_list(self, here: Client, there: Client) -> None:
        page = here.get(LIST).content.decode()
        assert "Safari on an iPhone" in page
        assert "Firefox on Windows" in page
        assert page.count("This one") == 1
        assert page.index("This one") < page.index("Firefox on Windows")

    def test_only_their_own(self, here: Client, world: World) -> None:
        self.signed_in(with_password(world, "bob"), FIREFOX)
        assertNotContains(here.get(LIST), "Firefox on Windows")

    def test_a_session_that_is_over_is_not_listed(self, here: Client, there: Client) -> None:
        let_pass(there, idle=30 * MINUTE)
        assertNotContains(here.get(LIST), "Firefox on Windows")

    def test_ending_one(self, here: Client, there: Client, world: World) -> None:
        (number,) = UserSession.objects.filter(session_key=there.session.session_key).values_list("pk", flat=True)
        assertRedirects(here.post(f"{LIST}end/", {"which": number}), LIST)
        assert there.get("/").status_code == 302
        assert here.get("/").status_code == 200
        assert events(world, "session.end_elsewhere") == [{"sessions": 1}]

    def test_ending_all_others(self, here: Client, there: Client, alice: User) -> None:
        third = self.signed_in(alice, FIREFOX)
        assertContains(here.post(f"{LIST}end/", {"which": "all"}, follow=True), "2 sessions are ended.")
        assert [browser.get("/").status_code for browser in (here, there, third)] == [200, 302, 302]

    @pytest.mark.parametrize("which", ["0", "", "nonsense", "9" * 40])
    def test_nobody_ends_what_is_not_theirs(self, here: Client, world: World, which: str) -> None:
        bob = self.signed_in(with_password(world, "bob"), FIREFOX)
        (number,) = UserSession.objects.filter(session_key=bob.session.session_key).values_list("pk", flat=True)
        assertContains(here.post(f"{LIST}end/", {"which": which or number}, follow=True), "had ended already")
        assert bob.get("/").status_code == 200

    def test_a_changed_password_ends_the_others(self, here: Client, there: Client) -> None:
        new = "nine-loud-herons-dive"
        here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
        assert [browser.get("/").status_code for browser in (here, there)] == [200, 302]
        assertNotContains(here.get(LIST), "Firefox on Windows")
        assertContains(here.get(LIST), "This one")

    def test_closing_the_account_ends_them_all(self, here: Client, there: Client, alice: User, world: World) -> None:
        with acting(world.frank):
            disable(actor=world.frank, user=alice)
        assert [browser.get("/").status_code for browser in (here, there)] == [302, 302]
        assert not UserSession.objects.filter(user=alice).exists()
        assert not Session.objects.filter(session_key__in=[here.cookies["session"].value]).exists()

    def test_what_is_left_of_ended_sessions_is_removed(self, here: Client, there: Client, alice: User) -> None:
        Session.objects.filter(pk=there.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
        tasks.forget_ended_sessions()
        (left,) = UserSession.objects.filter(user=alice)
        assert left.session_key == here.session.session_key
        assert Session.objects.count() == 1

    @pytest.mark.parametrize(
        ("user_agent", "words"),
        [
            (FIREFOX, "Firefox on Windows"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/141 Safari/537.36 Edg/141", "Edge on Windows"),
            ("Mozilla/5.0 (Linux; Android 16) Chrome/141 Mobile Safari/537.36", "Chrome on an Android device"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/19 Safari/605", "Safari on a Mac"),
            ("<script>", "A browser on an unknown device"),
        ],
    )
    def test_the_words_for_a_browser(self, user_agent: str, words: str) -> None:
        assert device_of(user_agent) == words
