"""Forms that are sent empty: what is wrong is said in a summary that has the focus, and leads to the question."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.looking import look
from tests.browser.people import Visitor
from tests.browser.server import Site

FORMS = {
    "nobody": ("/account/sign-in/", "/account/password/forgotten/"),
    "alice": (
        "/cases/{new}/assess/",
        "/cases/{assessed}/decide/",
        "/cases/{multi}/conference/",
        "/cases/{single}/told/",
        "/cases/{single}/reopen/",
        "/cases/{single}/refer/",
        "/incidents/drafts/{draft}/what/",
    ),
    "bob": ("/referrals/{referral}/", "/actions/{action}/"),
    "erin": ("/reports/new/",),
    "frank": (
        "/account/password/change/",
        "/administration/agencies/new/",
        "/administration/people/new/",
        "/services/new/",
    ),
}
"""Forms, by who is asked."""


@pytest.mark.parametrize("person", FORMS)
def test_a_form_sent_empty_says_what_to_do(site: Site, meet: Meet, person: str) -> None:
    visitor = meet(person) if person == "nobody" else meet(person).sign_in()
    wrong = []
    for path in FORMS[person]:
        visitor.go(path.format(**site.facts))
        wrong += _send_empty(visitor, f"{visitor.role}-error-{'-'.join(re.findall('[a-z]+', path))}")
    assert wrong == []


def _send_empty(visitor: Visitor, picture: str) -> list[str]:
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button[type=submit]").first.click()
    summary = visitor.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert visitor.page.title().startswith("Error: ")
    wrong = look(visitor.page, picture)
    summary.get_by_role("link").first.click()
    expect(visitor.page.locator("main form :focus")).to_have_count(1)
    return wrong


def test_answers_that_are_missing_are_named_and_one_click_away(site: Site, meet: Meet) -> None:
    """Logging a draft without answers says so on the page that shows them, and each line leads to its question."""
    visitor = meet("alice").sign_in()
    visitor.go(f"/incidents/drafts/{site.facts['draft']}/check/")
    visitor.press("Log the incident")
    summary = visitor.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert look(visitor.page, f"{visitor.role}-error-incidents-check") == []
    with visitor.page.expect_navigation():
        summary.get_by_role("link").first.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("When did it happen?")
