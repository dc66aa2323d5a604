"""The second lock around figures that a partnership loads, past all our Python: plain rows as the app role."""

import pytest
from django.db import ProgrammingError, connection, transaction

from partners.scope import acting
from reporting.models import Loading
from tests.personas import World
from tests.security import records as make
from tests.security.test_row_security_decision import PEOPLE, writes

pytestmark = pytest.mark.django_db


def test_loaded_figures_are_the_partnerships_own(world: World) -> None:
    people = world.people()
    with acting(world.erin):
        mine = make.new_loading(world.erin)
        mine.save(force_insert=True)
    seen = set()
    for name in (*PEOPLE, "erin", "judy"):
        with acting(people[name]):
            if Loading.objects.exists():
                seen.add(name)
    assert seen == {*PEOPLE, "erin"} - {"judy"}
    assert not Loading.objects.exists()


def test_they_are_loaded_by_whoever_acts_for_the_own_partnership(world: World) -> None:
    people = world.people()
    assert writes(world.erin, make.new_loading)
    assert not writes(people["judy"], lambda _: make.new_loading(world.erin))
    assert not writes(world.erin, lambda _: make.new_loading(world.alice))
    elsewhere = make.new_loading(world.erin)
    elsewhere.partnership_id = people["judy"].partnership_id
    assert not writes(world.erin, lambda _: elsewhere)


def test_nothing_is_changed_or_removed(world: World) -> None:
    for statement in ("UPDATE {} SET year = 2000", "DELETE FROM {}", "TRUNCATE {}"):
        with (
            acting(world.erin),
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement.format(Loading._meta.db_table))
