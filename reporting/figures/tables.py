"""Figures that come as CSV: populations, events, targets and published national figures."""

import re
from collections.abc import Iterable
from typing import Any, Final

from reporting.figures.checked import CellError, Checked, Known, Line, a_day, a_number, a_whole_number, lines, words

POPULATION_COLUMNS: Final = (("area", "people"), ("age", "sex", "ethnicity"))
EVENT_COLUMNS: Final = (("date", "name"), ("until",))
TARGET_COLUMNS: Final = (("measure", "value", "from"), ())
NATIONAL_COLUMNS: Final = (("measure", "label", "value"), ())
_LONGEST_NAME: Final = 60
_MEASURE: Final = re.compile(r"[a-z0-9_]+(/[A-Za-z0-9_.+-]+){2}")


def check_populations(text: str, known: Known) -> Checked:
    """Read how many people live in each area: in all, and, where there is more, by age, sex or ethnic group.

    Every area needs a row for all its people: one without age, sex and ethnic group.
    """
    checked = Checked()
    required, optional = POPULATION_COLUMNS
    for line in lines(text, checked, required=required, optional=optional):
        row = {"area": line.take("area", lambda typed: _area(typed, known), checked)}
        row |= {column: line.take(column, _at_most_60, checked) for column in optional}
        row["people"] = line.take("people", a_whole_number, checked)
        _once(row, (*row,)[:4], line, checked)
    _require_totals(checked, known)
    return checked


def _require_totals(checked: Checked, known: Known) -> None:
    """Note the areas of which only parts are given."""
    totals = {row["area"] for row in checked.rows if not (row["age"] or row["sex"] or row["ethnicity"])}
    lacking = dict.fromkeys(row["area"] for row in checked.rows if row["area"] and row["area"] not in totals)
    checked.errors += [
        f"{known.areas[code]} has no row for all its people. Add one that leaves age, sex and ethnicity empty."
        for code in lacking
    ]


def check_events(text: str, known: Known) -> Checked:
    """Read named events, each on a day or from one day until another."""
    checked = Checked()
    required, optional = EVENT_COLUMNS
    for line in lines(text, checked, required=required, optional=optional):
        first = line.take("date", a_day, checked)
        last = line.take("until", lambda typed: a_day(typed) if typed else "", checked) or first
        if first and last and last < first:
            checked.errors.append(f"Row {line.number}, column “until”: It is before the event begins. Check both days.")
        row = {"name": line.take("name", words(_LONGEST_NAME), checked), "first_on": first, "last_on": last}
        _once(row, ("name", "first_on"), line, checked)
    return checked


def check_targets(text: str, known: Known) -> Checked:
    """Read targets: the figure of a table that is aimed at, its value, and from which day it holds."""
    checked = Checked()
    for line in lines(text, checked, required=TARGET_COLUMNS[0]):
        row = {
            "measure": line.take("measure", lambda typed: _measure(typed, known), checked),
            "value": line.take("value", a_number, checked),
            "from_on": line.take("from", a_day, checked),
        }
        _once(row, ("measure", "from_on"), line, checked)
    return checked


def check_national(text: str, known: Known) -> Checked:
    """Read published figures to compare with: which measure, of whom, and how much."""
    checked = Checked()
    for line in lines(text, checked, required=NATIONAL_COLUMNS[0]):
        row = {
            "measure": line.take("measure", lambda typed: _measure(typed, known), checked),
            "label": line.take("label", words(_LONGEST_NAME), checked),
            "value": line.take("value", a_number, checked),
        }
        _once(row, ("measure", "label"), line, checked)
    return checked


def _once(row: dict[str, Any], key: Iterable[str], line: Line, checked: Checked) -> None:
    """Keep the row; one that was there before is an error."""
    columns = tuple(key)
    if all(row[column] is not None for column in columns) and any(
        all(earlier[column] == row[column] for column in columns) for earlier in checked.rows
    ):
        checked.errors.append(f"Row {line.number} says the same thing as a row before it. Take one of them out.")
    checked.rows.append(row)


def _area(typed: str, known: Known) -> str:
    code = known.area(typed)
    if not code:
        names = ", ".join(known.areas.values()) or "none yet"
        raise CellError(f"“{typed}” is not an area of your partnership. Its areas are: {names}.")
    return code


def _measure(typed: str, known: Known) -> str:
    if not _MEASURE.fullmatch(typed):
        raise CellError(f"“{typed}” is not the key of a measure. Type it as table/row/column, such as areas/base/n.")
    table, _, column = typed.split("/")
    if table not in known.tables:
        raise CellError(f"There is no table “{table}” in the reports. Check the key of the measure.")
    columns = known.columns(table)
    if columns and column not in columns:
        raise CellError(f"The table “{table}” has no column “{column}”. Its columns are: {', '.join(columns)}.")
    return typed


def _at_most_60(typed: str) -> str:
    return words(_LONGEST_NAME)(typed) if typed else ""
