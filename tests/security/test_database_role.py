"""The site serves only as a role that row security binds."""

import pytest
from django.db import connection

from hatecrime.row_security import UnsafeDatabaseRole, check_role
from tests.databases import url_of


def test_the_site_refuses_a_role_that_owns_tables(committed: None, test_database: str) -> None:
    check_role()
    user, settings = connection.settings_dict["USER"], connection.settings_dict
    password = settings["PASSWORD"]
    owner = url_of("OWNER_DATABASE_URL", test_database).split("//")[1].split("@")[0]
    connection.close()
    settings["USER"], _, settings["PASSWORD"] = owner.partition(":")
    try:
        with pytest.raises(UnsafeDatabaseRole, match="role “app”"):
            check_role()
    finally:
        connection.close()
        settings["USER"], settings["PASSWORD"] = user, password
