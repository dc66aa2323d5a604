"""The database scope: local to its block, and nothing without it."""

import pytest
from django.db import connection, transaction

from audit import log
from audit.models import Event
from partners.scope import ScopeOutsideTransaction, acting, scope
from tests.personas import World


def current() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.agency_id', true), current_setting('app.roles', true)")
        return [value or "" for value in cursor.fetchone()]


def test_tests_run_as_the_app_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("app", False, False)


def test_scope_ends_with_its_block_and_restores_the_outer_one(world: World) -> None:
    with acting(world.alice):
        with acting(world.bob):
            assert current() == [str(world.housing.pk), "caseworker"]
        assert current() == [str(world.unit.pk), "caseworker"]
    assert current() == ["", ""]


def test_scope_ends_when_the_block_fails(world: World) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), acting(world.alice):
        _ = 1 / 0
    assert current() == ["", ""]


def test_scope_needs_a_transaction(committed: None) -> None:
    with pytest.raises(ScopeOutsideTransaction), scope():
        pass


def test_no_scope_shows_no_rows(world: World) -> None:
    with acting(world.alice):
        log.record(world.alice, "test.write")
    assert list(Event.objects.all()) == []
