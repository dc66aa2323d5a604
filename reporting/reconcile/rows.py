"""The rows of a partnership as they were at one moment, read from the `stats` views without counting anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connections
from psycopg.sql import SQL, Identifier

Fact = dict[str, Any]
"""One row: its columns by name."""

_ALIAS: Final = "stats"

_CHANGING: Final = {
    "incidents": "incidents_past",
    "cases": "cases_past",
    "actions": "actions_past",
    "conferences": "conferences_past",
    "conference_items": "conference_items_past",
    "invitations": "invitations_past",
    "attendances": "attendances_past",
    "referrals": "referrals_past",
}
"""Views of what can change, and the view of how each of their rows was."""

_WRITTEN_ONCE: Final = {
    "decisions": "decided_at",
    "reopenings": "reopened_at",
    "assessments": "completed_at",
    "lowerings": "answered_at",
    "remedies": "recorded_at",
    "satisfaction": "recorded_at",
    "repeats": "noticed_at",
}
"""Views of what never changes, and the column that says since when it has been there."""


class Since(NamedTuple):
    """What became of the rows of one view since the report was made."""

    view: str
    recorded: int
    changed: int


@dataclass(frozen=True)
class Rows:
    """The rows of each view as they were, and how many came or changed since."""

    views: dict[str, list[Fact]]
    since: tuple[Since, ...]

    def of(self, view: str) -> list[Fact]:
        """Return the rows of a view, such as "incidents"."""
        return self.views[view]


def rows_as_of(partnership_id: UUID, moment: datetime) -> Rows:
    """Return the rows of a partnership as they were at the moment.

    A row that was written afterwards is left out; one that was changed afterwards is as it was before. An incident
    that figures do not count now (a copy that came with a case from another partnership) is left out too. The words of
    reference data, services and agencies are those of today: they are not counted.
    """
    found: dict[str, list[Fact]] = {"agencies": _read("agencies", partnership_id)}
    since: list[Since] = []
    for view, past in _CHANGING.items():
        found[view], told = _as_it_was(view, _read(past, partnership_id), moment)
        since.append(told)
    counted = {row["id"] for row in _read("incidents", partnership_id)}
    found["incidents"] = [row for row in found["incidents"] if row["id"] in counted]
    for view, column in _WRITTEN_ONCE.items():
        now = _read(view, partnership_id)
        found[view] = [row for row in now if row[column] <= moment]
        since.append(Since(view, len(now) - len(found[view]), 0))
    people, told = _as_it_was("people", _read("people_past", partnership_id), moment)
    there = {row["id"] for row in found["incidents"]}
    for view, part in (("victims", "victim"), ("subjects", "subject")):
        found[view] = [row for row in people if row["part"] == part and row["incident_id"] in there]
    found["terms"] = _terms(partnership_id)
    found["populations"] = [row for row in _read("populations_past", partnership_id) if row["loaded_at"] <= moment]
    return Rows(found, tuple(each for each in (*since, told) if each.recorded or each.changed))


def _as_it_was(view: str, past: Iterable[Fact], moment: datetime) -> tuple[list[Fact], Since]:
    """Return the last version of each row up to the moment; what was there before its history began was there then."""
    versions: dict[UUID, list[Fact]] = {}
    for row in sorted(past, key=lambda row: row["number"]):
        versions.setdefault(row["id"], []).append(row)
    held, recorded, changed = [], 0, 0
    for told in versions.values():
        known = [row for row in told if row["at"] <= moment or row["what"] == "found"]
        recorded += not known
        changed += bool(known) and known[-1] is not told[-1]
        if known and known[-1]["what"] != "delete":
            held.append(known[-1])
    return held, Since(view, recorded, changed)


def _read(view: str, partnership_id: UUID) -> list[Fact]:
    query = SQL("SELECT * FROM stats.{view} WHERE partnership_id = %s").format(view=Identifier(view))
    return _rows(query, [partnership_id])


def _terms(partnership_id: UUID) -> list[Fact]:
    """Return everybody's words and the partnership's own; those of another nation name no row of this one."""
    return _rows(
        SQL("SELECT * FROM stats.terms WHERE partnership_id = %s OR partnership_id IS NULL ORDER BY position, label"),
        [partnership_id],
    )


def _rows(query: Any, values: list[Any]) -> list[Fact]:
    with connections[_ALIAS].cursor() as cursor:
        cursor.execute(query, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
