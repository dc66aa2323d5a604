"""The second lock around remedies and counter-allegations, past all our Python: plain rows as the app role."""

import pytest
from django.db import ProgrammingError, connection, models, transaction

from cases.models import CaseAccess, CounterAllegation, Person, Remedy, RemedyEntry
from cases.sections import Section
from partners.scope import acting
from tests.security import records as make
from tests.security import records_decision as around
from tests.security.days import MOMENT
from tests.security.records import Records
from tests.security.test_row_security_closed_cases import restrict
from tests.security.test_row_security_decision import LEAD, PEOPLE, SHARED, by_alice, writers

TABLES: tuple[type[models.Model], ...] = (Remedy, RemedyEntry)
APPEND_ONLY = (*TABLES, CounterAllegation)


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


def test_the_ledger_is_read_with_the_people_of_a_case_and_not_without(records: Records) -> None:
    assert readers(records) == {table.__name__: SHARED for table in TABLES}
    with acting(records.world.alice):
        CaseAccess.objects.filter(case=records.case, agency=records.world.housing).update(revoked_at=MOMENT)
        access = make.new_access(records.world.alice, records.case, records.world.bob, "conference")
        access.sections = sorted(set(Section) - {Section.PEOPLE})
        access.save(force_insert=True)
    assert readers(records) == {table.__name__: LEAD for table in TABLES}
    restrict(records)
    assert readers(records) == {table.__name__: {"alice"} for table in TABLES}


def test_the_ledger_is_kept_by_the_lead_agency_for_subjects_of_the_case(records: Records) -> None:
    alice = records.world.alice
    with acting(alice):
        remedy = Remedy.objects.select_related("person").get()
        subject = remedy.person
    assert writers(records, lambda actor: around.new_remedy(actor, subject)) == LEAD
    assert writers(records, lambda actor: around.new_remedy(alice, subject)) == LEAD
    assert writers(records, lambda actor: around.new_remedy_entry(actor, remedy)) == LEAD
    assert writers(records, lambda actor: around.new_remedy_entry(alice, remedy)) == {"alice"}
    victim = by_alice(records, Person(case=records.case, incident=records.incident, part="victim"))
    assert isinstance(victim, Person)
    assert writers(records, lambda actor: around.new_remedy(actor, victim)) == set()


def test_an_entry_stays_with_the_case_of_its_remedy(records: Records) -> None:
    with acting(records.world.alice):
        remedy = Remedy.objects.get()
        case = make.new_case(records.world.alice)
        case.save(force_insert=True)
    elsewhere = Remedy(pk=remedy.pk, case=case, person_id=remedy.person_id, code="mediation")
    assert writers(records, lambda actor: around.new_remedy_entry(actor, elsewhere)) == set()
    stray = Person(pk=remedy.person_id, case=case)
    assert writers(records, lambda actor: around.new_remedy(actor, stray)) == set()


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.__name__)
def test_nothing_is_changed_or_removed(records: Records, table: type[models.Model]) -> None:
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"):
        with (
            acting(records.world.alice),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement.format(table._meta.db_table))


def test_counter_allegations(records: Records) -> None:
    alice, bob, case = records.world.alice, records.world.bob, records.case
    with acting(alice):
        other = make.new_case(alice)
        other.save(force_insert=True)
        make.new_access(alice, other, alice, "lead").save(force_insert=True)
        stray = make.new_incident(alice, other)
        stray.save(force_insert=True)
    assert writers(records, lambda actor: around.new_counter(actor, case, other)) == LEAD
    assert writers(records, lambda actor: around.new_counter(alice, case, other)) == {"alice"}
    assert writers(records, lambda actor: around.new_counter(actor, case, other, records.incident)) == LEAD
    assert writers(records, lambda actor: around.new_counter(actor, case, other, stray)) == set()
    by_alice(records, around.new_counter(alice, case, other))
    assert counter_readers(records) == LEAD
    with acting(alice):
        access = make.new_access(alice, other, bob, "conference")
        access.sections = sorted(set(Section) - {Section.ACCOUNT})
        access.save(force_insert=True)
    assert counter_readers(records) == LEAD
    assert writers(records, lambda actor: around.new_counter(actor, case, other)) == LEAD
    with acting(alice):
        CaseAccess.objects.filter(pk=access.pk).update(revoked_at=MOMENT)
        make.new_access(alice, other, bob, "conference").save(force_insert=True)
    assert counter_readers(records) == SHARED
    with acting(alice):
        CaseAccess.objects.filter(case=case, agency=bob.agency).update(revoked_at=MOMENT)
    assert counter_readers(records) == LEAD
    with acting(alice):
        hidden = make.new_case(bob)
    with acting(bob):
        hidden.save(force_insert=True)
        make.new_access(bob, hidden, bob, "lead").save(force_insert=True)
    assert writers(records, lambda actor: around.new_counter(actor, case, hidden)) == set()


def counter_readers(records: Records) -> set[str]:
    found = set()
    for name in PEOPLE:
        with acting(records.world.people()[name]), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_counterallegation")
            if cursor.fetchone()[0]:
                found.add(name)
    return found
