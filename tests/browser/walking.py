"""Somebody's way through the site: from page to page along the links, and a look at every page of a new shape."""

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.browser.looking import look
from tests.browser.people import Visitor
from tests.browser.shapes import shape


class Walk:
    """Someone's way through the site.

    Args:
        visitor: who walks.
        looked: the shapes of the pages that anybody looked at; new ones are added.
        opened: how many pages of one kind are opened, where it is more than one.
        files: the names of addresses that answer with a file or with data.

    Attributes:
        seen: how many pages of each kind they came to.
        wrong: what is wrong with them.
    """

    def __init__(self, visitor: Visitor, looked: set[str], *, opened: Mapping[str, int], files: set[str]) -> None:
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
        """Fetch a page, look at it in the browser if its shape is new, and return where its links lead."""
        answer = self.visitor.fetch(path)
        if answer.status != 200:
            self.wrong.append(f"{path} answers {answer.status}")
        landed = name_of(urlsplit(answer.url).path)
        self.seen[landed] += 1
        if landed == "home" or self._is_new(f"{landed} {shape(answer.text)}"):
            self.visitor.go(path)
            number = f"-{self.seen[landed]}" if self.seen[landed] > 1 else ""
            self.wrong += look(self.visitor.page, f"{self.visitor.role}-{landed}{number}")
        return (urlsplit(link).path for link in answer.links)

    def _is_new(self, page: str) -> bool:
        """Tell whether nobody looked at a page of this name and shape."""
        is_new = page not in self.looked
        self.looked.add(page)
        return is_new


def name_of(path: str) -> str:
    """Return the name of an address; blank for what is none of ours."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
