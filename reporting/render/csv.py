"""A report as CSV: a zip with a file for each table, a list of the tables, a data dictionary and a file to read first.

Every file goes through the one writer of CSV files, so that no cell is a formula.
"""

from collections.abc import Iterator
from typing import Final

from partners.csv_files import Cell as Written
from partners.csv_files import as_csv
from reporting.render.definitions import definition, unit
from reporting.render.edition import Edition
from reporting.render.packing import packed
from reporting.tables import NOT_AVAILABLE, SHORTHANDS, Cell, Report, Shorthand, Table
from reporting.wording import moment

README: Final = "README.txt"
TABLES: Final = "tables.csv"
DICTIONARY: Final = "data_dictionary.csv"
TEXTS: Final = "texts.csv"
BESIDE: Final = "read_against.csv"
_DICTIONARY_COLUMNS: Final = ("table", "part", "key", "label", "unit", "definition")
_BESIDE_COLUMNS: Final = ("table", "figure", "label", "here", "against", "there", "source")
_TABLES_COLUMNS: Final = ("table", "file", "title", "base_unit", "base_n", "notes")


def report_csv(report: Report, edition: Edition) -> bytes:
    """Return the report as a zip of CSV files in UTF-8, the same bytes for the same arguments."""
    files = {
        README: _readme(report, edition),
        TABLES: as_csv(_TABLES_COLUMNS, [_listed(table) for table in report.tables]),
        DICTIONARY: as_csv(_DICTIONARY_COLUMNS, [line for table in report.tables for line in _defined(table)]),
    }
    if edition.texts:
        files[TEXTS] = as_csv(
            ("text", "words"), [(each.title, line) for each in edition.texts for line in each.paragraphs]
        )
    beside = [line for table in report.tables for line in _beside(table)]
    if beside:
        files[BESIDE] = as_csv(_BESIDE_COLUMNS, beside)
    return packed(files | {file_of(table): _table(table) for table in report.tables})


def file_of(table: Table) -> str:
    """Return the name of the file that a table stands in."""
    return f"{table.id}.csv"


def _table(table: Table) -> str:
    header = ("row", "label", *(column.key for column in table.columns))
    return as_csv(header, [(row.key, row.label, *(_written(cell) for cell in row.cells)) for row in table.rows])


def _written(cell: Cell) -> Written:
    return str(cell or NOT_AVAILABLE) if isinstance(cell, Shorthand | None) else cell


def _beside(table: Table) -> Iterator[tuple[Written, ...]]:
    """Return the figures from elsewhere, each beside the table's own that is read against it."""
    for each in table.beside:
        words, own = table.figure(each.figure)
        yield table.id, each.figure, words, _written(own), each.label, each.value, each.source


def _listed(table: Table) -> tuple[Written, ...]:
    return table.id, file_of(table), table.title, table.base.unit, _written(table.base.n), " ".join(table.notes)


def _defined(table: Table) -> Iterator[tuple[Written, ...]]:
    """Return the lines of the data dictionary about a table: itself, its columns, its rows."""
    yield table.id, "table", table.id, table.title, table.base.unit, f"Figures of {table.base.unit}."
    for column in table.columns:
        yield table.id, "column", column.key, column.label, unit(table, column), definition(table, column)
    for row in table.rows:
        yield table.id, "row", row.key, row.label, "", ""


def _readme(report: Report, edition: Edition) -> str:
    lines = [
        f"{edition.title}: {report.period.label}",
        edition.partnership,
        edition.marking.value,
        f"Figures as of {moment(edition.as_of)}.",
        "",
        f"{TABLES} lists the tables: what each counts, how many there are, and its notes.",
        f"{DICTIONARY} says what every row and column key means.",
        *([f"{TEXTS} holds what is written besides the tables, a line for each paragraph."] if edition.texts else []),
        *(
            [f"{BESIDE} holds targets and published figures, each beside the figure that is read against it."]
            if any(table.beside for table in report.tables)
            else []
        ),
        "Every other file is one table: the key of each row, its label, and a column for each figure.",
        "",
        "All files are comma-separated values in UTF-8 with a byte-order mark. Every cell is in quotation marks.",
        "An apostrophe stands before text that a spreadsheet would take for a formula.",
        "A cell holds a number, or one of these shorthands in place of one:",
        *(f"[{code}] {meaning}." for code, meaning in SHORTHANDS.items()),
    ]
    return "".join(f"{line}\r\n" for line in lines)
