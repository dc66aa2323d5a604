"""What has to be looked at before somebody signs: what is empty, and words that may point to a person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reporting.releases.slots import CASE_STUDY, Slot
from reporting.render.edition import Passage

_MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_POINTERS: Final = {
    "a date": re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b"
        r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b",
        re.IGNORECASE,
    ),
    "a name": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|Sgt)\b\.? [A-Z]\w+"),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
    "a street": re.compile(
        r"\b[A-Z]\w+ (?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Gardens|Court|Square|Way)\b"
    ),
    "a case reference": re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b"),
    "a phone number or an email address": re.compile(r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b|\S+@\S+\.\w+"),
    "an age": re.compile(r"\b\d{1,3}[- ]years?[- ]old\b|\baged \d{1,3}\b", re.IGNORECASE),
}
_NUMBER: Final = re.compile(r"(?<![\d.,/-])\d+(?![\d/-]|[.,]\d|%)")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist.

    Attributes:
        sentence: what was found, in words.
        is_right: nothing is left to be done about it.
    """

    sentence: str
    is_right: bool


def checklist(slots: Sequence[Slot], passages: Iterable[Passage], *, threshold: int, kept_back: int) -> list[Check]:
    """Return what has to be looked at before the release is signed.

    Args:
        slots: every place for words.
        passages: what stands in them; those without words are left out.
        threshold: counts below it are kept back; 0 where none is.
        kept_back: how many figures the release keeps back.
    """
    written = {passage.key: passage for passage in passages if passage.words.strip()}
    return [
        *_empty(slots, written.keys()),
        *_pointing(written.get(CASE_STUDY.key)),
        *(_small(written.values(), threshold) if threshold else ()),
        _audit(threshold, kept_back),
    ]


def pointers(words: str) -> list[str]:
    """Return what in these words may point to a person, each with its kind: "a date: “4 May”"."""
    return [f"{kind}: “{found.group()}”" for kind, sought in _POINTERS.items() for found in sought.finditer(words)]


def small_numbers(words: str, threshold: int) -> list[str]:
    """Return the numbers from 1 to below the threshold that stand in these words as counts do."""
    return [found for found in _NUMBER.findall(words) if 0 < int(found) < threshold]


def _empty(slots: Sequence[Slot], written: Iterable[str]) -> Iterator[Check]:
    empty = [slot.title for slot in slots if slot.key not in written]
    if empty:
        yield Check(f"Nothing is written yet, and nothing will be printed, in: {', '.join(empty)}.", is_right=False)
    else:
        yield Check("Every text is written.", is_right=True)


def _pointing(case_study: Passage | None) -> Iterator[Check]:
    if case_study is None:
        return
    found = pointers(case_study.words)
    if found:
        yield Check(f"The case study may point to a person by {'; '.join(found)}.", is_right=False)
    else:
        yield Check(
            "No date, street or title with a name was found in the case study. Read it all the same.", is_right=True
        )


def _small(passages: Iterable[Passage], threshold: int) -> Iterator[Check]:
    found = [(each.title, numbers) for each in passages if (numbers := small_numbers(each.words, threshold))]
    for title, numbers in found:
        yield Check(
            f"“{title}” holds small numbers ({', '.join(numbers)}). If they count people or incidents, take them out.",
            is_right=False,
        )
    if not found:
        yield Check(f"No number below {threshold} stands in the texts.", is_right=True)


def _audit(threshold: int, kept_back: int) -> Check:
    if not threshold:
        return Check("Nothing is kept back: this release must stay within the partnership.", is_right=True)
    return Check(
        f"{kept_back} figures are kept back. An audit tried to work them out, from this and all earlier releases, and"
        " could not.",
        is_right=True,
    )
