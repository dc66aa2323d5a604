"""The partnership's reference data, as tables name it: which rows there are, in which order, in which words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from reporting.queries.source import Question, ask

NOT_RECORDED: Final = "not_recorded"
"""The code under which every vocabulary counts what nobody wrote down; a table always shows it, as its last row."""

_TERMS: Final = """
    SELECT t.vocabulary, t.code, t.label, t."group", t.centrally_monitored, t.valid_from, t.valid_to
    FROM stats.terms t JOIN stats.partnerships p ON p.id = %(partnership)s
    WHERE (t.partnership_id IS NULL OR t.partnership_id = p.id) AND t.nation IN ('', p.nation)
    ORDER BY t.position, t.label, t.partnership_id NULLS FIRST, t.nation
"""


@dataclass(frozen=True, slots=True)
class Word:
    """One code of a vocabulary and its words."""

    code: str
    label: str
    group: str
    is_centrally_monitored: bool
    valid_from: date | None
    valid_to: date | None

    def holds_within(self, asked: Question) -> bool:
        """Whether the code holds on at least one day of the period."""
        begins, ends = self.valid_from or date.min, self.valid_to or date.max
        return begins <= asked.period.last and asked.period.first <= ends


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one vocabulary, in the order of the partnership."""

    words: dict[str, Word]

    def label(self, code: str) -> str:
        """Return the words for a code; one without words (a partner's own) stands for itself."""
        return self.words[code].label if code in self.words else _plain(code)

    def current(self, asked: Question) -> list[str]:
        """Return the codes that hold within the period, but not the one for what was not recorded."""
        return [code for code, word in self.words.items() if code != NOT_RECORDED and word.holds_within(asked)]

    def rows(self, asked: Question, counted: Iterable[str]) -> list[str]:
        """Return the codes that a table shows: those that hold, those that were counted, and "not recorded" last."""
        current = self.current(asked)
        strange = sorted(set(counted) - {*current, NOT_RECORDED}, key=lambda code: (self.label(code), code))
        return [*current, *strange, NOT_RECORDED]


def vocabulary(asked: Question, name: str) -> Vocabulary:
    """Return a vocabulary as the partnership uses it: everybody's, its nation's and its own.

    Of areas, only those that are asked about.
    """
    words = {row[1]: Word(*row[1:]) for row in ask(asked, _TERMS) if row[0] == name}
    if name == "area" and asked.areas:
        words = {code: word for code, word in words.items() if code in asked.areas}
    return Vocabulary(words)


def _plain(code: str) -> str:
    return "Not recorded" if code == NOT_RECORDED else code


def key_of(words: str) -> str:
    """Return the words as the key of a row: "Public order" as "public_order"."""
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
