"""What was assessed, decided, moved and logged stays as it was: the database refuses, whatever the code does."""

from collections.abc import Iterator

import pytest
from django.db import ProgrammingError, connection, transaction

from cases.actions.reopening import reopen
from cases.actions.satisfaction import record_asking
from cases.models.decision import Cause
from cases.models.satisfaction import AskingOutcome
from cases.queries_satisfaction import victims_of
from cases.rules_satisfaction import Asking
from partners.scope import acting
from tests.cases.given import decided_case, tell_everybody
from tests.personas import World

TABLES = {
    "audit_event": "verb = 'case.none'",
    "cases_assessment": "band = 'low'",
    "cases_decision": "reasons = 'Others.'",
    "cases_move": "to_state = 'closed'",
    "cases_reopening": "reason = 'Another.'",
    "cases_satisfaction": "treatment = ''",
    "cases_telling": "how = 'letter'",
}


@pytest.fixture(scope="module")
def laid_out(standing: World) -> None:
    """Rows in each of the tables."""
    case = decided_case(standing.alice)
    with acting(standing.alice):
        tell_everybody(standing.alice, case)
        unsafe = Asking(outcome=AskingOutcome.UNSAFE)
        record_asking(actor=standing.alice, case=case, person=victims_of(case)[0], asking=unsafe)
        reopen(actor=standing.alice, case=case, cause=Cause.NEW_INCIDENT)


@pytest.fixture
def full(world: World, laid_out: None) -> Iterator[None]:
    """A scope in which each of the tables has rows."""
    with acting(world.alice):
        yield


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {change}", "DELETE FROM {table}", "TRUNCATE {table}"])
def test_rows_cannot_be_changed_or_removed(full: None, table: str, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(statement.format(table=table, change=TABLES[table]))


@pytest.mark.parametrize("column", ["reference", "lead_agency_id", "partnership_id", "opened_on", "opened_by_id"])
def test_what_a_case_is_cannot_be_changed(full: None, column: str) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE cases_case SET {column} = {column}")
