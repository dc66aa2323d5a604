"""What changed, when, by whom, from what to what: pages of the history of fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value

from audit.history import ADDED, CHANGED, FOUND, REMOVED, Past, kept_fields
from partners.actor import Actor
from partners.history_words import HistoryWords, Names, WordOf

A_PAGE = 25
_DEEDS = {ADDED: "added", CHANGED: "changed", REMOVED: "removed", FOUND: "as this history began"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table of which the history is told.

    Attributes:
        name: what one of its rows is called.
        past: the model of its history.
        labels: the fields that are told, in order, with their words. What is left out are links between records.
        vocabularies: of fields that hold codes, where their words are found.
        named_by: the field that tells one row from another.
        untold: fields that these readers are not told of, not even that they changed.
    """

    name: str
    past: type[Past]
    labels: Mapping[str, str]
    vocabularies: Mapping[str, str] = field(default_factory=dict)
    named_by: str = ""
    untold: frozenset[str] = frozenset()

    def told(self, *conditions: Q, **values: object) -> "Told":
        """Return the rows of the history that somebody may read; the caller knows the rule."""
        return Told(self, self.past.rows(*conditions, **values))


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of one part's history that somebody may read."""

    part: Part
    rows: QuerySet[Past]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of history, and the one before it where there is one that the reader may see."""

    part: Part
    row: Past
    earlier: Past | None

    @property
    def ends(self) -> tuple[Past | None, Past | None]:
        """The row before and after: nothing was there before it was added, nothing after it was removed."""
        return (self.row, None) if self.row.pgh_label == REMOVED else (self.earlier, self.row)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, before and after; what was or is empty has no words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row that was added, changed or removed: `is_from_to` when it was there both before and after."""

    at: datetime
    title: str
    person: str
    agency: str
    is_from_to: bool
    is_gone: bool
    differences: list[Difference]


def changes_of(actor: Actor, told: Sequence[Told], number: str | None, word_of: WordOf) -> "Page[Any]":
    """Return a page of changes, newest first.

    Args:
        actor: who reads; people of other partnerships are not named.
        told: the histories that the actor may read, at least one.
        number: of the page, as it stands in the address.
        word_of: finds the words for a code of a vocabulary.
    """
    shown = Paginator(_keys(told), A_PAGE).get_page(number)
    steps = _steps(told, list(shown.object_list))
    rows = [row for step in steps for row in (step.row, step.earlier) if row is not None]
    words = HistoryWords(Names.of(actor, rows), word_of)
    shown.object_list = [_change(step, words) for step in steps]
    return shown


Key = tuple[datetime, int, int]
"""When it was written, the key of the row, and the place of its part."""


def _keys(told: Sequence[Told]) -> "QuerySet[Past, Any]":
    columns = ("pgh_created_at", "pgh_id", "pgh_place")
    first, *rest = [each.rows.annotate(pgh_place=Value(place)).values_list(*columns) for place, each in enumerate(told)]
    return first.union(*rest, all=True).order_by("-pgh_created_at", "-pgh_id")


def _steps(told: Sequence[Told], keys: Sequence[Key]) -> list[Step]:
    found = {
        (row.pgh_id, place): Step(each.part, row, earlier)
        for place, each in enumerate(told)
        for row, earlier in _read(each, [key for _, key, at in keys if at == place])
    }
    return [found[key, place] for _, key, place in keys]


def _read(told: Told, keys: list[int]) -> Iterator[tuple[Past, Past | None]]:
    """Yield the rows with these keys, each with the row before it."""
    if not keys:
        return
    same: dict[str, Any] = {"id": OuterRef("id"), "pgh_id__lt": OuterRef("pgh_id")}
    earlier = told.rows.filter(**same).order_by("-pgh_id").values("pgh_id")
    pairs = dict(told.rows.filter(pgh_id__in=keys).values_list("pgh_id", Subquery(earlier[:1])))
    rows = told.rows.in_bulk({*pairs, *filter(None, pairs.values())})
    for key, before in pairs.items():
        yield rows[key], rows.get(before)


def _change(step: Step, words: HistoryWords) -> Change:
    row, part = step.row, step.part
    name = words.value(row, part.named_by, part.vocabularies) if part.named_by else ""
    return Change(
        at=row.pgh_created_at,
        title=f"{part.name}{f': {name}' if name else ''}, {_DEEDS[row.pgh_label]}",
        person=words.person(row),
        agency=words.agency(row),
        is_from_to=None not in step.ends,
        is_gone=row.pgh_label == REMOVED,
        differences=list(_differences(step, words)),
    )


def _differences(step: Step, words: HistoryWords) -> Iterator[Difference]:
    changed = _changed(step)
    for name, label in step.part.labels.items():
        if name in changed:
            before, after = (words.value(row, name, step.part.vocabularies) if row else "" for row in step.ends)
            if before or after:
                yield Difference(label, before, after)
    if step.earlier and changed - set(step.part.labels) - step.part.untold:
        yield Difference("What it belongs to", "another record", "this record")


def _changed(step: Step) -> set[str]:
    """Return the fields whose values differ; all of them where there is nothing to compare with."""
    before, after = step.ends
    kept = kept_fields(step.part.past)
    if before is None or after is None:
        return {each.name for each in kept}
    return {each.name for each in kept if getattr(before, each.attname) != getattr(after, each.attname)}
