"""Rounding, the other way to protect a release: every count to a multiple of a base, shares from rounded counts."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reporting.disclosure.derived import made_of
from reporting.disclosure.errors import DisclosureError
from reporting.disclosure.masking import masked
from reporting.disclosure.release import Release, release_of
from reporting.disclosure.scrubbing import scrub
from reporting.relations import Ratio, address, base_of


def rounded_document(document: dict[str, Any], base: int) -> dict[str, Any]:
    """Return a copy of the document with every count rounded to the nearest multiple of the base, halves up.

    Totals are rounded for themselves, so they need not be the sum of what stands beside them, and the copy declares no
    sums. Shares of which the file says how they are made are made again of rounded counts; all others, and averages,
    are kept back, because they come from exact counts. So is what was forced.

    Raises:
        DisclosureError: the document is not in order, or the base is less than 2.
    """
    if base < 2:
        raise DisclosureError(["The base to round to has to be at least 2."])
    release = release_of(document)
    counts = {key: to_base(release.numbers[key], base) for key in release.counts & release.numbers.keys()}
    again = {each.cell: _again(each, counts) for each in release.relations if isinstance(each, Ratio)}
    untold = frozenset(made_of(release)) & release.numbers.keys() - again.keys()
    lost = frozenset(key for key, value in again.items() if value is None and key in release.numbers)
    kept_back = release.forced | untold | lost | _with_forced(release)
    made = masked(document, kept_back)
    _put(made, {key: value for key, value in (counts | again).items() if value is not None and key in release.numbers})
    made = masked(made, kept_back)
    exact = frozenset(release.numbers[key] for key, value in counts.items() if release.numbers[key] != value)
    for table in made["tables"]:
        scrub(table, exact)
    _say(made, base)
    return made


def to_base(value: float, base: int) -> int:
    """Return the nearest multiple of the base; halfway, the greater one."""
    return int((Decimal(str(value)) / base).quantize(Decimal(1), ROUND_HALF_UP)) * base


def _with_forced(release: Release) -> frozenset[str]:
    """Return the shares of what was forced out."""
    return frozenset(key for key, counts in made_of(release).items() if counts & release.forced)


def _again(each: Ratio, counts: dict[str, int]) -> float | None:
    whole = counts.get(each.whole) if isinstance(each.whole, str) else each.whole
    if not whole or each.part not in counts:
        return None
    quotient = Decimal(counts[each.part] * each.per) / whole - each.less
    return float(quotient.quantize(Decimal(1).scaleb(-each.places), ROUND_HALF_UP))


def _put(document: dict[str, Any], values: dict[str, Any]) -> None:
    for table in document["tables"]:
        if base_of(table["id"]) in values:
            table["base"]["n"] = values[base_of(table["id"])]
        for row in table["rows"]:
            for place, column in enumerate(table["columns"]):
                key = address(table["id"], row["key"], column["key"])
                row["cells"][place] = values.get(key, row["cells"][place])


def _say(document: dict[str, Any], base: int) -> None:
    """Say beneath every table that it is rounded, and take away what no longer holds."""
    note = f"Counts are rounded to the nearest {base}, totals for themselves, so they may not add up."
    document["sums"] = []
    for table in document["tables"]:
        table["notes"] = [*table.get("notes", []), note]
        table.pop("within", None)
