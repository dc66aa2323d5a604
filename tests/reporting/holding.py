"""Whether what a report says of its own figures is true of them."""

from decimal import ROUND_HALF_UP, Decimal

from reporting.relations import Ratio, Relation, Sum, Within
from reporting.tables import Cell, Report


def figures(report: Report) -> dict[str, Cell]:
    """Return every figure of a report by its address."""
    found: dict[str, Cell] = {f"{table.id}/base/n": table.base.n for table in report.tables}
    for table in report.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                found[f"{table.id}/{row.key}/{column.key}"] = cell
    return found


def untrue(report: Report) -> list[Relation]:
    """Return the relations that do not hold between the figures, or speak of what is no number."""
    found = figures(report)
    return [relation for relation in report.relations if not _holds(relation, found)]


def _holds(relation: Relation, found: dict[str, Cell]) -> bool:
    values = [found[address] for address in relation.figures]
    if not all(isinstance(value, int | float) for value in values):
        return False
    numbers = [Decimal(str(value)) for value in values]
    if isinstance(relation, Sum):
        return numbers[0] == sum(numbers[1:])
    if isinstance(relation, Within):
        return numbers[0] <= numbers[1]
    if isinstance(relation, Ratio):
        whole = Decimal(relation.whole) if isinstance(relation.whole, int) else numbers[2]
        exact = relation.per * numbers[1] / whole - relation.less
        return numbers[0] == exact.quantize(Decimal(1).scaleb(-relation.places), ROUND_HALF_UP)
    return True
