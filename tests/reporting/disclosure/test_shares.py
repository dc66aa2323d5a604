"""A share or a rate gives its count away as surely as a sum."""

from typing import Any

from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.protecting import Rules, protect_document
from tests.reporting.disclosure.documents import cells, document, table

COLUMNS = ["recorded", "percent", "per_1000"]


def areas(**more: Any) -> dict[str, Any]:
    """Shares of 262, and rates of areas of 12,000 and 3,000 people."""
    made = table("t", {"north": [205, 78.2, 17.1], "south": [3, 1.1, 1.0], "west": [54, 20.6, 4.5]}, COLUMNS, n=262)
    return made | more


def test_declared_shares_and_rates_go_with_their_counts() -> None:
    ratios = [
        *({"cell": f"t/{row}/percent", "part": f"t/{row}/recorded", "whole": "t/base/n"} for row in ("north", "south")),
        {"cell": "t/south/per_1000", "part": "t/south/recorded", "whole": 3000, "per": 1000},
    ]
    made = protect_document(document(areas(ratios=ratios)), Rules(5))[1]
    assert cells(made)[1] == ["c", "c", "c"]


def test_undeclared_shares_are_found_and_the_rest_goes_with_its_row() -> None:
    """Nobody says that 1.1 is 3 of 262, or 1.0 is 3 per 3,000: the first can be tried out, the second is not risked.

    That the three areas are the base together is not said either, so the smaller of the others is kept back too.
    """
    mask, made = protect_document(document(areas()), Rules(5))
    assert mask.primary == {"t/south/recorded"}
    assert cells(made) == [[205, 78.2, 17.1], ["c", "c", "c"], ["c", "c", "c"]]
    assert made["tables"][0]["base"]["n"] == 262


def test_the_attacker_uses_printed_shares() -> None:
    """A file that keeps the count back and prints its share: 1.1% of 262 is 3 and nothing else, 1% of 262 is 2 or 3."""
    printed = areas()
    printed["rows"][1]["cells"][0] = {"shorthand": "c"}
    (found,) = attack([document(printed)])
    assert (found.name, found.low, found.high) == ("t/south/recorded", 3, 3)
    assert found.is_narrow(threshold=5, width=5)
    told = {"cell": "t/south/percent", "part": "t/south/recorded", "whole": "t/base/n", "places": 0}
    printed["rows"][1]["cells"][1] = 1
    (found,) = attack([document(printed | {"ratios": [told]})])
    assert (found.low, found.high) == (2, 3)
    rate = {"cell": "t/south/per_1000", "part": "t/south/recorded", "whole": 3000, "per": 1000}
    printed["rows"][1]["cells"] = [{"shorthand": "c"}, {"shorthand": "c"}, 1.0]
    (found,) = attack([document(printed | {"ratios": [rate]})])
    assert (found.low, found.high) == (3, 3)


def test_the_change_gives_the_year_before_away() -> None:
    """12 this year, 20% more than the year before: 10 then."""
    rows: dict[str, list[Any]] = {"race": [12, {"shorthand": "c"}, 20.0]}
    told = {"cell": "t/race/change", "part": "t/race/now", "whole": "t/race/before", "less": 100}
    printed = table("t", rows, ["now", "before", "change"]) | {"ratios": [told]}
    (found,) = attack([document(printed)])
    assert (found.name, found.low, found.high) == ("t/race/before", 10, 10)
    whole = table("t", {"race": [12, 3, 300.0]}, ["now", "before", "change"]) | {"ratios": [told]}
    assert cells(protect_document(document(whole), Rules(5))[1]) == [[12, "c", "c"]]


def test_an_average_goes_with_its_group_and_the_rest_of_a_whole_is_a_count() -> None:
    """52 decisions of which 50 were in time: two were not, though that stands nowhere."""
    told = {
        "within": [{"part": "t/all/in_time", "whole": "t/all/decisions"}],
        "summaries": [{"cell": "t/all/days", "of": "t/all/decisions"}],
    }
    printed = table("t", {"all": [52, 50, 3.5]}, ["decisions", "in_time", "days"]) | told
    mask, made = protect_document(document(printed), Rules(5))
    assert mask.primary == frozenset()
    assert cells(made) in ([["c", 50, "c"]], [[52, "c", 3.5]])
    few = table("t", {"all": [4, 4, 3.5]}, ["decisions", "in_time", "days"]) | told
    assert cells(protect_document(document(few), Rules(5))[1]) == [["c", "c", "c"]]


def test_the_base_goes_with_the_total_that_it_repeats() -> None:
    rows: dict[str, list[Any]] = {"a": [30], "b": [40], "total": [{"value": 70, "suppress": True}]}
    sums = [{"total": "t/total/n", "parts": ["t/a/n", "t/b/n"]}]
    made = protect_document(document(table("t", rows, ["n"], n=70), sums=sums), Rules(5))[1]
    assert cells(made) == [["c"], [40], ["c"]]
    assert made["tables"][0]["base"]["n"] == {"shorthand": "c"}


def test_the_place_of_a_row_tells_nothing() -> None:
    rows: dict[str, list[Any]] = {"a": [30], "z": [4], "b": [3], "not_recorded": [9]}
    made = protect_document(document(table("t", rows, ["n"]) | {"ranked_by": "n"}), Rules(5))[1]
    assert [row["key"] for row in made["tables"][0]["rows"]] == ["a", "b", "z", "not_recorded"]


def test_a_share_a_year_before_is_no_count_of_anybody() -> None:
    """It is kept back with its count; that the year before printed it is no leak, for it counts nobody."""
    told = document(
        table(
            "t",
            {"a": [900, 735, {"value": 81.7, "suppress": True}, {"shorthand": "c"}]},
            ["of", "known", "share", "before"],
        ),
        days=("2025-04-01", "2026-03-31"),
    )
    before = document(
        table("t", {"a": [1094, 860, 78.6, {"shorthand": "x"}]}, ["of", "known", "share", "before"]),
        days=("2024-04-01", "2025-03-31"),
    )
    for each in (told, before):
        each["tables"][0]["ratios"] = [{"cell": "t/a/share", "part": "t/a/known", "whole": "t/a/of"}]
    told["tables"][0]["year_before"] = [{"cell": "t/a/before", "of": "t/a/share"}]
    assert attack([protect_document(told, Rules(5), [before])[1], before]) == []
