"""What came of a file: how much was added, and each thing that is wrong with it."""

from dataclasses import asdict, dataclass

_LONGEST_VALUE = 100


@dataclass(frozen=True, slots=True)
class FileError:
    """One thing that is wrong.

    Attributes:
        row: as a spreadsheet counts, so that 1 is the header; empty when it is about the file as a whole.
        column: the name of the column, cut off when it is long; empty when it is about the row as a whole.
        value: what stands there, cut off when it is long.
        message: what to do.
    """

    row: int | None
    column: str
    value: str
    message: str

    @classmethod
    def at(cls, row: int | None, column: str, value: str, message: str) -> "FileError":
        """Return the error with what is long cut off."""
        return cls(row, _cut(column), _cut(value), message)

    def printable(self) -> "FileError":
        """Return the error on one line, without anything that a terminal would act on."""
        return FileError(self.row, _printable(self.column), _printable(self.value), _printable(self.message))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in text)


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
