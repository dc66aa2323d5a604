"""Lines about single incidents that say nothing of anybody: words by column, the same for several incidents.

Other tables of a report count; these do not. So they stand beside its tables, are written in files of their own, and no
release takes them up.
"""

from dataclasses import dataclass
from typing import Final

from reporting.cells import TableError
from reporting.rows import require_different, require_words

HIDDEN: Final = "[c]"
"""What stands in place of words that too few lines share."""


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One column of lines.

    Attributes:
        key: as it stands in the header of a file.
        label: in words.
        holds: what its words say, and how coarse they are.
        why: what the receiver needs it for.
    """

    key: str
    label: str
    holds: str
    why: str

    def __post_init__(self) -> None:
        require_words("A column of lines", key=self.key, label=self.label, holds=self.holds, why=self.why)


@dataclass(frozen=True)
class Lines:
    """One line for each incident.

    Attributes:
        columns: what each line says.
        rows: the lines, in the order of their words, so that their place tells nothing.
        least: how many lines at least are the same.
        notes: full sentences for whoever reads them.
    """

    columns: tuple[LineColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    least: int
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_different((column.key for column in self.columns), "columns of lines")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise TableError(f"Every line needs {len(self.columns)} words, one for each column.")

    @property
    def told(self) -> tuple[tuple[LineColumn, int], ...]:
        """Every column, and in how many lines its words are kept back."""
        return tuple((column, self.kept_back(column.key)) for column in self.columns)

    def kept_back(self, key: str) -> int:
        """Return in how many lines the words of the column with this key are kept back."""
        place = [column.key for column in self.columns].index(key)
        return sum(row[place] == HIDDEN for row in self.rows)
