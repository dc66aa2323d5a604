"""Reference data as people meet it: the choices of a form, the words for a code, and whether a code exists on a day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self
from uuid import UUID

from django.db.models import Q

from cases.models import Term
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Partnership

_CODE = re.compile(r"[A-Za-z0-9_]{1,60}")
Choices = list[tuple[str, str]]
GroupedChoices = list[tuple[str, Choices]]


def choices(vocabulary: str, actor: Actor, day: date) -> Choices:
    """Return the codes that the actor's partnership uses on `day`, with their words, in order."""
    terms = Term.objects.of(vocabulary, partnership_id=actor.partnership_id, day=day)
    return [(term.code, term.label) for term in terms]


def grouped_choices(vocabulary: str, actor: Actor, day: date) -> GroupedChoices:
    """Return the same as `choices`, under the groups of the vocabulary."""
    groups: dict[str, Choices] = {}
    for term in Term.objects.of(vocabulary, partnership_id=actor.partnership_id, day=day):
        groups.setdefault(term.group, []).append((term.code, term.label))
    return list(groups.items())


def labels(vocabulary: str, partnership_id: UUID) -> dict[str, str]:
    """Return the words for every code of a vocabulary, also for codes that no longer hold."""
    return {term.code: term.label for term in Term.objects.of(vocabulary, partnership_id=partnership_id)}


def words(codes: Iterable[str], known: dict[str, str]) -> list[str]:
    """Return the words for `codes`; a code without words (the partner's own) stands for itself."""
    return [known.get(code, code) for code in codes]


class Entry(NamedTuple):
    """What is asked of a term again and again, without the whole of it."""

    vocabulary: str
    code: str
    label: str
    position: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Terms:
    """All the reference data of one partnership, read once: for work that checks many codes."""

    terms: dict[tuple[str, str], tuple[Entry, ...]]

    @classmethod
    def of(cls, partnership_id: UUID) -> Self:
        """Read the terms of the partnership's nation and its own."""
        nation = Partnership.objects.filter(pk=partnership_id).values("nation")
        rows = Term.objects.filter(
            Q(partnership__isnull=True) | Q(partnership_id=partnership_id), Q(nation="") | Q(nation__in=nation)
        )
        found: dict[tuple[str, str], tuple[Entry, ...]] = {}
        for term in map(Entry._make, rows.values_list(*Entry._fields)):
            key = (term.vocabulary, term.code)
            found[key] = (*found.get(key, ()), term)
        return cls(found)

    def has(self, vocabulary: str, code: str, day: date) -> bool:
        """Say whether the code holds on `day`."""
        return any(_holds(term, day) for term in self.terms.get((vocabulary, code), ()))

    def may_be_created(self, vocabulary: str, code: str) -> bool:
        """Say whether `code` could be a new code: well formed, and never used, not even in the past."""
        return bool(_CODE.fullmatch(code)) and (vocabulary, code) not in self.terms

    def codes(self, vocabulary: str, day: date) -> list[str]:
        """Return the codes of a vocabulary that hold on `day`, in order."""
        held = [
            term for (kind, _), terms in self.terms.items() if kind == vocabulary for term in terms if _holds(term, day)
        ]
        return [term.code for term in sorted(held, key=lambda term: (term.position, term.label))]


def _holds(term: Entry, day: date) -> bool:
    return (term.valid_from is None or term.valid_from <= day) and (term.valid_to is None or term.valid_to >= day)


def check_codes(codes: Iterable[str], vocabulary: str, *, partnership_id: UUID, day: date) -> None:
    """Check that each of `codes` is in the vocabulary on `day`; an empty code stands for no answer.

    Raises:
        NotPossible: one is not, with a sentence that names it.
    """
    known = set(Term.objects.of(vocabulary, partnership_id=partnership_id, day=day).values_list("code", flat=True))
    for code in codes:
        if code and code not in known:
            raise NotPossible(f"“{code}” is not in the list “{vocabulary.replace('_', ' ')}”. Choose one that is.")
