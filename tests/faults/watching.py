"""What stands in the machine's database after a fault: each report once, with the figures of an undisturbed one."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

import psycopg

from tests.faults.machine import BrokenError, Machine
from tests.faults.points import Asked

LONGEST: Final = 120.0  # seconds from the end of a fault until everything must stand
_ENDED: Final = "SELECT count(*) FROM reporting_reportrun WHERE id = ANY (%s) AND state IN ('stored', 'failed')"
_TOLD: Final = """
SELECT count(*) FROM partners_notice AS notice JOIN reporting_reportrun AS run ON run.id = %s
WHERE notice.path = %s AND notice.kind = %s AND notice.created_at >= run.requested_at
"""
_COUNTED: Final = """
SELECT run.state, run.content_sha256,
       (SELECT count(*) FROM reporting_reportrun AS other
        WHERE (other.partnership_id, other.report, other.period, other.version)
              = (run.partnership_id, run.report, run.period, run.version)),
       (SELECT array_agg(format::text ORDER BY format) FROM reporting_reportfile WHERE run_id = run.id),
       (SELECT count(*) FROM audit_event WHERE verb = 'report.store' AND subject = run.report || ' ' || run.period
        || CASE WHEN run.version > 1 THEN ' version ' || run.version ELSE '' END
        AND partnership_id = run.partnership_id AND at >= run.requested_at)
FROM reporting_reportrun AS run WHERE run.id = %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one report.

    Attributes:
        state: of its row.
        sha256: of its figures.
        rows: how many rows there are of this version.
        files: the formats in which it is stored.
        wanted: the formats in which it should be.
        stored_events: how often it was stored, by the log.
        notices: how often people were told that it is ready.
    """

    state: str
    sha256: str
    rows: int
    files: tuple[str, ...]
    wanted: tuple[str, ...]
    stored_events: int
    notices: int

    @property
    def is_once(self) -> bool:
        """Whether it is stored exactly once, whole, and was told of once."""
        return (self.state, self.rows, self.stored_events) == ("stored", 1, 1) and self.files == self.wanted

    @property
    def is_told(self) -> bool:
        """Whether people were told of it exactly once."""
        return self.notices == 1


def wait_for_end(machine: Machine, runs: Sequence[Asked], since: float) -> float:
    """Wait until every report is stored or given up, at most 120 seconds.

    Args:
        machine: whose database may be away at first.
        runs: the reports.
        since: when the fault ended, of time.monotonic.

    Returns:
        After how many seconds they stood; infinity when they do not.
    """
    while time.monotonic() - since < LONGEST:
        with suppress(psycopg.OperationalError, BrokenError), machine.database() as database:
            while time.monotonic() - since < LONGEST:
                if _number(database, _ENDED, [[run.key for run in runs]]) == len(runs):
                    return time.monotonic() - since
                time.sleep(0.2)
        time.sleep(0.2)
    return float("inf")


def look(machine: Machine, run: Asked) -> Found:
    """Return what came of a report."""
    with machine.database() as database:
        row = database.execute(_COUNTED, [run.key]).fetchone()
        assert row
        notices = _number(database, _TOLD, [run.key, f"/reports/{run.key}/", "report_stored"])
    state, sha256, rows, files, events = row
    assert isinstance(files, list | None)
    return Found(str(state), str(sha256), int(str(rows)), tuple(files or ()), run.formats, int(str(events)), notices)


def told_of_failure(machine: Machine, run: Asked) -> int:
    """Return how many people were told that a report was given up."""
    with machine.database() as database:
        return _number(database, _TOLD, [run.key, f"/reports/{run.key}/progress/", "report_failed"])


def scheduled_in_all(machine: Machine, first_day: date) -> int:
    """Return how often the schedule asked for a report of the quarter that begins on a day."""
    query = "SELECT count(*) FROM reporting_reportrun WHERE is_scheduled AND period_from = %s"
    with machine.database() as database:
        return _number(database, query, [first_day])


def emails_about(machine: Machine, run: Asked) -> int:
    """Return how many e-mails with a link to the report were written."""
    link = f"/reports/{run.key}/\n".encode()
    return sum(file.read_bytes().count(link) for file in machine.places.mail.glob("*"))


def _number(database: "psycopg.Connection[tuple[object, ...]]", query: str, values: list[object]) -> int:
    row = database.execute(query.encode(), values).fetchone()
    return int(str(row[0])) if row else 0
