"""Tables drawn by lot: what is kept back is safe from the attacker, and trying everything finds nothing less."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.masking import masked
from reporting.disclosure.protecting import Mask, Rules, protect_document
from reporting.disclosure.release import release_of
from tests.reporting.disclosure.documents import add_up, document, grid, of_grid

COUNTS = st.sampled_from([0, 1, 2, 3, 5, 6, 7, 8, 10, 20, 40])
SIZES = st.sampled_from([(1, 4), (2, 2), (2, 3)])


@st.composite
def grids(draw: st.DrawFn) -> list[list[int]]:
    rows, columns = draw(SIZES)
    return [[draw(COUNTS) for _ in range(columns)] for _ in range(rows)]


def is_safe(printed: dict[str, Any], hidden: frozenset[str], width: float) -> bool:
    return all(each.high - each.low >= width for each in attack([masked(printed, hidden)]))


def smaller(printed: dict[str, Any], mask: Mask) -> Iterator[frozenset[str]]:
    """Every choice with fewer figures that keeps back what must be."""
    others = sorted(release_of(printed).counts - mask.primary)
    for count in range(len(mask.hidden - mask.primary)):
        yield from (mask.primary | set(chosen) for chosen in combinations(others, count))


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(grids(), st.sampled_from([2, 5, 8]))
def test_safe_and_the_least(counts: list[list[int]], width: int) -> None:
    """The sum of everything counts as ten figures, so a choice that spares it may be longer by as many."""
    printed = of_grid(counts)
    mask, made = protect_document(printed, Rules(5, width=width))
    assert masked(printed, mask.hidden) == made
    assert is_safe(printed, mask.hidden, width)
    less = [each for each in smaller(printed, mask) if "t/total/total" not in each and is_safe(printed, each, width)]
    assert less == []


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(grids(), st.lists(st.integers(0, 9), min_size=2, max_size=2))
def test_linked_tables_are_safe(counts: list[list[int]], wards: list[int]) -> None:
    """A first figure that another table takes apart, which is not forced to add up with anything else."""
    counts[0][0] = sum(wards)
    areas, sums = grid("areas", counts)
    parts, more = grid("wards", [wards])
    linked = add_up("wards/r1/total", "areas/r1/c1")
    printed = document(areas, parts, sums=[*sums, *more, linked])
    assert is_safe(printed, protect_document(printed, Rules(5))[0].hidden, 5)


def test_a_larger_table() -> None:
    """Of 10 rows and 12 columns with totals; each figure that is small stands alone in its row and its column."""
    counts = [[5 + (7 * row + 13 * column) % 37 for column in range(12)] for row in range(10)]
    for place in range(10):
        counts[place][place] = 1 + place % 4
    printed = of_grid(counts)
    mask = protect_document(printed, Rules(5))[0]
    assert len(mask.primary) == 10
    assert len(mask.hidden) == 20
    assert is_safe(printed, mask.hidden, 5)
