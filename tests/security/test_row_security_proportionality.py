"""The second lock around proportionality tests and erasures, past all our Python: plain rows as the app role."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, models, transaction

from cases.models import CaseAccess, Person, ProportionalityTest, SubjectErasure
from cases.sections import Section
from partners.actor import Actor
from partners.scope import acting
from tests.personas import World
from tests.security import records as make
from tests.security import records_decision as around
from tests.security.days import MOMENT
from tests.security.records import Records
from tests.security.test_row_security_closed_cases import restrict
from tests.security.test_row_security_decision import LEAD, PEOPLE, SHARED, by_alice, writers

TABLES: tuple[type[models.Model], ...] = (ProportionalityTest, SubjectErasure)


@pytest.fixture(scope="module")
def one_of_each(standing: World) -> Records:
    """One row of every table, and the erasure that follows from the test."""
    found = make.lay_out(standing)
    with acting(standing.alice), connection.cursor() as cursor:
        cursor.execute("SELECT app.erase_subject(person_id) FROM cases_proportionalitytest")
        assert cursor.fetchall() == [(True,)]
    return found


def readers(records: Records) -> dict[str, set[str]]:
    """Return who reads the rows of each table by raw SQL."""
    found: dict[str, set[str]] = {table.__name__: set() for table in TABLES}
    for name in PEOPLE:
        with acting(records.world.people()[name]), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT count(*) FROM {table._meta.db_table}")
                if cursor.fetchone()[0]:
                    found[table.__name__].add(name)
    return found


def test_both_are_read_with_the_people_of_a_case_and_not_without(records: Records) -> None:
    assert readers(records) == {table.__name__: SHARED for table in TABLES}
    with acting(records.world.alice):
        CaseAccess.objects.filter(case=records.case, agency=records.world.housing).update(revoked_at=MOMENT)
        access = make.new_access(records.world.alice, records.case, records.world.bob, "conference")
        access.sections = sorted(set(Section) - {Section.PEOPLE})
        access.save(force_insert=True)
    assert readers(records) == {table.__name__: LEAD for table in TABLES}
    restrict(records)
    assert readers(records) == {table.__name__: {"alice"} for table in TABLES}


def subject_of(records: Records, **incident: str) -> Person:
    """Write a further incident with a subject."""
    with acting(records.world.alice):
        made = make.new_incident(records.world.alice, records.case)
        vars(made).update(incident)
        made.save(force_insert=True)
        found = around.new_subject(made)
        found.save(force_insert=True)
    return found


def test_a_test_is_written_by_the_lead_agency_in_ones_own_name_for_subjects_where_there_was_no_crime(
    records: Records,
) -> None:
    subject, alice = subject_of(records), records.world.alice

    def of(person: Person) -> Callable[[Actor], models.Model]:
        return lambda actor: around.new_test(actor, person)

    assert writers(records, of(subject)) == LEAD
    assert writers(records, lambda actor: around.new_test(alice, subject)) == {"alice"}
    assert writers(records, of(subject_of(records, kind="crime", offence="8P"))) == set()
    victim = by_alice(records, Person(case=records.case, incident=records.incident, part="victim"))
    assert isinstance(victim, Person)
    assert writers(records, of(victim)) == set()
    with acting(alice):
        elsewhere = make.new_case(alice)
        elsewhere.save(force_insert=True)
    assert writers(records, of(Person(pk=subject.pk, case=elsewhere))) == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_nothing_is_changed_or_removed_and_no_erasure_is_made_up(records: Records, table: type[models.Model]) -> None:
    forgeries = ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"]
    if table is SubjectErasure:
        forgeries.append("INSERT INTO {} SELECT * FROM {}")
    for statement in forgeries:
        with (
            acting(records.world.alice),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement.replace("{}", table._meta.db_table))
