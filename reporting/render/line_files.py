"""Lines about single incidents as files: CSV in a zip, and a spreadsheet, each with a data dictionary."""

from collections.abc import Iterator
from typing import Final

from partners.csv_files import as_csv
from reporting.lines import HIDDEN, LineColumn, Lines
from reporting.render.edition import Edition
from reporting.render.opendocument import Entry, Number, Sheet, Words, spreadsheet
from reporting.render.packing import packed
from reporting.tables import SHORTHANDS, Report
from reporting.wording import figure, moment

_README: Final = "README.txt"
_LINES: Final = "lines.csv"
_DICTIONARY: Final = "data_dictionary.csv"
_DICTIONARY_COLUMNS: Final = ("column", "label", "holds", "why", "kept_back")
_DICTIONARY_HEADINGS: Final = (
    "Column",
    "In words",
    "What it holds",
    "Why it is here",
    "Lines in which it is kept back",
)


def lines_csv(report: Report, lines: Lines, edition: Edition) -> bytes:
    """Return the lines as a zip of CSV files in UTF-8, the same bytes for the same arguments."""
    files = {
        _README: "".join(f"{line}\r\n" for line in _readme(report, lines, edition)),
        _DICTIONARY: as_csv(
            _DICTIONARY_COLUMNS,
            [(each.key, each.label, each.holds, each.why, number) for each, number in lines.told],
        ),
        _LINES: as_csv([column.key for column in lines.columns], lines.rows),
    }
    return packed(files)


def lines_ods(report: Report, lines: Lines, edition: Edition) -> bytes:
    """Return the lines as an ODS file, the same bytes for the same arguments."""
    title = f"{edition.title}: {report.period.label}"
    sheets = [
        Sheet("Cover", (Words(title, "title"), *(Words(line) for line in _about(lines, edition)))),
        _dictionary(lines),
        Sheet(
            "Lines",
            (Words("Lines", "title"), Words("This worksheet contains one table.", "note")),
            tuple(Words(column.label, "heading") for column in lines.columns),
            [tuple(Words(words, "note" if words == HIDDEN else "words") for words in row) for row in lines.rows],
        ),
    ]
    return spreadsheet(sheets, title=title, subject=edition.partnership, made_at=edition.as_of)


def _dictionary(lines: Lines) -> Sheet:
    above = (Words("Data dictionary", "title"), Words("This worksheet contains one table.", "note"))
    rows = [_defined(column, number) for column, number in lines.told]
    return Sheet("Dictionary", above, tuple(Words(label, "heading") for label in _DICTIONARY_HEADINGS), rows)


def _defined(column: LineColumn, number: int) -> tuple[Entry, ...]:
    texts = (column.key, column.label, column.holds, column.why)
    return *(Words(words) for words in texts), Number(number, figure(number), 0)


def _readme(report: Report, lines: Lines, edition: Edition) -> Iterator[str]:
    yield f"{edition.title}: {report.period.label}"
    yield from _about(lines, edition)
    yield ""
    yield f"{_LINES} holds the lines; {_DICTIONARY} says what each column holds, and why it is there."
    yield "All files are comma-separated values in UTF-8 with a byte-order mark. Every cell is in quotation marks."


def _about(lines: Lines, edition: Edition) -> Iterator[str]:
    yield edition.partnership
    yield edition.marking.value
    yield f"As of {moment(edition.as_of)}."
    yield f"{figure(len(lines.rows))} lines, one for each incident that was recorded."
    yield from lines.notes
    yield f"{HIDDEN} {SHORTHANDS['c']}."
