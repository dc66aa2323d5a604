"""A report as a spreadsheet (ODS), laid out as the Government Analysis Function advises for statistics.

A cover, the contents, the notes, then one table on each sheet, from A1 down: its title, what it counts, and the table,
marked up as such. Numbers are numbers; what stands in place of one is text in brackets. Nothing is merged or hidden,
and no colour means anything.
"""

from collections.abc import Iterator
from typing import Final

from reporting.render.edition import Edition
from reporting.render.opendocument import Entry, Number, Sheet, Words, spreadsheet
from reporting.tables import NOT_AVAILABLE, SHORTHANDS, Cell, Report, Row, Shorthand, Table
from reporting.wording import base_line, figure, moment, places_needed, shorthand_used

COVER: Final = "Cover"
CONTENTS: Final = "Contents"
NOTES: Final = "Notes"
TEXTS: Final = "Texts"
BESIDE: Final = "Read against"
FIRST_COLUMN: Final = "Category"


def report_ods(report: Report, edition: Edition) -> bytes:
    """Return the report as an ODS file, the same bytes for the same arguments."""
    title = f"{edition.title}: {report.period.label}"
    notes = _numbered_notes(report)
    sheets = [_cover(report, edition, title), _contents(report)]
    if notes:
        sheets.append(_notes(notes))
    sheets += [_table(table, notes) for table in report.tables]
    if any(table.beside for table in report.tables):
        sheets.append(_beside(report))
    if edition.texts:
        sheets.append(_texts(edition))
    return spreadsheet(sheets, title=title, subject=edition.partnership, made_at=edition.as_of)


def _numbered_notes(report: Report) -> dict[str, int]:
    """Return every note of the report with its number; one that stands under several tables has one number."""
    notes = dict.fromkeys(note for table in report.tables for note in table.notes)
    return {note: number for number, note in enumerate(notes, start=1)}


def _cover(report: Report, edition: Edition, title: str) -> Sheet:
    lines = [
        edition.partnership,
        edition.marking.value,
        f"Period covered: {report.period.label}",
        f"Figures as of {moment(edition.as_of)}.",
        "Each table is on a worksheet of its own. The worksheet Contents lists them and leads to each.",
        "Where a worksheet says “[note 1]” or another number, the worksheet Notes says what is to be known.",
        "Some cells hold a shorthand in place of a number:",
        *(f"[{code}] {meaning}." for code, meaning in SHORTHANDS.items()),
    ]
    return Sheet(COVER, (Words(title, "title"), *(Words(line) for line in lines)))


def _contents(report: Report) -> Sheet:
    lines = (Words("Contents", "title"), Words("This worksheet contains one table.", "note"))
    header = (Words("Worksheet", "heading"), Words("Title", "heading"), Words("What is counted", "heading"))
    rows = [
        (Words(table.id, sheet=table.id), Words(table.title), Words(table.base.unit.capitalize()))
        for table in report.tables
    ]
    return Sheet(CONTENTS, lines, header, rows)


def _notes(notes: dict[str, int]) -> Sheet:
    lines = (Words("Notes", "title"), Words("This worksheet contains one table.", "note"))
    header = (Words("Note", "heading"), Words("What it says", "heading"))
    return Sheet(NOTES, lines, header, [(Words(f"[note {number}]"), Words(note)) for note, number in notes.items()])


def _beside(report: Report) -> Sheet:
    lines = (
        Words("Targets and published figures to read the tables against", "title"),
        Words("This worksheet contains one table.", "note"),
    )
    header = ("Table", "Figure", "Here", "Against", "There", "Source")
    rows = [
        (Words(table.title), Words(words), _entry(own, 1), Words(each.label), _entry(each.value, 1), Words(each.source))
        for table in report.tables
        for each in table.beside
        for words, own in [table.figure(each.figure)]
    ]
    return Sheet(BESIDE, lines, tuple(Words(label, "heading") for label in header), rows)


def _texts(edition: Edition) -> Sheet:
    header = (Words("Text", "heading"), Words("What it says", "heading"))
    rows = [(Words(each.title), Words(line)) for each in edition.texts for line in each.paragraphs]
    lines = (Words("Texts", "title"), Words("This worksheet contains one table.", "note"))
    return Sheet(TEXTS, lines, header, rows)


def _table(table: Table, notes: dict[str, int]) -> Sheet:
    header = (FIRST_COLUMN, *(column.label for column in table.columns))
    places = [places_needed(table.column(column.key)) for column in table.columns]
    return Sheet(
        table.id,
        (Words(table.title, "title"), *(Words(line, "note") for line in _above(table, notes))),
        tuple(Words(label, "heading") for label in header),
        [_row(row, places) for row in table.rows],
    )


def _above(table: Table, notes: dict[str, int]) -> Iterator[str]:
    yield "This worksheet contains one table."
    yield base_line(table.base)
    if table.notes:
        marks = " ".join(f"[note {notes[note]}]" for note in table.notes)
        yield f"Notes, on the worksheet Notes: {marks}"
    used = shorthand_used([table.base.n, *(cell for row in table.rows for cell in row.cells)])
    if used:
        yield f"Shorthand in this table: {' '.join(used)}"
    if table.as_of:
        yield f"Figures of this table as of {moment(table.as_of)}."
    if not table.rows:
        yield "Nothing was recorded in this period."


def _row(row: Row, places: list[int]) -> tuple[Entry, ...]:
    return Words(row.label), *(_entry(cell, needed) for cell, needed in zip(row.cells, places, strict=True))


def _entry(cell: Cell, places: int) -> Entry:
    if isinstance(cell, Shorthand | None):
        return Words(str(cell or NOT_AVAILABLE), "note")
    return Number(cell, figure(cell, places=places), places if isinstance(cell, float) else 0)
