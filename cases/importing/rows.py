"""Reading whole rows of the incident extract into reports, with everything that is wrong with a row found at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final, TypeVar

from django.utils import timezone

from cases.importing import cells
from cases.importing.files import UnreadableFile, records
from cases.importing.outcome import FileError
from cases.models.incident import Kind, Precision, Source
from cases.models.person import Part
from cases.moments import in_london, not_before
from cases.report import (
    LONGEST_DESCRIPTION,
    LONGEST_OFFENCE,
    LONGEST_REFERENCE,
    IncidentReport,
    PersonReport,
    Problem,
    problems_of,
)
from cases.terms import Terms
from partners.errors import NotPossible

REQUIRED: Final = ("external_reference", "recorded_on", "occurred_from", "kind", "strands", "reported_by")
OPTIONAL: Final = (
    "occurred_to",
    "offence",
    "perceived_religion",
    "flags",
    "area",
    "premises",
    "victim_age",
    "victim_sex",
    "victim_ethnicity",
    "suspect_age",
    "suspect_sex",
    "suspect_ethnicity",
    "outcome",
    "description",
)
COLUMNS: Final = REQUIRED + OPTIONAL
_LISTS: Final = frozenset({"strands", "perceived_religion", "flags"})
_MEASURED_BY: Final = {"occurred_to": "occurred_from"}
"""Where the second cannot be read, nothing can be said against the first."""
_NOT_AN_AREA: Final = (
    "No area can be made from this. Use letters, digits and underscores, 60 at most, and no code that was used before."
)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the report it makes, and what is wrong with it. Only a row without errors may be recorded."""

    number: int
    report: IncidentReport
    errors: list[FileError]


def header_errors(header: Sequence[str]) -> list[FileError]:
    """Return what is wrong with the names of the columns."""
    errors = [FileError.at(1, name, name, _unknown(name)) for name in dict.fromkeys(header) if name not in COLUMNS]
    errors += [
        FileError.at(1, name, name, "This column stands in the file twice.")
        for name in COLUMNS
        if header.count(name) > 1
    ]
    errors += [
        FileError.at(1, name, "", "This column is required and is not in the file.")
        for name in REQUIRED
        if name not in header
    ]
    return errors


def _unknown(name: str) -> str:
    if not name:
        return "A column has no name. Give it one, or take it out."
    return "This is not a column of the incident extract. Take it out or correct its name."


def read_header(file: BinaryIO) -> list[str]:
    """Return the names of the columns.

    Raises:
        UnreadableFile: the file cannot be read, or is empty.
    """
    for _, record in records(file):
        return [name.strip() for name in record]
    raise UnreadableFile("The file is empty. It needs a row with the names of the columns.")


def read_rows(file: BinaryIO, terms: Terms, *, create_areas: bool) -> Iterator[Row]:
    """Yield each row of the file after its header.

    Args:
        file: opened for reading bytes.
        terms: the partnership's reference data.
        create_areas: an area that nobody knows is no error.

    Raises:
        UnreadableFile: the file cannot be read.
    """
    header = read_header(file)
    body = records(file)
    next(body)
    first_seen: dict[str, int] = {}
    for number, record in body:
        row = _row(number, header, record, terms, create_areas=create_areas)
        reference = row.report.external_reference
        if reference and (before := first_seen.setdefault(reference, number)) != number:
            message = f"This number stands in row {before} already."
            row.errors.insert(0, FileError.at(number, "external_reference", reference, message))
        yield row


def _row(number: int, header: Sequence[str], record: Sequence[str], terms: Terms, *, create_areas: bool) -> Row:
    reader = _Reader(number, dict(zip(header, record, strict=False)))
    if len(record) != len(header):
        message = f"This row has {len(record)} cells, but the header has {len(header)}."
        reader.errors.append(FileError.at(number, "", "", message))
    report = reader.report()
    found = {error.column for error in reader.errors} | {name for name in REQUIRED if name not in header}
    for problem in problems_of(report, terms):
        new_area = problem.field == "area" and create_areas and terms.may_be_created("area", problem.value)
        if not new_area and not {problem.field, _MEASURED_BY.get(problem.field)} & found:
            reader.errors.append(_error(number, problem, reader.row, create_areas=create_areas))
    return Row(number, report, sorted(reader.errors, key=_in_column_order))


def _error(number: int, problem: Problem, row: Mapping[str, str], *, create_areas: bool) -> FileError:
    raw = row.get(problem.field, "")
    value = problem.value or raw if problem.field in _LISTS else raw
    message = _NOT_AN_AREA if create_areas and problem.field == "area" else problem.message
    return FileError.at(number, problem.field, value, message)


def _in_column_order(error: FileError) -> int:
    return COLUMNS.index(error.column) if error.column in COLUMNS else -1


@dataclass(slots=True)
class _Reader:
    """Reads one row cell by cell; something harmless stands in for a wrong cell, so that the others are read too."""

    number: int
    row: Mapping[str, str]
    errors: list[FileError] = field(default_factory=list)

    def report(self) -> IncidentReport:
        recorded_on = self.value("recorded_on", cells.day, timezone.localdate())
        start, precision = self.value("occurred_from", cells.beginning, (in_london(recorded_on), Precision.DAY))
        finish = self.value("occurred_to", cells.end, None)
        return IncidentReport(
            external_reference=self.value("external_reference", cells.text(LONGEST_REFERENCE), ""),
            source=Source.FILE,
            recorded_on=recorded_on,
            occurred_from=start,
            occurred_to=not_before(finish, start) if finish else None,
            occurred_precision=precision,
            kind=self.value("kind", cells.kind, Kind.INCIDENT),
            offence=self.value("offence", cells.text(LONGEST_OFFENCE), ""),
            strands=self.value("strands", cells.codes, ()),
            perceived_religion=self.value("perceived_religion", cells.codes, ()),
            reported_by=self.code("reported_by"),
            flags=self.value("flags", cells.codes, ()),
            area=self.code("area"),
            premises=self.code("premises"),
            outcome=self.code("outcome"),
            description=self.value("description", cells.text(LONGEST_DESCRIPTION), ""),
            people=tuple(self.people()),
        )

    def people(self) -> Iterator[PersonReport]:
        for prefix, part in (("victim", Part.VICTIM), ("suspect", Part.SUBJECT)):
            age = self.value(f"{prefix}_age", cells.age, None)
            sex, ethnicity = self.code(f"{prefix}_sex"), self.code(f"{prefix}_ethnicity")
            if age is not None or sex or ethnicity:
                yield PersonReport(part=part, age=age, sex=sex, ethnicity=ethnicity)

    def code(self, column: str) -> str:
        return self.value(column, str, "")

    def value(self, column: str, read: Callable[[str], _T], otherwise: _T) -> _T:
        """Return what `read` makes of the cell; `otherwise` when the cell is empty or wrong."""
        raw = self.row.get(column, "")
        try:
            cell = cells.clean(raw)
            if cell:
                return read(cell)
            if column in REQUIRED and column in self.row:
                raise cells.BadCell("This cell is empty, but the column is required.")
        except NotPossible as wrong:
            self.errors.append(FileError.at(self.number, column, raw, str(wrong)))
        return otherwise
