"""The rest of the catalogue: views, kinds of tables, what may be run by whom, and what figures are made from."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, connections

from hatecrime.privacy import REGISTER, Privacy

pytestmark = pytest.mark.django_db(databases=["default", "stats"])
OURS = "('public', 'app', 'stats')"
PERSONAL = {Privacy.IDENTIFYING, Privacy.NARRATIVE, Privacy.STAFF}


def rows(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def test_every_view_asks_as_whoever_reads_it_or_is_for_figures() -> None:
    """A view of another kind reads as its owner, whom row security does not bind."""
    found = rows(
        f"""
        SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'v' AND n.nspname IN {OURS} AND n.nspname <> 'stats'
          AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
        """
    )
    assert found == []


def test_nothing_is_stored_or_split_where_row_security_does_not_reach() -> None:
    """No materialised view, no partition, no foreign table: each of them has rows that no policy of ours covers."""
    found = rows(
        f"""
        SELECT c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN {OURS} AND (c.relkind IN ('m', 'p', 'f') OR c.relispartition)
        """
    )
    assert found == []


def test_every_policy_says_whose_rows_it_is_about() -> None:
    """No policy is simply open, each is for the app role alone, and what is written is checked."""
    found = rows(
        """
        SELECT tablename, policyname FROM pg_policies
        WHERE schemaname = 'public' AND (
            roles <> '{app}' OR qual = 'true' OR with_check = 'true'
            OR (cmd <> 'INSERT' AND qual IS NULL) OR (cmd = 'INSERT' AND with_check IS NULL))
        """
    )
    assert found == []


def test_public_has_no_rights() -> None:
    """What everybody may do, a role with fewer rights may too: so nobody may do anything by being anybody."""
    tables = rows(
        f"SELECT table_name FROM information_schema.table_privileges"
        f" WHERE grantee = 'PUBLIC' AND table_schema IN {OURS}"
    )
    functions = rows(
        f"""
        SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname IN {OURS} AND p.prosecdef
          AND (EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)
               OR NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%'))
          AND p.prorettype <> 'trigger'::regtype
        """
    )
    assert (tables, functions) == ([], [])
    creators = rows(
        f"SELECT nspname FROM pg_namespace WHERE nspname IN {OURS} AND has_schema_privilege('app', oid, 'CREATE')"
    )
    assert creators == []


def test_the_app_role_is_bound_and_owns_nothing() -> None:
    assert rows(
        "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname = current_user"
    ) == [("app", False, False, False, False)]
    assert rows("SELECT relname FROM pg_class WHERE relowner = current_user::regrole") == []
    assert rows("SELECT proname FROM pg_proc WHERE proowner = current_user::regrole") == []
    assert rows(f"SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole AND nspname IN {OURS}") == []
    memberships = rows("SELECT roleid::regrole::text FROM pg_auth_members WHERE member = current_user::regrole")
    assert memberships == []


def sources() -> Iterator[tuple[str, str, str]]:
    """Every column of a table that a view for figures uses, to show it or to choose by it."""
    yield from rows(  # type: ignore[misc]
        """
        SELECT v.relname, t.relname, a.attname
        FROM pg_class v JOIN pg_namespace n ON n.oid = v.relnamespace AND n.nspname = 'stats'
        JOIN pg_rewrite w ON w.ev_class = v.oid
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
                        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
        JOIN pg_class t ON t.oid = d.refobjid AND t.relkind = 'r'
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        ORDER BY 1, 2, 3
        """
    )


def test_the_stats_role_reads_no_column_that_the_register_calls_personal() -> None:
    models = {model._meta.db_table: model for model in apps.get_models()}
    used = list(sources())
    assert len(used) > 50
    personal = []
    for view, table, column in used:
        model = models[table]
        field = next(field.name for field in model._meta.concrete_fields if field.column == column)
        # A key that is kept as a plain value, as in a history, is in the register under the name of a link.
        fields = REGISTER[model._meta.label]
        if fields[field if field in fields else field.removesuffix("_id")] in PERSONAL:
            personal.append((view, table, column))
    assert personal == []


def test_the_stats_role_reads_nothing_but_the_views_for_figures() -> None:
    with connections["stats"].cursor() as cursor:
        cursor.execute(
            f"""
            SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN {OURS} AND c.relkind IN ('r', 'v', 'm', 'p')
              AND NOT (n.nspname = 'stats' AND c.relkind = 'v')
              AND has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
            """
        )
        assert cursor.fetchall() == []
        cursor.execute(
            """
            SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'stats'::regnamespace
              AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                   OR NOT has_table_privilege(c.oid, 'SELECT'))
            """
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("stats", False, False)
