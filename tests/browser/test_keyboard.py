"""Working without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.people import Visitor
from tests.browser.server import Site
from tests.browser.story import PASSWORD

LOOKS_FOCUSED = r"""() => {
    const isClear = (colour) => colour === 'transparent' || /^rgba\(.*, 0\)$/.test(colour);
    const hasRing = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const shows = (style) => style.boxShadow !== 'none' || (hasRing(style) && !isClear(style.outlineColor));
    const focused = document.activeElement;
    const beside = focused.labels && focused.labels[0];
    return shows(getComputedStyle(focused)) || (beside && shows(getComputedStyle(beside, '::before')));
}"""
"""Whether what has the focus (or the drawn box of its label) has a ring or a shadow."""
WHAT_IS_FOCUSED = "() => document.activeElement === document.body ? '' : document.activeElement.outerHTML.slice(0, 120)"


def test_sign_in_with_the_keyboard(meet: Meet) -> None:
    visitor = meet("alice")
    visitor.go("/account/sign-in/")
    keyboard = visitor.page.keyboard
    visitor.page.get_by_role("textbox", name="Email address").focus()
    keyboard.type("alice@example.org")
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    with visitor.page.expect_navigation():
        keyboard.press("Enter")
    visitor.must_read("What needs you today")


def test_skip_link_comes_first_and_leads_to_the_content(meet: Meet) -> None:
    visitor = meet("alice").sign_in()
    skip = visitor.page.get_by_role("link", name="Skip to main content")
    visitor.page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#main-content")).to_be_focused()


@pytest.mark.parametrize(
    "path", ["/", "/cases/", "/cases/{single}/", "/cases/{new}/assess/", "/cases/{multi}/conference/"]
)
def test_focus_is_seen_everywhere(site: Site, meet: Meet, path: str) -> None:
    visitor = meet("alice").sign_in()
    visitor.go(path.format(**site.facts))
    reached = list(_tab_through(visitor))
    assert len(reached) > 10
    assert [html for html, is_seen in reached if not is_seen] == []


def _tab_through(visitor: Visitor) -> list[tuple[str, bool]]:
    """Press Tab until the browser's own controls have the focus; return what was reached and whether one sees it."""
    reached = []
    visitor.page.keyboard.press("Tab")
    while html := str(visitor.page.evaluate(WHAT_IS_FOCUSED)):
        reached.append((html, bool(visitor.page.evaluate(LOOKS_FOCUSED))))
        if len(reached) > 1 and html == reached[0][0]:
            break
        visitor.page.keyboard.press("Tab")
    return reached
