"""Somebody in front of a browser."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize, WebError, expect

from tests.browser.server import Site
from tests.browser.story import PASSWORD

AGAIN = 2
"""How often an address is asked again when the server has just let go of a connection that was idle."""
LONGEST_WAIT = 15_000  # milliseconds
ROLES = {
    "nobody": "signed-out",
    "alice": "caseworker",
    "bob": "invited",
    "charlie": "outsider",
    "dana": "chair",
    "erin": "manager",
    "frank": "administrator",
    "grace": "auditor",
    "heidi": "responsible-person",
    "ivan": "monitor",
    "nadia": "newcomer",
}
"""What a persona is in the story, as the pictures are named."""
WIDE: ViewportSize = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Fetched:
    """A page as it was answered, with the address that the answer came from."""

    status: int
    url: str
    text: str

    @property
    def links(self) -> list[str]:
        return [unescape(found) for found in re.findall(r'<a [^>]*href="([^"]+)"', self.text)]


class Visitor:
    """A person with a browser of their own, in which nothing is remembered of others.

    Attributes:
        role: what they are in the story.
        complaints: what the browser found wrong: errors of scripts, and whatever the content security policy refused.
    """

    def __init__(self, site: Site, browser: Browser, name: str, *, javascript: bool = True) -> None:
        self.site = site
        self.name = name
        self.role = ROLES[name]
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=site.address, java_script_enabled=javascript, viewport=WIDE, locale="en-GB"
        )
        self.context.set_default_timeout(LONGEST_WAIT)
        self.context.on("console", self._listen)
        self.context.on("weberror", self._notice)
        self.page: Page = self.context.new_page()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.name} at {self.page.url}: {message.text}")

    def _notice(self, error: WebError) -> None:
        self.complaints.append(f"{self.name} at {self.page.url}: {error.error}")

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    def sign_in(self) -> "Visitor":
        """Sign in on the page for it."""
        self.go("/account/sign-in/")
        self.page.get_by_label("Email address").fill(f"{self.name}@example.org")
        self.page.get_by_role("textbox", name="Password").fill(PASSWORD)
        self.press("Sign in")
        return self

    def confirm(self) -> "Visitor":
        """Prove once more who is sitting there, as pages that change roles ask."""
        self.go("/account/confirm/")
        self.page.get_by_role("textbox", name="Password").fill(PASSWORD)
        self.press("Confirm")
        return self

    def go(self, path: str) -> Response:
        """Open an address, and return what was answered."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer

    def show(self, path: str) -> "Fetched":
        """Open an address, and return what was answered, to the last redirection."""
        answer = self.go(path)
        return Fetched(answer.status, answer.url, answer.text())

    def status_of(self, path: str) -> int:
        """Return the status of an address without showing it."""
        return self.context.request.get(path, max_redirects=0, max_retries=AGAIN).status

    def fetch(self, path: str) -> "Fetched":
        """Return what an address answers, without showing it."""
        answer = self.context.request.get(path, max_retries=AGAIN)
        return Fetched(answer.status, answer.url, answer.text())

    def follow(self, text: str) -> None:
        """Follow the first link with this text."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=text, exact=True).first.click()

    def press(self, text: str) -> None:
        """Press the button with this text."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=text, exact=True).click()

    def fill(self, label: str, value: str) -> None:
        """Write into the box with this label."""
        self.page.get_by_role("textbox", name=label, exact=True).fill(value)

    def select(self, label: str, choice: str) -> None:
        """Choose from the list with this label."""
        self.page.get_by_role("combobox", name=label, exact=True).select_option(label=choice)

    def choose(self, question: str, *answers: str) -> None:
        """Tick answers of the question with this legend."""
        group = self.page.get_by_role("group", name=question, exact=True)
        for answer in answers:
            group.get_by_label(answer, exact=True).check()

    def answer(self, *ticked: str, **texts: str) -> None:
        """Tick the answers with these values, and write into the boxes with these names."""
        for value in ticked:
            self.page.locator(f'main input[value="{value}"]').check()
        for name, text in texts.items():
            self.page.locator(f'main [name="{name}"]').fill(text)

    def reads(self, text: str) -> bool:
        """Tell whether a text stands on the page."""
        return text in self.shown()

    def must_read(self, *texts: str) -> None:
        """Fail unless each text stands on the page, shortly at the latest."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def shown(self) -> str:
        """Return the words of the page, without its header and footer."""
        return self.page.locator("main").inner_text()

    def download(self, text: str, folder: Path) -> bytes:
        """Follow a link to a file, and return the file."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=text).first.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path.read_bytes()
