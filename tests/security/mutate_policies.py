"""Damages to row-security policies, for `mutate_access.py`.

Each policy is damaged in two ways: dropped (those it is for are shut out) and opened to everybody (those it is not for
are let in).
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests import databases


@dataclass(frozen=True)
class Policy:
    """A policy of the catalogue."""

    name: str
    table: str
    command: str

    def dropped(self) -> sql.Composed:
        return sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(self.name), sql.Identifier(self.table))

    def opened(self) -> sql.Composed:
        using = "" if self.command == "INSERT" else " USING (true)"
        check = "" if self.command in {"SELECT", "DELETE"} else " WITH CHECK (true)"
        return sql.SQL("ALTER POLICY {} ON {}" + using + check).format(
            sql.Identifier(self.name), sql.Identifier(self.table)
        )


def policies(database: str) -> list[Policy]:
    """Return every policy of the database, by table and name."""
    with psycopg.connect(databases.url_of("OWNER_DATABASE_URL", database)) as connection:
        found = connection.execute("SELECT policyname, tablename, cmd FROM pg_policies ORDER BY tablename, policyname")
        return [Policy(*row) for row in found.fetchall()]
