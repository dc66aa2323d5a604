"""Somebody's way through the site: from page to page along the links, and a look at every page with something new."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.browser.looking import look
from tests.browser.people import Visitor
from tests.browser.shapes import Part, parts


@dataclass
class Looked:
    """What was looked at, whoever came there first: the names of pages, and the parts of them."""

    names: set[str] = field(default_factory=set)
    parts: set[Part] = field(default_factory=set)

    def has_news(self, name: str, html: str) -> bool:
        """Tell whether nobody looked at a page of this name, or at some part of this one; from now on somebody has."""
        found = parts(html)
        is_new = name not in self.names or not found <= self.parts
        self.names.add(name)
        self.parts |= found
        return is_new


class Walk:
    """Someone's way through the site.

    Args:
        visitor: who walks.
        looked: what anybody looked at; what is new is added.
        opened: how many pages of one kind are opened, where it is more than one.
        files: the names of addresses that answer with a file or with data.

    Attributes:
        seen: how many pages of each kind they came to.
        wrong: what is wrong with them.
    """

    def __init__(self, visitor: Visitor, looked: Looked, *, opened: Mapping[str, int], files: set[str]) -> None:
        self.visitor = visitor
        self.looked = looked
        self.opened = opened
        self.files = files
        self.known: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []

    def go(self, *paths: str) -> None:
        """Open these pages, and every kind of page that links lead to."""
        waiting = list(paths)
        while waiting:
            path = waiting.pop(0)
            if path not in self.known and self._is_wanted(path):
                waiting += self._open(path)
            self.known.add(path)

    def _is_wanted(self, path: str) -> bool:
        name = name_of(path)
        if not name or name in self.files or self.asked[name] >= self.opened.get(name, 1):
            return False
        self.asked[name] += 1
        return True

    def _open(self, path: str) -> Iterator[str]:
        """Open a page, look at it if something on it is new, and return where its links lead.

        The browser shows it at once where nobody saw a page of its name, and else only once it is known to have news.
        """
        is_shown = name_of(path) not in self.looked.names
        answer = self.visitor.show(path) if is_shown else self.visitor.fetch(path)
        if answer.status != 200:
            self.wrong.append(f"{path} answers {answer.status}")
        landed = name_of(urlsplit(answer.url).path)
        self.seen[landed] += 1
        if self.looked.has_news(landed, answer.text) or landed == "home":
            if not is_shown:
                self.visitor.go(path)
            self._look(landed)
        return (urlsplit(link).path for link in answer.links)

    def _look(self, landed: str) -> None:
        number = f"-{self.seen[landed]}" if self.seen[landed] > 1 else ""
        self.wrong += look(self.visitor.page, f"{self.visitor.role}-{landed}{number}")


def name_of(path: str) -> str:
    """Return the name of an address; blank for what is none of ours."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
