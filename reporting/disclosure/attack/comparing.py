"""Holding the files of one partnership against each other: the same days, days within others, a year before."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from reporting.disclosure.attack.guessing import no_counts
from reporting.disclosure.attack.knowledge import Knowledge, cells_of


def compare(known: Knowledge, documents: Sequence[dict[str, Any]], prefixes: Sequence[str]) -> None:
    """Hold the files of one partnership against each other: the same days, days within others, a year before."""
    days = [_days(document) for document in documents]
    who = [document.get("partnership") for document in documents]
    for one, other in combinations(range(len(documents)), 2):
        if days[one] and days[one] == days[other] and who[one] == who[other]:
            for place, _ in cells_of(documents[one]):
                _equal(known, prefixes[one] + place, prefixes[other] + place)
    for one in range(len(documents)):
        peers = [other for other in range(len(documents)) if who[other] == who[one] and other != one and days[one]]
        _years_before(
            known, documents[one], prefixes[one], [(days[other], prefixes[other]) for other in peers], days[one]
        )
        inner = [other for other in peers if days[other] and days[other] < days[one]]
        _add_up(known, one, inner, documents, prefixes, days)


def _equal(known: Knowledge, first: str, second: str) -> None:
    if known.has([first, second]) and (first in known.unknown or second in known.unknown):
        known.tell({first: 1.0, second: -1.0}, 0.0, 0.0)


def _days(document: dict[str, Any]) -> frozenset[date]:
    period = document.get("period")
    if not period:
        return frozenset()
    first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
    return frozenset(first + timedelta(days=number) for number in range((last - first).days + 1))


def _years_before(
    known: Knowledge,
    document: dict[str, Any],
    prefix: str,
    peers: Iterable[tuple[frozenset[date], str]],
    days: frozenset[date],
) -> None:
    for others, other_prefix in peers:
        if others and (min(days) - min(others)).days in (365, 366) and (max(days) - max(others)).days in (365, 366):
            for table in document["tables"]:
                for each in table.get("year_before", []):
                    _equal(known, prefix + each["cell"], other_prefix + each["of"])


def _add_up(
    known: Knowledge,
    one: int,
    inner: Sequence[int],
    documents: Sequence[dict[str, Any]],
    prefixes: Sequence[str],
    days: Sequence[frozenset[date]],
) -> None:
    """For every set of files whose days do not overlap and lie within those of another one: together at most that."""
    standing = {name for document in documents for table in document["tables"] for name in table.get("standing", [])}
    shares = {name for document in documents for name in no_counts(document)}
    for size in range(1, min(len(inner), 6) + 1):
        for chosen in combinations(inner, size):
            together = frozenset().union(*(days[other] for other in chosen))
            if len(together) < sum(len(days[other]) for other in chosen):
                continue
            for place, _ in cells_of(documents[one]):
                if place not in standing | shares:
                    _add_up_at(known, place, prefixes[one], chosen, documents, prefixes, together == days[one])


def _add_up_at(
    known: Knowledge,
    place: str,
    prefix: str,
    chosen: Sequence[int],
    documents: Sequence[dict[str, Any]],
    prefixes: Sequence[str],
    is_all: bool,
) -> None:
    there = [other for other in chosen if known.has([prefixes[other] + place])]
    if not there or not known.has([prefix + place]):
        return
    if _is_about_a_day(place):
        for other in there:
            _equal(known, prefix + place, prefixes[other] + place)
        return
    terms = {prefix + place: 1.0} | {prefixes[other] + place: -1.0 for other in there}
    tables = [any(place.startswith(f"{table['id']}/") for table in documents[other]["tables"]) for other in chosen]
    if is_all and all(tables):
        if any(name in known.unknown for name in terms):
            known.tell(terms, 0.0, 0.0)
    elif len(there) == len(chosen):
        known.remainder(f"{prefix}{place} beyond {', '.join(prefixes[other].strip(': ') for other in there)}", terms)


def _is_about_a_day(place: str) -> bool:
    """Return whether a month or a day is among the keys of the address."""
    for key in place.split("/"):
        year, dash, rest = key.partition("-")
        if dash and len(year) == 4 and year.isdigit() and rest.replace("-", "").isdigit():
            return True
    return False
