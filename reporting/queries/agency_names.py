"""The agencies of the partnership, as rows of tables."""

from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from reporting.queries.source import Question, ask

_AGENCIES: Final = """
    SELECT id, code, name, since <= %(last)s AND coalesce(until >= %(first)s, true)
    FROM stats.agencies WHERE partnership_id = %(partnership)s ORDER BY name, code
"""


class AgencyRow(NamedTuple):
    """An agency with a seat in the partnership, now or once; whether it had one on a day of the period."""

    id: UUID
    code: str
    name: str
    had_a_seat: bool


def agency_rows(asked: Question, counted: Iterable[UUID]) -> list[AgencyRow]:
    """Return the agencies that a table shows, by name: those that had a seat in the period, and those counted."""
    also = set(counted)
    return [each for each in (AgencyRow(*row) for row in ask(asked, _AGENCIES)) if each.had_a_seat or each.id in also]
