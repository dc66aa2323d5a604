"""The warning before a session ends: it is announced, takes the keyboard, keeps what was entered, and lets one stay."""

import time

import psycopg
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from partners.session_limits import ACTIVE
from tests import databases
from tests.browser.conftest import Meet
from tests.browser.looking import look
from tests.browser.people import Visitor
from tests.browser.server import Site
from tests.browser.story import PASSWORD

WORDS = "She heard him say it twice"
IDLE = 30 * 60


def let_pass(site: Site, visitor: Visitor, seconds: int) -> None:
    """Let the session have been idle for so long, for the server and for the page."""
    (cookie,) = [each for each in visitor.context.cookies() if each["name"] == "session"]
    with psycopg.connect(databases.url_of("DATABASE_URL", site.database)) as connection:
        found = connection.execute("SELECT session_data FROM django_session WHERE session_key = %s", [cookie["value"]])
        (kept,) = found.fetchone() or ("",)
        session = SessionStore().decode(kept)
        session[ACTIVE] = time.time() - seconds
        data = [SessionStore().encode(session), cookie["value"]]
        connection.execute("UPDATE django_session SET session_data = %s WHERE session_key = %s", data)
    visitor.page.clock.fast_forward(seconds * 1000)


def test_the_warning(site: Site, meet: Meet) -> None:
    visitor = meet("alice").sign_in()
    page = visitor.page
    page.clock.install()
    visitor.go("/acting-for/")
    page.evaluate(
        "document.querySelector('main form').insertAdjacentHTML('beforeend', '<textarea name=note></textarea>')"
    )
    note = page.locator("textarea[name=note]")
    note.press_sequentially(WORDS)
    warning = page.get_by_role("alertdialog", name="Do you want to stay signed in?")
    expect(warning).to_be_hidden()

    let_pass(site, visitor, IDLE - 90)
    expect(warning).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert look(page, "session-warning") == []
    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    expect(note).to_be_focused()
    expect(note).to_have_value(WORDS)

    let_pass(site, visitor, IDLE - 9)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=30_000)
    visitor.must_read("You were signed out because nothing happened for 30 minutes.")
    visitor.fill("Email address", "alice@example.org")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    visitor.press("Sign in")
    visitor.must_read("What you entered is still here", WORDS)
    assert look(page, "session-not-sent") == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
