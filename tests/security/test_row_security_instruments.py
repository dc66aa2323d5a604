"""The second lock on risk instruments: who reads, uploads and publishes a version, and that nobody changes one."""

from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, models, transaction
from django.utils import timezone

from cases.models import InstrumentVersion, RiskThresholds
from partners.actor import Actor
from partners.scope import acting, scope
from tests.databases import url_of
from tests.personas import World
from tests.security import records as make

REFUSED = "row-level security"


def write(actor: Actor, row: models.Model) -> None:
    with acting(actor), transaction.atomic():
        row.save(force_insert=True)


def publish(actor: Actor, version: InstrumentVersion, **values: Any) -> int:
    now = {"publish_from": date(2026, 3, 2), "published_by_id": actor.user_id, "published_at": timezone.now()}
    with acting(actor), transaction.atomic():
        return InstrumentVersion.objects.filter(pk=version.pk).update(**{**now, **values})


def readers(world: World, table: type[models.Model]) -> set[str]:
    found = set()
    for name, actor in world.people().items():
        with acting(actor):
            found |= {name} if table._default_manager.exists() else set()
    with scope():
        assert not table._default_manager.exists()
    return found


def ashbridge(world: World) -> set[str]:
    return {name for name, actor in world.people().items() if actor.partnership_id == world.partnership.pk}


def test_a_version_is_the_administrators_until_it_is_published_and_then_the_partnerships(world: World) -> None:
    version = make.new_instrument_version(world.frank)
    write(world.frank, version)
    assert readers(world, InstrumentVersion) == {"frank"}
    for stranger in (world.alice, world.erin, world.lena):
        assert publish(stranger, version) == 0
    with pytest.raises(ProgrammingError, match=REFUSED):
        publish(world.frank, version, published_by_id=world.erin.user_id)
    assert publish(world.frank, version) == 1
    assert readers(world, InstrumentVersion) == ashbridge(world)
    assert publish(world.frank, version, publish_from=date(2026, 9, 1)) == 0


def test_only_an_administrator_uploads_and_only_for_the_own_partnership(world: World) -> None:
    forged: list[tuple[Actor, dict[str, Any]]] = [
        (world.alice, {}),
        (world.frank, {"uploaded_by_id": world.erin.user_id}),
        (world.frank, {"partnership_id": world.other_partnership.pk}),
        (world.frank, {"published_at": timezone.now(), "publish_from": date(2026, 3, 2)}),
    ]
    for actor, values in forged:
        version = make.new_instrument_version(actor)
        for name, value in values.items():
            setattr(version, name, value)
        with pytest.raises(ProgrammingError, match=REFUSED):
            write(actor, version)


@pytest.mark.parametrize("change", ["document = '{}'", "version = 9", "key = 'other'", "fingerprint = 'f'"])
def test_what_a_version_says_is_never_changed(world: World, change: str) -> None:
    write(world.frank, make.new_instrument_version(world.frank))
    for command in (f"UPDATE cases_instrumentversion SET {change}", "DELETE FROM cases_instrumentversion"):
        with (
            acting(world.frank),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(command)


def test_not_even_the_owner_of_the_table_changes_a_published_version(world: World) -> None:
    with psycopg.connect(url_of("OWNER_DATABASE_URL", connection.settings_dict["NAME"])) as owner:
        columns = "id, partnership_id, key, version, document, fingerprint, uploaded_at, publish_from, published_at"
        owner.execute(
            f"INSERT INTO cases_instrumentversion ({columns})"
            " VALUES (gen_random_uuid(), %s, 'k', 1, '{}', 'f', now(), now(), now())",
            [world.partnership.pk],
        )
        for command in (
            "UPDATE cases_instrumentversion SET publish_from = now() + interval '1 day'",
            "UPDATE cases_instrumentversion SET document = '{\"a\": 1}'",
            "DELETE FROM cases_instrumentversion",
        ):
            with pytest.raises(psycopg.errors.RestrictViolation, match="never changes"), owner.transaction():
                owner.execute(command)
        owner.rollback()


def test_one_version_of_a_number_is_published(world: World) -> None:
    first, second = make.new_instrument_version(world.frank), make.new_instrument_version(world.frank)
    write(world.frank, first)
    write(world.frank, second)
    assert publish(world.frank, first) == 1
    with pytest.raises(IntegrityError, match="instrument_version_published_once"):
        publish(world.frank, second)


def test_thresholds_are_set_by_administrators_read_by_the_partnership_and_stay(world: World) -> None:
    write(world.frank, make.new_thresholds(world.frank))
    assert readers(world, RiskThresholds) == ashbridge(world)
    forged = make.new_thresholds(world.frank)
    forged.set_by_id = world.erin.user_id
    elsewhere = make.new_thresholds(world.frank)
    elsewhere.partnership_id = world.other_partnership.pk
    for actor, row in (
        (world.alice, make.new_thresholds(world.alice)),
        (world.frank, forged),
        (world.frank, elsewhere),
    ):
        with pytest.raises(ProgrammingError, match=REFUSED):
            write(actor, row)
    for command in ("UPDATE cases_riskthresholds SET high = 1", "DELETE FROM cases_riskthresholds"):
        with (
            acting(world.frank),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(command)
