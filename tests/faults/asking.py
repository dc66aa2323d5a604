"""Asking for reports as the manager does: through the product's own actions, with the app's own role."""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from partners.actor import Actor
from partners.scope import acting
from reporting.actions.requests import cancel, request, request_again
from reporting.making import steps_of
from reporting.models import UNFINISHED, RunState
from reporting.periods import Period, last_finished_quarter, parse_period, written_as
from reporting.registry import REPORTS
from reporting.runs import latest_run
from tests.faults.machine import Machine
from tests.faults.points import Asked
from tests.personas import World, load

PERIOD: Final = parse_period("2025-Q2", year_starts=4)
INCIDENTS: Final = 400
_MADE_UP: Final = (Path(__file__).parent.parent / "bench" / "made_up.sql").read_text()


def fill(machine: Machine) -> World:
    """Write a partnership with people and made-up incidents, and return its people."""
    machine.manage_as_owner("shell", "--no-imports", "-c", "from tests.personas import build; build()")
    world = load()
    alice = world.alice
    values = {"partnership": alice.partnership_id, "agency": alice.agency, "person": alice.person}
    with machine.database() as database, database.transaction():
        for statement in _MADE_UP.split(";\n"):
            if statement.strip():
                database.execute(statement.encode(), values | {"number": INCIDENTS, "mark": "H"})
    return world


def ask(manager: Actor, kind: str, period: Period = PERIOD) -> Asked:
    """Ask for a report of a kind, or for a further version where there is one; cancel one that is not ready yet."""
    spec = REPORTS[kind]
    try:
        with transaction.atomic(), acting(manager):
            latest = latest_run(manager.partnership_id, kind, written_as(period, year_starts=4))
            if latest and latest.state in UNFINISHED:
                cancel(actor=manager, spec=spec, run=latest)
            again = latest and latest.state == RunState.STORED
            run = (request_again if again else request)(actor=manager, spec=spec, period=period)
            return _asked(run.pk, kind)
    finally:
        connections.close_all()


def last_quarter() -> Period:
    """Return the quarter whose report is due."""
    return last_finished_quarter(timezone.localdate(), year_starts=4)


def forget_last_quarter(machine: Machine) -> None:
    """Remove the report of the last quarter, as if its day had not come before."""
    with machine.database() as database, database.transaction():
        database.execute("SET LOCAL session_replication_role = replica")
        chosen = "SELECT id FROM reporting_reportrun WHERE period_from = %s"
        day = [last_quarter().first]
        database.execute(f"DELETE FROM reporting_reportfile WHERE run_id IN ({chosen})", day)
        database.execute(f"DELETE FROM reporting_reportrun WHERE id IN ({chosen})", day)


def scheduled(machine: Machine) -> dict[UUID, Asked]:
    """Return the reports of the last quarter that the schedule asked for, by partnership."""
    query = "SELECT partnership_id, id FROM reporting_reportrun WHERE is_scheduled AND period_from = %s"
    with machine.database() as database:
        rows = database.execute(query, [last_quarter().first]).fetchall()
    return {UUID(str(partnership)): _asked(UUID(str(key)), "quarterly") for partnership, key in rows}


def _asked(key: UUID, kind: str) -> Asked:
    spec = REPORTS[kind]
    return Asked(key, kind, len(spec.tables), steps_of(spec), tuple(sorted(spec.formats)))
