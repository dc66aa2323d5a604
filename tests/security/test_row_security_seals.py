"""Seals, heads and the queue of the log: an auditor reads those of her partnership, and only functions write them."""

from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, models, transaction

from audit.models import Event, Head, Posting, Seal, Unsealed
from audit.sealing import seal
from audit.verifying import NOBODYS
from partners.roles import Role
from partners.scope import acting, scope
from tests.personas import World
from tests.security import records as make
from tests.security.records import Records


@pytest.fixture
def records(world: World) -> Records:
    """Events of two partnerships and of none, of which some are sealed and some wait."""
    records = make.lay_out(world)
    for sealing in (True, False):
        with acting(world.judy):
            make.new(records, Event, world.judy).save(force_insert=True)
        with acting(world.alice):
            make.new(records, Event, world.alice).save(force_insert=True)
        with scope():
            Event(verb="session.refuse").save(force_insert=True)
        if sealing:
            seal()
    return records


def chains(table: type[models.Model]) -> set[UUID]:
    return set(table._default_manager.values_list("chain", flat=True))


@pytest.mark.parametrize("table", [Seal, Head, Unsealed], ids=lambda table: table.__name__)
def test_an_auditor_reads_the_chain_of_her_partnership_alone(records: Records, table: type[models.Model]) -> None:
    world = records.world
    seen = {}
    for name, actor in world.people().items():
        with acting(actor):
            seen[name] = chains(table)
    with scope(partnership_id=world.other_partnership.pk, roles=[Role.AUDITOR]):
        seen["auditor elsewhere"] = chains(table)
    with scope(roles=[Role.AUDITOR]):
        seen["auditor of nothing"] = chains(table)
    assert {name: found for name, found in seen.items() if found} == {
        "grace": {world.partnership.pk},
        "auditor elsewhere": {world.other_partnership.pk},
    }
    assert chains(table) == set()


def test_events_of_no_partnership_are_read_in_the_scope_of_their_chain_alone(records: Records) -> None:
    nobodys = Event.objects.filter(partnership_id__isnull=True)
    with scope(partnership_id=NOBODYS, roles=[Role.AUDITOR]):
        assert {event.verb for event in Event.objects.all()} == {"session.refuse"}
        assert chains(Seal) == chains(Unsealed) == {NOBODYS}
    with scope(partnership_id=NOBODYS, roles=[Role.ADMINISTRATOR]):
        assert not nobodys.exists()
    for actor in records.world.people().values():
        with acting(actor):
            assert not nobodys.exists()


@pytest.mark.parametrize("table", [Seal, Head, Unsealed, Posting], ids=lambda table: table.__name__)
def test_nobody_writes_or_changes_them(records: Records, table: type[models.Model]) -> None:
    name = table._meta.db_table
    deeds = [f"INSERT INTO {name} DEFAULT VALUES", f"DELETE FROM {name}", f"TRUNCATE {name}"]
    deeds += [f'UPDATE {name} SET "{field.column}" = NULL' for field in table._meta.local_concrete_fields]
    for deed in deeds:
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            acting(records.world.grace),
            connection.cursor() as cursor,
        ):
            cursor.execute(deed)


def test_who_sent_the_heads_of_a_day_is_nobodys_to_read(records: Records) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), acting(records.world.grace):
        Posting.objects.exists()
