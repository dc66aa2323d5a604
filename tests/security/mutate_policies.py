"""Damage each row-security policy in turn and show that a test turns red for every one.

Each policy is damaged in two ways: dropped (those it is for are shut out) and opened to everybody (those it is not for
are let in). `bin/mutate-access` runs this; it ends with an error when a damage goes unseen.
"""

import os
import subprocess
import sys
from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests import databases

TESTS = sorted(str(path) for path in databases.ROOT.glob("tests/security/test_row_security*.py"))


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


def turns_red(source: str, damage: sql.Composed) -> bool:
    """Run the isolation tests on a copy of `source` with the damage done; say whether one fails."""
    name = f"test_damaged_{os.getpid()}"
    databases.copy(source, name)
    try:
        with psycopg.connect(databases.url_of("OWNER_DATABASE_URL", name), autocommit=True) as connection:
            connection.execute(damage)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *TESTS, "-q", "-x", "-p", "no:randomly"],
            env={**os.environ, "TEST_DATABASE_TEMPLATE": name},
            cwd=databases.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        # 1 is pytest's code for failed tests; any other says that the tests did not run.
        if done.returncode not in {0, 1}:
            raise RuntimeError(done.stdout + done.stderr)
        return done.returncode == 1
    finally:
        databases.drop(name)


def main() -> int:
    source = databases.peopled()
    survivors = 0
    found = policies(source)
    for policy in found:
        for damage, statement in (("dropped", policy.dropped()), ("opened", policy.opened())):
            red = turns_red(source, statement)
            survivors += not red
            print(f"{'red     ' if red else 'SURVIVED'}  {policy.table}.{policy.name} {damage}", flush=True)
    print(f"{len(found)} policies, {2 * len(found)} damages, {survivors} survived.")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
