"""What of a page decides how it looks and what axe says of it, without what is written on it: its parts.

A part is an element with its attributes, in its place, with what it holds. Of words it matters whether there are any,
and whether one is too long for a narrow page; of addresses, names and values, whether there are any. What only stacks
blocks (a section, a list, a table's body) makes a part with each of them: the blocks beside it do not matter. What axe
sees only of a whole page is a part too: one heading after another, an identifier that is there twice, a control
without its label, and a reference that leads to nothing.
"""

import re
from collections import Counter
from html.parser import HTMLParser

CHANGING = re.compile(r"[0-9A-Za-z]{64}|[0-9a-f-]{36}|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]|[0-9]+")
"""What differs between two pages that look the same: form tokens, keys, references, numbers and dates."""
MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
IDENTIFIER = re.compile(r'\sid="([^"]*)"')
LABEL = re.compile(r'<label\b[^>]*\bfor="([^"]*)"')
HEADING = re.compile(r"h[1-6]")
CONTENT = frozenset(
    {"action", "alt", "aria-label", "content", "d", "datetime", "formaction", "href", "points", "src", "title", "value"}
)
"""Attributes of which it matters only whether they say anything, beside those of scripts."""
REFERENCES = frozenset({"aria-controls", "aria-describedby", "aria-labelledby", "for"})
CONTROLS = frozenset({"input", "select", "textarea"})
STACKS = frozenset(
    {"div", "dl", "fieldset", "form", "main", "ol", "optgroup", "section", "select", "table", "tbody", "ul"}
)
EMPTY = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
LONG = 14
"""Letters of a word that has room beside others on a narrow page."""
ABOVE = 3
"""How many elements around another are its place."""
Part = tuple[str, ...]


def parts(html: str) -> frozenset[Part]:
    """Return the parts of a page's content, `main`; of the whole document when it has none."""
    found = MAIN.search(html)
    reading = _Reading(html)
    reading.feed(found[0] if found else html)
    reading.close()
    return frozenset(reading.parts)


class _Reading(HTMLParser):
    """Reads a page from the first element to the last, with those open that have not ended."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.identifiers = Counter(IDENTIFIER.findall(html))
        self.labelled = set(LABEL.findall(html))
        self.parts: set[Part] = set()
        self.open: list[tuple[str, str, list[str]]] = [("", "", [])]
        self.heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._element(tag, {name: value or "" for name, value in attrs})
        self._hold(element)
        self._follow(tag)
        if tag not in EMPTY:
            self.open.append((tag, element, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hold(self._element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        words = data.split()
        if words:
            self._hold("…" * (1 + max(0, *(len(word) - LONG for word in words))))

    def handle_endtag(self, tag: str) -> None:
        while tag in (name for name, *_ in self.open):
            name, element, held = self.open.pop()
            self._note(name, element, held)
            if name == tag:
                return

    def _hold(self, what: str) -> None:
        """Note what the open element holds; one like the one before it adds nothing."""
        held = self.open[-1][2]
        if not held or held[-1] != what:
            held.append(what)

    def _note(self, name: str, element: str, held: list[str]) -> None:
        around = " > ".join(element for _, element, _ in self.open[-ABOVE:])
        if name in STACKS:
            self.parts |= {(around, element, block) for block in held}
        else:
            self.parts.add((around, element, *held))

    def _follow(self, tag: str) -> None:
        if HEADING.fullmatch(tag):
            self.parts.add(("after", self.heading, tag))
            self.heading = tag

    def _element(self, tag: str, attributes: dict[str, str]) -> str:
        said = [f"{name}={self._value(name, value)}" for name, value in attributes.items()]
        return " ".join([tag, *said, *(["without label"] if self._is_bare(tag, attributes) else [])])

    def _is_bare(self, tag: str, attributes: dict[str, str]) -> bool:
        """Tell whether this is a control that lacks a label."""
        is_seen = tag in CONTROLS and attributes.get("type") != "hidden"
        return is_seen and attributes.get("id") not in self.labelled

    def _value(self, name: str, value: str) -> str:
        if name in CONTENT or (name.startswith("data-") and name != "data-module"):
            return "…" if value.strip() else ""
        missing = name in REFERENCES and any(each not in self.identifiers for each in value.split())
        twice = name == "id" and self.identifiers[value] > 1
        return CHANGING.sub("", value) + (" leads nowhere" if missing else " twice" if twice else "")
