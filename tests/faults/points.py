"""The points at which a worker is caught: real steps, held by a lock in the machine's own database (points.sql)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import psycopg

from tests.faults.machine import Machine, wait_until
from tests.faults.names import POINTS

SQL: Final = Path(__file__).with_name("points.sql").read_text()
LOCK: Final = 5407
LONGEST: Final = 120.0  # seconds until a report reaches a point
_WATCHED: Final = {
    "during_pdf": "SELECT step = %(tables)s AND state = 'running' FROM reporting_reportrun WHERE id = %(run)s",
    "after_notice": "SELECT emailed_at IS NOT NULL FROM partners_notice WHERE path = '/reports/' || %(run)s || '/'",
}
"""Points at which the machine is watched, not held: nothing is written during a PDF or after a notice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that was asked for.

    Attributes:
        key: its row.
        kind: which report.
        tables: how many tables it has.
        steps: how many steps it takes.
        formats: in which it is stored, by name.
    """

    key: UUID
    kind: str
    tables: int
    steps: int
    formats: tuple[str, ...]


def install(machine: Machine) -> None:
    """Put the points into the machine's database."""
    with machine.database() as database:
        database.execute(SQL.encode())


@contextmanager
def held(machine: Machine, run: Asked, point: str) -> Iterator[None]:
    """Hold a report at a point as soon as it gets there; it goes on when the block ends.

    Ends of servers within the block are expected: the lock is gone with them.
    """
    with machine.database() as database:
        database.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        stop = "INSERT INTO faults.stop (run, point, tables, steps) VALUES (%s, %s, %s, %s)"
        database.execute(stop, [run.key, point, run.tables, run.steps])
        try:
            yield
        finally:
            _let_go(database)


def reach(machine: Machine, run: Asked, point: str) -> None:
    """Wait until the report stands at the point; nothing holds it there any later than the end of the block.

    The next attempt is not held: the point is forgotten as soon as it is reached.
    """
    with machine.database() as database:
        if watched := _WATCHED.get(point):
            values = {"run": str(run.key), "tables": run.tables}
            wait_until(lambda: (database.execute(watched, values).fetchone() or (False,))[0], LONGEST, POINTS[point])
        else:
            wait_until(lambda: _waiting(database), LONGEST, point)
        database.execute("DELETE FROM faults.stop")


def _waiting(database: "psycopg.Connection[tuple[object, ...]]") -> bool:
    query = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
    return database.execute(query, [LOCK]).fetchone() is not None


def _let_go(database: "psycopg.Connection[tuple[object, ...]]") -> None:
    try:
        database.execute("DELETE FROM faults.stop")
        database.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    except psycopg.OperationalError:
        return
