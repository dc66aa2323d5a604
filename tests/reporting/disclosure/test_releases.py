"""What was published stays published: a year, its quarters and the year before stay safe in every order."""

from datetime import date
from math import inf
from typing import Any

import pytest

from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.errors import DisclosureError
from reporting.disclosure.protecting import Released, Rules, protect, protect_document
from reporting.periods import Period
from reporting.relations import YearBefore
from reporting.tables import CONFIDENTIAL, Base, Column, Report, Row, Table
from tests.reporting.disclosure.documents import cells, document, grid

QUARTERS = {
    "q1": (("2025-04-01", "2025-06-30"), [[7, 9], [6, 11]]),
    "q2": (("2025-07-01", "2025-09-30"), [[8, 6], [2, 9]]),
    "q3": (("2025-10-01", "2025-12-31"), [[6, 12], [7, 6]]),
    "q4": (("2026-01-01", "2026-03-31"), [[1, 8], [9, 7]]),
}
YEAR = ("2025-04-01", "2026-03-31")


def release(name: str) -> dict[str, Any]:
    if name == "year":
        counts = [[sum(q[1][row][column] for q in QUARTERS.values()) for column in (0, 1)] for row in (0, 1)]
        made, sums = grid("t", counts)
        return document(made, sums=sums, days=YEAR)
    days, counts = QUARTERS[name]
    made, sums = grid("t", counts)
    return document(made, sums=sums, days=days)


@pytest.mark.parametrize(
    "order", ["q1 q2 year q4", "year q4 q1 q2", "q4 year q2 q1", "q1 q2 q3 year q4", "q1 q2 q3 q4 year"]
)
def test_a_year_and_its_quarters_in_any_order(order: str) -> None:
    """After every step, all that is out so far gives nothing away: not even the quarter that nobody has published."""
    out: list[dict[str, Any]] = []
    for name in order.split():
        out.append(protect_document(release(name), Rules(5), out)[1])
        assert [str(each) for each in attack(out) if each.is_narrow(threshold=5, width=5)] == []


def test_without_the_earlier_releases_the_year_would_give_them_away() -> None:
    """Nothing in the year is small. With three quarters subtracted from it, it is the fourth."""
    published = [protect_document(release(name), Rules(5))[1] for name in ("q1", "q3", "q4")]
    between = release("q2")
    made, between["sums"] = grid("t", [[8, 6], [12, 9]])
    between["tables"] = [made]
    year = release("year")
    made, year["sums"] = grid("t", [[22, 35], [34, 33]])
    year["tables"] = [made]
    alone = protect_document(year, Rules(5))
    assert alone[0].hidden == frozenset()
    found = {each.name: (each.low, each.high) for each in attack([*published, between, alone[1]])}
    assert found["file 3: t/r1/c1"] == (1, 1)
    exact, quick = (attack([*published, between, alone[1]], wide=wide) for wide in (inf, 5))
    told = [{each.name for each in found if each.is_narrow(threshold=5, width=5)} for found in (exact, quick)]
    assert told[0] == told[1]
    assert "file 3: t/r1/c1" in told[1]
    assert all(part.low >= whole.low and part.high <= whole.high for part, whole in zip(quick, exact, strict=True))
    mask, together = protect_document(year, Rules(5), [*published, between])
    assert mask.primary == frozenset()
    assert "t/r1/c1" in mask.hidden
    assert not [each for each in attack([*published, between, together]) if each.is_narrow(threshold=5, width=5)]


def month_report(n: int, before: int, *, year: int) -> Report:
    return Report(
        id="annual",
        partnership="WVP",
        period=Period(date(year, 4, 1), date(year + 1, 3, 31), str(year)),
        audience="public",
        tables=(
            Table(
                id="headline",
                title="Key figures",
                base=Base("incidents", None),
                columns=(Column("now", "Now"), Column("before", "Before")),
                rows=(Row("race", "Race", (n, before)),),
                relations=(YearBefore("headline/race/before", "headline/race/now"),),
            ),
        ),
    )


def test_the_year_before_is_the_same_figure_again() -> None:
    """Last year's report kept 3 back. This year's would print it beside its own."""
    last = protect(month_report(3, 12, year=2024)).report
    assert last.table("headline").rows[0].cells == (CONFIDENTIAL, 12)
    assert protect(month_report(9, 3, year=2025), earlier=[Released(last)]).mask.hidden == {"headline/race/before"}
    raised = protect(month_report(9, 3, year=2025), threshold=2, earlier=[Released(last)])
    assert raised.mask.hidden == {"headline/race/before"}
    assert raised.report.table("headline").rows[0].cells == (9, CONFIDENTIAL)


def test_what_is_out_cannot_be_called_back() -> None:
    """Three was published once with a lower threshold: keeping it back now would hide nothing, and it says so."""
    with pytest.raises(DisclosureError, match="headline/race/now has to be kept back, but what was published before"):
        protect(month_report(3, 12, year=2024), earlier=[Released(month_report(3, 12, year=2024))])


def test_a_month_is_the_same_in_the_quarter_and_the_year() -> None:
    def months(days: tuple[str, str], counts: dict[str, int]) -> dict[str, Any]:
        rows = {month: [count] for month, count in counts.items()}
        made = {
            "id": "months",
            "title": "Months",
            "columns": [{"key": "n", "label": "n"}],
            "rows": [{"key": key, "label": key, "cells": cell} for key, cell in rows.items()],
        }
        total = {"key": "total", "label": "All", "cells": [sum(counts.values())]}
        made["rows"] = [*made["rows"], total]
        return document(
            made, sums=[{"total": "months/total/n", "parts": [f"months/{key}/n" for key in rows]}], days=days
        )

    quarter = months(QUARTERS["q1"][0], {"2025-04": 3, "2025-05": 9, "2025-06": 12})
    year = months(YEAR, {"2025-04": 3, "2025-05": 9, "2025-06": 12, "2025-07": 8, "2025-08": 9, "2025-09": 40})
    first = protect_document(quarter, Rules(5))[1]
    assert cells(first, "months") == [["c"], ["c"], [12], [24]]
    mask, second = protect_document(year, Rules(5), [first])
    assert {"months/2025-04/n", "months/2025-05/n"} <= mask.hidden
    assert not [each for each in attack([first, second]) if each.is_narrow(threshold=5, width=5)]


def test_a_corrected_figure_contradicts_nobody() -> None:
    """A late record makes the year more than its quarters: the equation is wrong, so nobody can reckon with it."""
    quarters = [protect_document(release(name), Rules(5))[1] for name in ("q1", "q2", "q3", "q4")]
    late = release("year")
    made, sums = grid("t", [[100, 100], [100, 100]])
    late["tables"], late["sums"] = [made], sums
    assert protect_document(late, Rules(5), quarters)[0].primary == frozenset()
