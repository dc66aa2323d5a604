"""Fixtures of every test: a real PostgreSQL as the app role, and the personas."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings

from tests import databases
from tests.personas import World, build

# A busy machine is no reason for a property to fail.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session")
def test_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of this worker's own database, migrated and empty."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"test_{worker}_{os.getpid()}"
    databases.copy(databases.template(), name)
    yield name
    for connection in connections.all():
        connection.close()
    databases.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(test_database: str) -> None:
    """Point both aliases at the worker's database, in place of the one that Django would make as a superuser."""
    for connection in connections.all():
        connection.close()
        connection.settings_dict["NAME"] = test_database


@pytest.fixture(scope="session", autouse=True)
def settings_of_tests() -> Iterator[None]:
    """Name static files without their hashes, for nothing is collected before; let no other run use up our attempts."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    own = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}, CACHES={"default": own}):
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, test_database: str) -> Iterator[None]:
    """Let a test commit, so that other connections see its rows; the database is made anew afterwards."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        for connection in connections.all():
            connection.close()
        databases.copy(databases.template(), test_database)


@pytest.fixture
def world(db: None) -> World:
    """A partnership with its agencies and people."""
    return build()
