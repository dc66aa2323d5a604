"""What came of a file: how much was added, and each thing that is wrong with it."""

from dataclasses import asdict, dataclass

_LONGEST_VALUE = 100


@dataclass(frozen=True, slots=True)
class FileError:
    """One thing that is wrong.

    Attributes:
        row: as a spreadsheet counts, so that 1 is the header; empty when it is about the file as a whole.
        column: the name of the column; empty when it is about the row as a whole.
        value: what stands there, cut off when it is long.
        message: what to do.
    """

    row: int | None
    column: str
    value: str
    message: str

    @classmethod
    def at(cls, row: int | None, column: str, value: str, message: str) -> "FileError":
        """Return the error with a long value cut off."""
        shown = value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
        return cls(row, column, shown, message)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an import. `rows` counts the rows with something in them, without the header."""

    rows: int
    added: int
    already_present: int
    errors: list[FileError]
    areas_created: list[str]

    def as_json(self) -> dict[str, object]:
        """Return the values for a JSON document."""
        return asdict(self)
