"""The site serves only as a role that row security binds."""

import runpy

import pytest
from django.db import connection

from hatecrime.apps import refuse_an_unsafe_role
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
        with pytest.raises(UnsafeDatabaseRole):
            runpy.run_module("hatecrime.wsgi")
        with pytest.raises(SystemExit, match="role “app”"):
            refuse_an_unsafe_role()
    finally:
        connection.close()
        settings["USER"], settings["PASSWORD"] = user, password


@pytest.mark.parametrize("power", ["rolsuper", "rolbypassrls"])
def test_the_site_refuses_a_role_with_powers(db: None, power: str) -> None:
    """The question is asked of a copy of the catalogue in which the role has the power; none here may be given one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE pg_roles ON COMMIT DROP AS SELECT * FROM pg_catalog.pg_roles")
        cursor.execute(
            "CREATE TEMPORARY TABLE pg_class ON COMMIT DROP AS SELECT relowner, relkind FROM pg_class LIMIT 0"
        )
        cursor.execute("SET LOCAL search_path = pg_temp, pg_catalog, public")
        check_role()
        cursor.execute(f"UPDATE pg_temp.pg_roles SET {power} = true WHERE rolname = 'app'")
        with pytest.raises(UnsafeDatabaseRole):
            check_role()
