"""A whole conference with eight cases, as five people: Dana chairs, Alice writes with her, Bob comes from Housing,
Nadia supports the victim, Heidi observes. One steps out, one withholds, a connection is lost, and two write at once.
"""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Locator, expect

from hatecrime.runtime.places import PROJECT
from tests.browser.conftest import Meet
from tests.browser.day import CASES, DECIDED, SECRET, SHARED
from tests.browser.looking import look
from tests.browser.people import LONGEST_WAIT, Visitor
from tests.browser.server import Site

PREPARE = "from tests.browser.day import prepare; prepare()"
WIDTHS = {375: 780, 768: 1024, 1280: 900}
EXPECTED = re.compile(r"ERR_INTERNET_DISCONNECTED|htmx:(sendError|afterRequest)|status of (409|404)")
"""What a browser notes of a lost connection, and of a text that was not saved over another."""
FIRST, SECOND = "Housing moves her by Friday.", "The school is told on Monday."


@pytest.fixture(scope="module")
def day(site: Site) -> dict[str, list[str]]:
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", PREPARE],
        env=site.environment(),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    facts: dict[str, list[str]] = json.loads(told.stdout)
    return facts


def test_a_day_of_eight_cases(meet: Meet, day: dict[str, list[str]]) -> None:
    dana, alice, bob, nadia, heidi = (meet(name).sign_in() for name in ("dana", "alice", "bob", "nadia", "heidi"))
    paths = [f"/conferences/items/{key}/" for key in day["items"]]
    who_is_here(dana, heidi, day)
    says_nothing_known(nadia)
    sees_what_is_shared(dana, nadia, paths[0])
    loses_the_connection(dana, paths[0])
    write_at_once(dana, alice, paths[0])
    steps_out(dana, bob, paths)
    goes_through_with_the_keyboard(dana, paths)
    finalises(dana, bob, day, paths)
    for visitor in (dana, alice, bob, nadia, heidi):
        visitor.complaints = [each for each in visitor.complaints if not EXPECTED.search(each)]


def who_is_here(dana: Visitor, heidi: Visitor, day: dict[str, list[str]]) -> None:
    """An observer confirms confidentiality like everybody else, and reads without writing."""
    dana.go(f"/conferences/{day['conference']}/attendance/")
    group = dana.page.get_by_role("group", name=re.compile("^Somebody else")).first
    group.get_by_label("Name", exact=True).fill("Heidi")
    group.get_by_label("Agency", exact=True).select_option(label="Hate Crime Unit")
    group.get_by_label("Observer", exact=True).check()
    group.get_by_label("Confirms confidentiality", exact=True).check()
    dana.press("Save and go on")
    dana.must_read("Earlier actions")
    with dana.page.expect_navigation():
        dana.page.get_by_role("button", name="Go to the first case").click()
    dana.must_read(f"Item 1 of {CASES}")
    heidi.go(f"/conferences/items/{day['items'][0]}/")
    heidi.must_read(SHARED, f"Item 1 of {CASES}")
    assert heidi.page.get_by_role("textbox", name="Decision").count() == 0


def says_nothing_known(nadia: Visitor) -> None:
    """In one click from the home page."""
    nadia.go("/")
    with nadia.page.expect_navigation():
        nadia.page.get_by_role("button", name=re.compile("^Nothing known")).first.click()
    nadia.must_read("Nothing known about case")


def sees_what_is_shared(dana: Visitor, nadia: Visitor, path: str) -> None:
    """The statement with its source and gateway; of what is withheld only that there is something."""
    dana.go(path)
    dana.must_read(SHARED, "Our records", "This agency withholds something")
    assert not dana.reads(SECRET)
    assert look(dana.page, f"{dana.role}-item_page", widths=WIDTHS) == []
    nadia.go(path)
    assert not nadia.reads(SECRET)


def loses_the_connection(dana: Visitor, path: str) -> None:
    """What is typed without a network is kept, stops nobody, and is saved when the network is back."""
    box, said = boxes(dana, "discussion")
    box.fill("Said with a network.")
    expect(said).to_contain_text("Saved", timeout=LONGEST_WAIT)
    dana.context.set_offline(True)
    box.press_sequentially(" Said without one.")
    expect(said).to_have_text("Not saved: no connection. Your words are kept in this browser.", timeout=LONGEST_WAIT)
    dana.page.get_by_role("button", name="Next item").click()
    expect(dana.page.locator("[data-site-trouble]")).to_be_visible(timeout=LONGEST_WAIT)
    assert dana.page.url.endswith(path)
    assert look(dana.page, f"{dana.role}-item_page-offline", widths={1280: 900}) == []
    dana.context.set_offline(False)
    expect(said).to_contain_text("Saved", timeout=LONGEST_WAIT)
    dana.page.wait_for_function("!Object.keys(sessionStorage).some(key => key.startsWith('site-words'))")
    dana.go(path)
    expect(boxes(dana, "discussion")[0]).to_have_value("Said with a network. Said without one.")


def write_at_once(dana: Visitor, alice: Visitor, path: str) -> None:
    """The second of two sees both texts, and keeps both."""
    dana.go(path)
    alice.go(path)
    box, said = boxes(alice, "decision")
    box.fill(FIRST)
    expect(said).to_contain_text("Saved", timeout=LONGEST_WAIT)
    box, said = boxes(dana, "decision")
    box.fill(SECOND)
    choice = dana.page.get_by_role("heading", name="Somebody else wrote here while you were writing")
    expect(choice).to_be_visible(timeout=LONGEST_WAIT)
    dana.must_read(FIRST)
    assert look(dana.page, f"{dana.role}-item_page-choice", widths={1280: 900}) == []
    dana.page.get_by_role("button", name="Save both, theirs first").click()
    expect(said).to_contain_text("Saved", timeout=LONGEST_WAIT)
    alice.go(path)
    expect(boxes(alice, "decision")[0]).to_have_value(f"{FIRST}\n\n{SECOND}")


def steps_out(dana: Visitor, bob: Visitor, paths: list[str]) -> None:
    """On the very next request the item is gone, and the others are counted without it."""
    bob.go(paths[1])
    bob.must_read(f"Item 2 of {CASES}")
    dana.go(f"{paths[1]}recusal/")
    assert look(dana.page, f"{dana.role}-recusal_new", widths={1280: 900}) == []
    dana.select("Somebody with an account", "Bob, Ashbridge Housing")
    dana.press("Note it and hide the item")
    dana.must_read("Bob")
    assert bob.status_of(paths[1]) == 404
    bob.go(paths[2])
    bob.must_read(f"Item 2 of {CASES - 1}")


def goes_through_with_the_keyboard(dana: Visitor, paths: list[str]) -> None:
    """From the first case to the last without the mouse; the minutes of each are counted."""
    dana.go(paths[0])
    for number, path in enumerate(paths[1:], start=2):
        with dana.page.expect_navigation():
            dana.page.keyboard.press("Alt+Shift+N")
        assert dana.page.url.endswith(path)
        dana.must_read(f"Item {number} of {CASES}", "of 15 minutes")
    dana.page.keyboard.press("Alt+Shift+KeyK")
    expect(dana.page.get_by_role("textbox", name="What is to be done?")).to_be_focused()


def finalises(dana: Visitor, bob: Visitor, day: dict[str, list[str]], paths: list[str]) -> None:
    """An action for the next meeting; then the minutes say who stepped out, and Bob reads nothing of that item."""
    dana.fill("What is to be done?", "Fit a new lock")
    dana.select("Which agency does it?", "Ashbridge Housing")
    dana.page.get_by_label("At the next meeting").check()
    dana.press("Add this action")
    dana.must_read("due at the next meeting")
    dana.press("Save and check the minutes")
    dana.must_read(FIRST, SECOND, DECIDED, "Stepped out of this item")
    assert not dana.reads(SECRET)
    assert bob.status_of(paths[1]) == 404
    assert bob.status_of(f"/conferences/{day['conference']}/") == 200


def boxes(visitor: Visitor, name: str) -> tuple[Locator, Locator]:
    """Return a box of the notes, and what is said beneath it."""
    note = visitor.page.locator(f'[data-site-note="{name}"]')
    return note.locator(f'[name="{name}"]'), note.locator("[data-site-said]")
