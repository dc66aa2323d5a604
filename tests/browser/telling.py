"""The story is told once; every site begins with a copy. It is kept for an hour, for its days are relative to now."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import psycopg
from psycopg import sql

from hatecrime.runtime.places import PROJECT
from tests import databases
from tests.browser.server import Site

TELL = "from tests.browser.story import tell; tell()"
ENDINGS = frozenset({".csv", ".html", ".py", ".sql", ".svg", ".toml", ".txt"})
OURS = ("audit", "cases", "conferences", "hatecrime", "partners", "referrals", "reporting", "requirements", "templates")
LASTS = timedelta(hours=1)
FIND = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE 'test\\_story\\_%'"
Server = psycopg.Connection[tuple[str, str | None]]


@dataclass(frozen=True)
class Told:
    """What the story wrote down, and when.

    Attributes:
        facts: references and keys of the records that it made, by the name that the story gives them.
    """

    at: datetime
    facts: dict[str, str]

    @property
    def is_fresh(self) -> bool:
        """Tell whether it was told today, not long ago."""
        now = datetime.now(UTC)
        return self.at.date() == now.date() and now - self.at < LASTS


def begin(site: Site) -> None:
    """Give a site a database in which the story has happened."""
    name = f"test_story_{_shape()}"
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(6202)")
        told = _kept(server).get(name) or _tell(server, site, name)
        databases.copy(name, site.database)
    site.facts = told.facts


def _kept(server: Server) -> dict[str, Told]:
    """Return the stories that are fresh; drop those that are not, and what is left of one that came to no end."""
    kept = {name: _read(comment) for name, comment in server.execute(FIND).fetchall()}
    fresh = {name: told for name, told in kept.items() if told and told.is_fresh}
    for name in kept.keys() - fresh:
        databases.drop(name)
    return fresh


def _read(comment: str | None) -> Told | None:
    if not comment:
        return None
    found = json.loads(comment)
    return Told(datetime.fromisoformat(found["at"]), found["facts"])


def _tell(server: Server, site: Site, name: str) -> Told:
    """Have the story written into a database of its own, by the actions of the site."""
    databases.copy(databases.empty(), name)
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", TELL],
        env=site.environment(name),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = Told(datetime.now(UTC), json.loads(done.stdout))
    written = sql.Literal(json.dumps({"at": told.at.isoformat(), "facts": told.facts}))
    server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), written))
    return told


def _shape() -> str:
    """Return a short hash of everything that the story is told with."""
    files = [file for folder in (*OURS, "tests") for file in (PROJECT / folder).rglob("*") if file.suffix in ENDINGS]
    return sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:12]
