"""What a column of figures is, in words: its unit, and how it is worked out from other figures."""

from reporting.relations import Ratio, Summary, YearBefore, address, base_of
from reporting.tables import Column, Table


def unit(table: Table, column: Column) -> str:
    """Return what the figures of a column are counted in."""
    ratio = _first_ratio(table, column)
    if ratio is None:
        pointed = any(isinstance(cell, float) for cell in table.column(column.key))
        return "number" if pointed or _summarised(table, column) else "count"
    return "per cent" if ratio.per == 100 else f"per {ratio.per:,}"


def definition(table: Table, column: Column) -> str:
    """Return how the figures of a column are worked out, or what they are compared with."""
    ratio = _first_ratio(table, column)
    if ratio:
        return _worked_out(table, ratio)
    if _addresses(table, column) & {each.cell for each in table.relations if isinstance(each, YearBefore)}:
        return "The same figure in the same period a year before."
    return f"{column.label}: a figure of {table.base.unit}."


def _worked_out(table: Table, ratio: Ratio) -> str:
    part, whole = _named(table, ratio.part), _named(table, ratio.whole)
    rounded = "1 place" if ratio.places == 1 else f"{ratio.places} places"
    if ratio.less:
        return f"The change from {whole} to {part} in per cent of {whole}, rounded to {rounded}."
    return f"{ratio.per:,} × {part} ÷ {whole}, rounded to {rounded}."


def _named(table: Table, figure: str | int) -> str:
    """Return the name of a figure that a ratio is made of: a column of the same table, its base, or another's."""
    if isinstance(figure, int):
        return "a published number"
    if figure == base_of(table.id):
        return "the base"
    for column in table.columns:
        if figure in _addresses(table, column):
            return f"“{column.label}”"
    return f"the figure at {figure}"


def _first_ratio(table: Table, column: Column) -> Ratio | None:
    here = _addresses(table, column)
    return next((ratio for ratio in table.ratios if ratio.cell in here), None)


def _summarised(table: Table, column: Column) -> bool:
    here = _addresses(table, column)
    return any(isinstance(each, Summary) and each.cell in here for each in table.relations)


def _addresses(table: Table, column: Column) -> set[str]:
    return {address(table.id, row.key, column.key) for row in table.rows}
