"""Databases for tests: migrated once as the owner, copied for each worker, used as the app role."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PERSONAS = (ROOT / "tests" / "personas.py", *ROOT.glob("partners/models/*.py"), ROOT / "partners" / "queries.py")


def url_of(variable: str, database: str) -> str:
    """Return the URL in an environment variable, with another database's name in it."""
    parts = urlsplit(os.environ[variable])
    return urlunsplit(parts._replace(path=f"/{database}"))


def _owner() -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True)


def _shape(*more: Path) -> str:
    """Return a short hash of everything that shapes the database."""
    files = sorted([*more, *ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/sql/*.sql"), *ROOT.glob("*/reference/*.csv")])
    locks = (ROOT / "requirements" / "app.txt").read_bytes()
    return sha256(b"".join(file.read_bytes() for file in files) + locks).hexdigest()[:12]


def empty() -> str:
    """Return the name of a migrated database with nobody in it, making it when it is not there."""
    name = f"test_empty_{_shape()}"
    with _owner() as connection:
        connection.execute("SELECT pg_advisory_lock(6201)")
        if not _is_there(connection, name):
            _make(connection, name, "template1", "migrate", "--verbosity", "0")
    return name


def peopled() -> str:
    """Return the name of a migrated database with the personas in it, making it when it is not there.

    `TEST_DATABASE_TEMPLATE` names another one, in which a policy has been damaged on purpose.
    """
    if given := os.environ.get("TEST_DATABASE_TEMPLATE"):
        return given
    source = empty()
    name = f"test_peopled_{_shape(*PERSONAS)}"
    with _owner() as connection:
        connection.execute("SELECT pg_advisory_lock(6201)")
        if not _is_there(connection, name):
            people = "from tests.personas import build; build()"
            _make(connection, name, source, "shell", "--no-imports", "-c", people)
    return name


def _is_there(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _make(connection: "psycopg.Connection[tuple[object, ...]]", name: str, source: str, *command: str) -> None:
    """Copy `source` and run a management command in the copy as its owner.

    The copy gets its name when it is finished, so that whoever is stopped on the way leaves nothing half made behind.
    """
    unfinished = f"{name}_unfinished"
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(unfinished), sql.Identifier(source))
    )
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url_of("OWNER_DATABASE_URL", unfinished)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The test database could not be made ({command[0]}):\n{done.stderr}")
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name))
    )


def copy(source: str, name: str) -> None:
    """Make the database `name` anew as a copy of `source`."""
    with _owner() as connection:
        drop(name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )


def drop(name: str) -> None:
    """Remove the database `name`, once nobody is connected to it any more.

    PostgreSQL waits five seconds for sessions that are ending and sends its own workers away. Not by FORCE: the owner
    may not end sessions of the app role, and would be refused for one that is only just closing.
    """
    with _owner() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
