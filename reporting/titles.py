"""What the tables of reports are called: their queries say it, so they are asked about one day, once in a process."""

from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from partners.errors import NotPossible
from reporting.periods import Period
from reporting.queries.source import question_of_days
from reporting.registry import TABLES, TableSpec

NOT_BY_AREA: Final = " (not by area)"
"""What is said of a table that counts what belongs to no area, such as meetings."""


@lru_cache(maxsize=32)
def titles(partnership_id: UUID, day: date) -> dict[str, str]:
    """Return the title of every table by its key, in the order of reports; it says which cannot be told by area.

    Args:
        partnership_id: a partnership: no title differs between them.
        day: a day on which its reference data holds.
    """
    return {
        spec.id: f"{_title(spec, partnership_id, day)}{'' if _has_areas(spec, partnership_id, day) else NOT_BY_AREA}"
        for spec in TABLES
    }


def _title(spec: TableSpec, partnership_id: UUID, day: date) -> str:
    return spec.table(question_of_days(partnership_id, Period(day, day, "A day"), today=day, span=None)).title


def _has_areas(spec: TableSpec, partnership_id: UUID, day: date) -> bool:
    asked = question_of_days(partnership_id, Period(day, day, "A day"), today=day, span=None, areas=("nowhere",))
    try:
        spec.table(asked)
    except NotPossible:
        return False
    return True
