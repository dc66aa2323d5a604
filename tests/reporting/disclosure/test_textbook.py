"""Examples from the literature and by hand, with the answers they must have."""

from typing import Any

from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.protecting import Rules, protect_document
from tests.reporting.disclosure.documents import add_up, cells, document, grid, of_grid, table


def intervals(*made: dict[str, object]) -> dict[str, tuple[float, float]]:
    return {each.name: (each.low, each.high) for each in attack(made) if each.is_published}


def test_investments_by_activity_and_region() -> None:
    """Fischetti and Salazar (2001), table 1: one figure of 22 is confidential, and the attacker comes to 5 to 30."""
    printed = of_grid([[20, 50, 10], [8, 19, {"value": 22, "suppress": True}], [17, 32, 12]])
    mask, made = protect_document(printed, Rules(5, width=5))
    assert mask.primary == {"t/r2/c3"}
    assert len(mask.hidden) == 4
    assert mask.is_least
    assert all(high - low >= 5 for low, high in intervals(made).values())
    by_hand = of_grid([[20, 50, 10], [8, 19, 22], [17, 32, 12]])
    for row, column in ((1, 0), (1, 2), (2, 0), (2, 2)):
        by_hand["tables"][0]["rows"][row]["cells"][column] = {"shorthand": "c"}
    assert intervals(by_hand)["t/r2/c3"] == (5, 30)


def test_two_in_every_line_are_not_enough() -> None:
    """Every row and column has two figures kept back or none, and still each lies between 0 and 2."""
    printed = of_grid([[1, 1, 20], [1, 1, 20], [20, 20, 20]])
    mask, made = protect_document(printed, Rules(threshold=2, width=2))
    assert mask.hidden == mask.primary == {"t/r1/c1", "t/r1/c2", "t/r2/c1", "t/r2/c2"}
    assert set(intervals(made).values()) == {(0, 2)}
    mask, made = protect_document(printed, Rules(threshold=2, width=5))
    assert mask.hidden > mask.primary
    assert all(high - low >= 5 for low, high in intervals(made).values())


def test_small_counts_are_taken_and_totals_spared() -> None:
    sums = [add_up("t/total/n", "t/a/n", "t/b/n", "t/c/n")]
    made = document(table("t", {"a": [3], "b": [9], "c": [30], "total": [42]}, ["n"], n=42), sums=sums)
    mask, protected = protect_document(made, Rules(5))
    assert cells(protected) == [["c"], ["c"], [30], [42]]
    assert mask.hidden == {"t/a/n", "t/b/n"}
    assert protected["tables"][0]["base"]["n"] == 42


def test_two_small_figures_may_need_a_third() -> None:
    """1 + 3 within a known 4 is an interval of 4: less than 5."""
    sums = [add_up("t/total/n", "t/a/n", "t/b/n", "t/c/n")]
    made = document(table("t", {"a": [1], "b": [3], "c": [30], "total": [34]}, ["n"]), sums=sums)
    assert cells(protect_document(made, Rules(5, width=4))[1]) == [["c"], ["c"], [30], [34]]
    assert cells(protect_document(made, Rules(5))[1]) == [["c"], ["c"], ["c"], [34]]


def test_a_group_all_of_one_kind_is_told_by_its_zeros() -> None:
    """All 30 are of kind a: so the zeros say it of each of them. Of people nothing is known of, they say nothing."""
    rows: dict[str, list[Any]] = {"a": [30], "b": [0], "c": [0], "total": [30]}
    sums = [add_up("t/total/n", "t/a/n", "t/b/n", "t/c/n")]
    mask, made = protect_document(document(table("t", rows, ["n"]), sums=sums), Rules(5))
    assert mask.primary == {"t/b/n", "t/c/n"}
    assert cells(made) == [["c"], ["c"], ["c"], [30]]
    rows = {"not_recorded": [30], "b": [0], "c": [0], "total": [30]}
    sums = [add_up("t/total/n", "t/not_recorded/n", "t/b/n", "t/c/n")]
    assert protect_document(document(table("t", rows, ["n"]), sums=sums), Rules(5))[0].hidden == frozenset()


def test_nothing_small_keeps_nothing_back() -> None:
    printed = of_grid([[20, 50], [8, 19]])
    mask, made = protect_document(printed, Rules(5))
    assert (mask.hidden, made) == (frozenset(), printed)


def test_linked_tables_and_levels() -> None:
    """The same total stands in two tables, and a district is the sum of its wards, which another table has."""
    areas, more = grid("areas", [[7, 8], [3, 20]])
    wards = table("wards", {"w1": [2], "w2": [5], "w3": [20]}, ["n"])
    sums = [*more, add_up("areas/r1/c1", "wards/w1/n", "wards/w2/n"), add_up("areas/r2/c2", "wards/w3/n")]
    mask, made = protect_document(document(areas, wards, sums=sums), Rules(5))
    assert mask.primary == {"areas/r2/c1", "wards/w1/n"}
    found = intervals(made)
    assert found.keys() == mask.hidden
    assert all(high - low >= 5 for low, high in found.values())
    assert ("areas/r2/c2" in mask.hidden) == ("wards/w3/n" in mask.hidden)
