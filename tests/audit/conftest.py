"""A connection as the owner of the tables, who alone could tamper with the log."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def owner(db: None) -> Iterator[BaseDatabaseWrapper]:
    """A connection of the owner with an open transaction, which is undone."""
    url = urlsplit(os.environ["OWNER_DATABASE_URL"])
    owners = connection.copy()
    owners.settings_dict |= {"USER": url.username, "PASSWORD": url.password}
    owners.set_autocommit(False)
    yield owners
    owners.rollback()
    owners.close()
