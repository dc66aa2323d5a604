"""Primary suppression: the figures that must be kept back for what they are.

Sources: Hundepool and others, "Statistical Disclosure Control" (Wiley 2012), chapter 5: the minimum frequency rule,
and group disclosure, where all of a group fall into one category, so that a zero tells something of everybody in it;
the same in the Government Statistical Service's guidance on the disclosure control of tables from administrative
sources.
"""

from collections.abc import Iterator
from typing import Final

from reporting.disclosure.release import Release
from reporting.relations import Sum

UNKNOWN: Final = frozenset({"not_recorded", "not_known", "unknown", "prefer_not_to_say"})
"""Keys of categories that say nothing of those who are in them."""


def is_small(value: float, threshold: int) -> bool:
    """Return whether so few people or incidents could be told apart: at least one, fewer than the threshold."""
    return 0 < value < threshold


def sensitive(release: Release, *, threshold: int) -> frozenset[str]:
    """Return the addresses of counts to keep back: small ones, telling zeros, and those that were forced."""
    small = {key for key in release.counts & release.numbers.keys() if is_small(release.numbers[key], threshold)}
    zeros = {key for each in release.of_kind(Sum) for key in _telling_zeros(release, each, threshold)}
    return frozenset(small | zeros | (release.forced & release.counts))


def _telling_zeros(release: Release, each: Sum, threshold: int) -> Iterator[str]:
    """Yield the zeros of a sum all of whose people are in one part: they tell where everybody of the total is.

    A total that is small is kept back itself, and then nobody is known to be there; a part that only says that
    something was not recorded tells nothing.
    """
    numbers = release.numbers
    if len(each.parts) < 2 or any(key not in numbers for key in each.figures) or numbers[each.total] < threshold:
        return
    others = [key for key in each.parts if numbers[key]]
    if len(others) == 1 and not {release.figures[others[0]].row, release.figures[others[0]].column} & UNKNOWN:
        yield from (key for key in each.parts if not numbers[key])
