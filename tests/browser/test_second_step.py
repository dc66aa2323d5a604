"""The second step in a real browser: a passkey and an authenticator app are set up, used and taken away."""

from tests.accounts.conftest import code_of
from tests.browser.conftest import Meet
from tests.browser.looking import look
from tests.browser.people import Visitor
from tests.browser.server import Site
from tests.browser.story import PASSWORD

PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A device that Chromium pretends to have, whose owner has put a finger on it."""


class Ivan:
    """Ivan, at the name that a passkey needs: an address in numbers has none."""

    def __init__(self, site: Site, visitor: Visitor) -> None:
        self.site = site
        self.visitor = visitor
        self.wrong: list[str] = []
        device = visitor.context.new_cdp_session(visitor.page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})

    def go(self, path: str) -> None:
        self.visitor.go(self.site.address.replace("127.0.0.1", "localhost") + path)

    def give_password(self) -> None:
        self.go("/account/sign-in/")
        self.visitor.fill("Email address", "ivan@example.org")
        self.visitor.page.get_by_role("textbox", name="Password").fill(PASSWORD)
        self.visitor.press("Sign in")

    def look(self, heading: str) -> None:
        self.visitor.must_read(heading)
        assert not self.visitor.reads("The passkey could not be used.")
        self.wrong += look(self.visitor.page, f"second-step-{heading.lower().replace(' ', '-')[:40]}")


def test_the_whole_second_step(site: Site, meet: Meet) -> None:
    visitor = meet("ivan")
    ivan = Ivan(site, visitor)
    ivan.give_password()
    _set_up(ivan, visitor)
    visitor.press("Sign out")
    _use(ivan, visitor)
    _take_away(ivan, visitor)
    assert ivan.wrong == []


def _set_up(ivan: Ivan, visitor: Visitor) -> None:
    ivan.go("/account/second-step/passkeys/new/")
    visitor.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    visitor.press("Confirm")
    ivan.look("Set up a passkey")
    visitor.fill("Name of the passkey", "Work computer")
    visitor.press("Set up the passkey")
    ivan.look("Your recovery codes")
    ivan.go("/account/second-step/app/")
    ivan.look("Set up an authenticator app")
    key = str(visitor.page.locator(".site-key").text_content())
    visitor.fill("Code", code_of(key))
    visitor.press("Confirm")
    ivan.look("Your second step for signing in")
    visitor.follow("Make new recovery codes")
    ivan.look("Make new recovery codes")
    ivan.go("/account/second-step/")
    visitor.follow("Rename Work computer")
    ivan.look("Rename a passkey")


def _use(ivan: Ivan, visitor: Visitor) -> None:
    ivan.give_password()
    ivan.look("Confirm that it is you")
    visitor.press("Use a passkey")
    visitor.must_read("What needs you today")
    ivan.go("/account/confirm/?next=/account/second-step/")
    ivan.look("What you want to do needs you to prove")
    visitor.follow("Use a passkey")
    ivan.look("This holds for five minutes")
    visitor.press("Use a passkey")
    visitor.must_read("Your second step for signing in")


def _take_away(ivan: Ivan, visitor: Visitor) -> None:
    visitor.follow("Take away Work computer")
    ivan.look("Do you want to take away the passkey")
    visitor.press("Take it away")
    visitor.follow("Take away the authenticator app")
    ivan.look("Do you want to take away your authenticator app")
    visitor.press("Take it away")
    visitor.must_read("You have not set up a second step.")
