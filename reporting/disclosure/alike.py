"""Lines about single incidents, made so alike that none of them stands for one person.

Every line ends up the same as several others. What too few share loses its words one column after the other, the most
dispensable first, until enough lines are the same; no column is left out of this, because nobody can say which of them
a neighbour knows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from reporting.lines import HIDDEN

Line = tuple[str, ...]


def alike(lines: Iterable[Line], *, dispensable: Sequence[int], least: int) -> list[Line]:
    """Return the lines in the order of their words, each the same as at least `least` − 1 others.

    Args:
        lines: the words of each.
        dispensable: the place of every column, first that of the one that is given up first.
        least: how many lines have to be the same. Of fewer lines in all, nothing is told but how many there are.
    """
    left, groups = list(lines), list[list[Line]]()
    for given_up in range(len(dispensable) + 1):
        hidden = frozenset(dispensable[:given_up])
        shown = [_without(line, hidden) for line in left]
        numbers = Counter(shown)
        groups += [[words] * number for words, number in sorted(numbers.items()) if number >= least]
        left = [line for line, words in zip(left, shown, strict=True) if numbers[words] < least]
    return sorted(line for group in _with_the_rest(groups, left, least) for line in group)


def _without(line: Line, hidden: Collection[int]) -> Line:
    return tuple(HIDDEN if place in hidden else words for place, words in enumerate(line))


def _with_the_rest(groups: Sequence[list[Line]], left: Sequence[Line], least: int) -> list[list[Line]]:
    """Add lines that share nothing with enough others: with others that can be spared, or else with whole groups."""
    kept, untold = list(groups), list(left)
    while 0 < len(untold) < least and kept:
        needed = least - len(untold)
        spare = [place for place, group in enumerate(kept) if len(group) >= least + needed]
        place = _says_least(kept, spare or range(len(kept)))
        given = kept.pop(place)
        untold += given[:needed] if spare else given
        kept += [given[needed:]] if spare else []
    return [*kept, [(HIDDEN,) * len(line) for line in untold]]


def _says_least(groups: Sequence[list[Line]], places: Iterable[int]) -> int:
    """Return the place of the group that keeps back most; of several such, of the smallest."""
    return max(places, key=lambda place: (groups[place][0].count(HIDDEN), -len(groups[place])))
