"""Tables that contradict themselves are refused; shares and rates are exact."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from reporting.tables import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Base,
    Cell,
    Column,
    Row,
    Shorthand,
    Table,
    TableError,
    rate,
    share,
)
from tests.reporting.samples import STRANDS, report


def table(*rows: Row, columns: tuple[Column, ...] = (Column("a", "A"), Column("b", "B"))) -> Table:
    return Table(id="t", title="T", base=Base("incidents", 3), columns=columns, rows=rows)


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: table(Row("r", "Row", (1,))), "Row “Row” of table “t” has 1 cells for 2 columns."),
        (
            lambda: table(Row("r", "One", (1, 2)), Row("r", "Two", (1, 2))),
            "The rows of table “t” use a key more than once: r.",
        ),
        (
            lambda: table(columns=(Column("a", "A"), Column("a", "B"))),
            "The columns of table “t” use a key more than once: a.",
        ),
        (lambda: table(columns=()), "Table “t” has no columns."),
        (lambda: Column("a", " "), "A column needs its label."),
        (lambda: Row("", "Row", ()), "A row needs its key."),
        (lambda: Base("", 3), "A base needs its unit."),
        (lambda: Row("r", "Row", (float("nan"),)), "nan in row “Row” is not a figure."),
        (lambda: Row("r", "Row", (float("inf"),)), "inf in row “Row” is not a figure."),
        (lambda: Row("r", "Row", (True,)), "True in row “Row” is not a figure."),
        (lambda: Base("incidents", False), "False in the base is not a figure."),
        (lambda: Shorthand("q"), "[q] is not a known shorthand. Known are: c, low, x, z."),
        (lambda: report(STRANDS, STRANDS), "The tables of report “quarterly” use a key more than once: strands."),
        (lambda: STRANDS.column("share"), "Table “strands” has no column “share”."),
        (lambda: STRANDS.cell("creed", "recorded"), "Table “strands” has no row “creed”."),
        (lambda: report(STRANDS).table("months"), "Report “quarterly” has no table “months”."),
    ],
)
def test_contradictions_are_refused_by_name(build: Callable[[], object], sentence: str) -> None:
    with pytest.raises(TableError) as refused:
        build()
    assert str(refused.value) == sentence


def test_cells_are_found_by_key() -> None:
    assert STRANDS.column("recorded") == (205, 27, CONFIDENTIAL, 0)
    assert STRANDS.cell("religion", "percent") == 10.3
    assert report(STRANDS).table("strands") is STRANDS


def test_decimals_become_plain_numbers() -> None:
    row = Row.of("r", "Row", Decimal("12.5"), 3, None, CONFIDENTIAL)
    assert row.cells == (12.5, 3, None, CONFIDENTIAL)
    assert [type(cell) for cell in row.cells] == [float, int, type(None), Shorthand]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (205, 262, 78.2),
        (1, 3, 33.3),
        (1, 8, 12.5),
        (1, 2000, 0.1),
        (1, 2001, 0.0),
        (3, 2, 150.0),
        (0, 5, 0.0),
        (0, 0, NOT_APPLICABLE),
        (CONFIDENTIAL, 262, CONFIDENTIAL),
        (205, CONFIDENTIAL, CONFIDENTIAL),
    ],
)
def test_shares(part: int | Shorthand, whole: int | Shorthand, expected: Cell) -> None:
    assert share(part, whole) == expected


@pytest.mark.parametrize(
    ("count", "population", "per", "expected"),
    [
        (262, 162_000, 1_000, 1.6),
        (262, 162_000, 100_000, 161.7),
        (262, None, 1_000, NOT_AVAILABLE),
        (0, 0, 1_000, NOT_AVAILABLE),
        (CONFIDENTIAL, 162_000, 1_000, CONFIDENTIAL),
    ],
)
def test_rates(count: int | Shorthand, population: int | None, per: int, expected: Cell) -> None:
    assert rate(count, population, per=per) == expected
