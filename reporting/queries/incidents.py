"""Recorded incidents: the key figures, and why people were targeted."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from reporting.periods import MONTHS
from reporting.queries.breakdown import (
    BEFORE,
    CHANGE,
    INCIDENTS,
    MANY,
    against,
    base_of_all,
    breakdown,
    compared,
    related,
)
from reporting.queries.facets import NONE, Counted, by, each, total
from reporting.queries.source import Question
from reporting.queries.words import NOT_RECORDED, Vocabulary, vocabulary
from reporting.relations import Relation, Sum, Within, address, base_of, equals
from reporting.tables import Base, Column, Row, Table

_FIRST_ROWS: Final = {
    "recorded": "Recorded in all",
    "crimes": "Hate crimes",
    "incidents": "Hate incidents, not a crime",
}
_KINDS: Final = {"crimes": "crime", "incidents": "incident"}


def headline(asked: Question) -> Table:
    """The key figures: all that was recorded, crimes, incidents, and each centrally monitored strand."""
    kinds, strands = by(asked, "kind"), vocabulary(asked, "strand")
    monitored = [code for code in strands.current(asked) if strands.words[code].is_centrally_monitored]
    found = each(by(asked, "strands")) | {
        "recorded": total(kinds.values()),
        **{row: kinds.get(kind, NONE) for row, kind in _KINDS.items()},
    }
    labels = _FIRST_ROWS | {code: f"With {_within(strands.label(code))} as a strand" for code in monitored}
    table = Table(
        id="headline",
        title="Key figures",
        base=Base(INCIDENTS, found["recorded"].recorded),
        columns=(Column("period", "This period"), BEFORE, CHANGE),
        rows=tuple(_headline_row(asked, key, label, found.get(key, NONE)) for key, label in labels.items()),
        notes=(*_unfinished(asked), MANY, *how_comparable(asked)),
    )
    return related(table, *_headline_relations(list(labels), monitored))


def _within(label: str) -> str:
    return label[:1].lower() + label[1:]


def _headline_row(asked: Question, key: str, label: str, counted: Counted) -> Row:
    return Row.of(key, label, counted.recorded, *against(asked, counted.recorded, counted.before))


def _headline_relations(rows: list[str], monitored: list[str]) -> Iterable[Relation]:
    yield equals(base_of("headline"), address("headline", "recorded", "period"))
    yield from compared("headline", rows, now="period")
    for column in ("period", "before"):
        whole, *kinds = (address("headline", row, column) for row in _FIRST_ROWS)
        yield Sum(whole, tuple(kinds))
        yield from (Within(address("headline", code, column), whole) for code in monitored)


def _unfinished(asked: Question) -> list[str]:
    if asked.period.last < asked.today:
        return []
    return [f"This period has not finished: the figures are those of {_in_words(asked.today)} and will change."]


def how_comparable(asked: Question) -> list[str]:
    """Say when the records begin, where that is too late for a full comparison."""
    if asked.known_since is None or asked.known_since <= asked.before.first:
        return []
    since = _in_words(asked.known_since)
    return [f"The records here begin on {since}. A comparison with a time before that day is not complete."]


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def strands(asked: Question) -> Table:
    """Why people were targeted, as they or anyone else perceived it. One incident can carry several strands."""
    combined = by(asked, "strands")
    found, words = each(combined), vocabulary(asked, "strand")
    table = breakdown(
        asked,
        id_="strands",
        title="Strands",
        found=found,
        codes=words.rows(asked, found),
        label=words.label,
        of=base_of_all(combined),
        notes=(MANY,),
        is_many=True,
    )
    return related(table, *table.relations, equals(base_of("strands"), address("headline", "recorded", "period")))


def strand_combinations(asked: Question) -> Table:
    """Which strands came together: each incident stands in one row, the most frequent first."""
    found = {"+".join(sorted(set(codes))): NONE for codes in by(asked, "strands")}
    for codes, counted in by(asked, "strands").items():
        found["+".join(sorted(set(codes)))] += counted
    found.setdefault(NOT_RECORDED, NONE)
    words = vocabulary(asked, "strand")
    labels = {key: _together(words, key.split("+")) for key in found}
    codes = sorted(found, key=lambda key: (key == NOT_RECORDED, -found[key].recorded, labels[key], key))
    table = breakdown(
        asked,
        id_="strand_combinations",
        title="Strands alone and together",
        found=found,
        codes=codes,
        label=labels.__getitem__,
        of=base_of_all(found),
        notes=("Every incident is counted once, in the row of all the strands that it carries.",),
        ranked_by="recorded",
    )
    of_all = address("headline", "recorded", "period")
    return related(table, *table.relations, equals(base_of("strand_combinations"), of_all))


def _together(words: Vocabulary, codes: list[str]) -> str:
    """Return "Race or ethnicity alone" or "Race or ethnicity, with: Disability", in the partnership's order."""
    known = list(words.words)
    ordered = sorted(codes, key=lambda code: (known.index(code) if code in known else len(known), code))
    first, *more = (words.label(code) for code in ordered)
    if codes == [NOT_RECORDED]:
        return first
    return f"{first}, with: {'; '.join(more)}" if more else f"{first} alone"
