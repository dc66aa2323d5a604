"""Fixtures of every test: a real PostgreSQL as the app role, and the personas."""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
from django.test import override_settings

from tests import databases
from tests.canaries import Watcher
from tests.personas import World, load

pytest_plugins = ["tests.sharing_out"]

# A busy machine is no reason for a property to fail.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session")
def template() -> str:
    """The name of the database, with the personas in it, that this worker's own is a copy of."""
    return databases.peopled()


@pytest.fixture(scope="session")
def test_database(template: str) -> Iterator[str]:
    """The name of this worker's own database."""
    name = f"test_{_worker()}"
    databases.copy(template, name)
    yield name
    _hang_up()
    databases.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(test_database: str) -> None:
    """Point both aliases at the worker's database, in place of the one that Django would make as a superuser."""
    _turn_to(test_database)


@pytest.fixture(scope="module")
def turn_to_copy(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, test_database: str
) -> Iterator[Callable[[str], str]]:
    """Let the tests of a module use a copy of the database that is named; return the copy's name."""
    name = f"test_copy_{_worker()}"

    def turn(source: str) -> str:
        databases.copy(source, name)
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            _turn_to(name)
        return name

    yield turn
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _turn_to(test_database)
    databases.drop(name)


@pytest.fixture(scope="module")
def empty_database(turn_to_copy: Callable[[str], str]) -> None:
    """Let the tests of a module begin with nobody in the database."""
    turn_to_copy(databases.empty())


def _worker() -> str:
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


def _turn_to(database: str) -> None:
    _hang_up()
    for connection in connections.all():
        connection.settings_dict["NAME"] = database


def _hang_up() -> None:
    for connection in connections.all():
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def settings_of_tests() -> Iterator[None]:
    """Name static files without their hashes, for nothing is collected before; let no other run use up our attempts.

    The second factor is skipped, as in the demo; `tests/accounts` asks for it.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    own = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    storages = settings.STORAGES | {"staticfiles": plain}
    quick = ["tests.hashing.QuickArgon2"]
    with override_settings(
        STORAGES=storages, CACHES={"default": own}, SECOND_FACTOR="skipped", PASSWORD_HASHERS=quick, SIGN_IN_SECONDS=0.0
    ):
        yield


@pytest.fixture(scope="session")
def watcher() -> Iterator[Watcher]:
    """Watches the logs, the e-mails and the queue for personal values, from the first test to the last."""
    watching = Watcher()
    watching.begin()
    yield watching
    watching.end()


@pytest.fixture(autouse=True)
def no_canary_gets_out(watcher: Watcher) -> Iterator[None]:
    """Fail a test in which a personal value stands in a log, an e-mail or a task's arguments."""
    yield
    watcher.look_at_post()
    assert watcher.take() == []


@pytest.fixture(autouse=True)
def no_attempts_before() -> None:
    """Forget what was counted before the test: attempts to sign in, and codes."""
    cache.clear()


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, template: str, test_database: str
) -> Iterator[None]:
    """Let a test commit, so that other connections see its rows; the database is made anew afterwards."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        _hang_up()
        databases.copy(template, test_database)


@pytest.fixture(scope="session")
def people_of_tests(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> World:
    """What is in the database before any test, read once."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return load()


@pytest.fixture
def world(db: None, people_of_tests: World) -> World:
    """A partnership with its agencies and people, a copy for this test."""
    return deepcopy(people_of_tests)


@pytest.fixture(scope="module")
def standing(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, people_of_tests: World
) -> Iterator[World]:
    """The same for what is laid out once for all tests of a module: it stands until the last of them has ended.

    A test that uses it takes `db` too, so that what the test itself writes is undone, and a copy of what was laid out.
    """
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield deepcopy(people_of_tests)
        transaction.set_rollback(True)


@pytest.fixture
def kept_world(committed: None, people_of_tests: World) -> World:
    """The same in a test that commits, so that other connections see what it writes."""
    return deepcopy(people_of_tests)
