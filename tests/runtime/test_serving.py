"""`bin/serve` and `bin/manage` from start to stop, in a folder of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from hatecrime.runtime import postgres
from hatecrime.runtime.borrowing import borrowed, keeper_of
from hatecrime.runtime.places import PROJECT, Places
from hatecrime.runtime.serving import read_arguments
from tests.runtime.containers import Host
from tests.runtime.machine import bare_environment, free_port, processes_of, run_with, said_by, start_runtime, wait_for

LAST = "hatecrime"
"""The app whose migrations come after all others."""


@pytest.fixture(scope="module")
def places(migrated: Host) -> Places:
    """A machine that has been set up by bin/manage, which started the services, migrated and stopped them again."""
    places = Places(migrated.places.root)
    with migrated.services():
        undone = run_with(migrated.environment("migrate"), *migrated.command("migrate"), LAST, "zero")
        assert undone.returncode == 0, undone.stderr
    done = run_with(bare_environment(places.root), sys.executable, "-m", "hatecrime.runtime", "manage", "check")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "System check identified no issues (0 silenced).\n"
    assert processes_of(places) == []
    with borrowed(places), psycopg.connect(postgres.address(places, "owner")) as database:
        applied = database.execute("SELECT name FROM django_migrations WHERE app = %s", [LAST]).fetchall()
    assert {name for (name,) in applied} == {path.stem for path in PROJECT.glob(f"{LAST}/migrations/0*.py")}
    return places


@contextmanager
def served(places: Places, port: int) -> Iterator["subprocess.Popen[str]"]:
    """Start bin/serve, wait until it says that it is ready, and stop it in the end."""
    with start_runtime(places.root, "serve", "--no-demo", "--port", str(port)) as site:
        try:
            assert site.stdout is not None
            assert site.stdout.readline() == f"Ready: http://127.0.0.1:{port}/\n", site.communicate()
            yield site
        finally:
            site.terminate()
            site.communicate(timeout=30)


def answers(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthy/", timeout=10) as page:
        return bool(page.status == 200)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["--port", port])

    assert capsys.readouterr().err.splitlines()[-1].startswith("bin/serve: error: argument --port:")


def test_a_port_in_use_is_named_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        site = start_runtime(tmp_path, "serve", "--port", str(port))

        assert said_by(site) == (
            f"Port {port} is in use by another program. Stop that, or choose another port: bin/serve --port {port + 1}"
        )
        assert site.returncode == 1


@pytest.mark.slow
def test_a_second_serve_is_refused_a_command_joins_the_first_and_an_interrupt_leaves_no_process(
    places: Places, tmp_path: Path
) -> None:
    port = free_port()
    with served(places, port) as site:
        second = start_runtime(places.root, "serve", "--port", str(free_port()))
        assert said_by(second) == (
            f"bin/serve already runs in this folder (process {site.pid}, http://127.0.0.1:{port}/). "
            "Stop it with Ctrl-C first."
        )
        joined = commanded(
            places,
            tmp_path,
            "import sys; from django.conf import settings; from django.db import connection; "
            "cursor = connection.cursor(); cursor.execute('SELECT current_user'); "
            "print(settings.BASE_URL, cursor.fetchone()[0]); open('here', 'w').close(); sys.exit(7)",
        )
        assert (joined.returncode, joined.stdout, joined.stderr) == (7, f"http://127.0.0.1:{port} app\n", "")
        assert (tmp_path / "here").is_file()
        assert answers(port)
        assert_stops_well(site, signal.SIGINT, places)


def commanded(places: Places, folder: Path, code: str) -> "subprocess.CompletedProcess[str]":
    """Run bin/manage with a few lines of Python, called in `folder`."""
    command = [sys.executable, "-m", "hatecrime.runtime", "manage", "shell", "--verbosity", "0", "--command", code]
    return subprocess.run(
        command, cwd=folder, env=bare_environment(places.root), capture_output=True, text=True, check=False
    )


def assert_stops_well(site: "subprocess.Popen[str]", how: signal.Signals, places: Places) -> None:
    asked = time.monotonic()
    site.send_signal(how)
    site.communicate(timeout=30)

    assert time.monotonic() - asked < 10
    assert site.returncode == 0
    assert processes_of(places) == []


@pytest.mark.slow
def test_kill_9_of_everything_loses_nothing_and_the_next_start_finds_its_port_and_can_be_stopped(
    places: Places,
) -> None:
    port = free_port()
    with served(places, port):
        with psycopg.connect(postgres.address(places, "owner"), autocommit=True) as database:
            database.execute("CREATE TABLE acknowledged AS SELECT 42 AS answer")
        for number in numbers_of(places):
            kill(number)
    wait_for(lambda: not processes_of(places))

    with served(places, port) as site:
        with psycopg.connect(postgres.address(places, "owner"), autocommit=True) as database:
            assert database.execute("SELECT answer FROM acknowledged").fetchall() == [(42,)]
            database.execute("DROP TABLE acknowledged")
        assert answers(port)
        assert_stops_well(site, signal.SIGTERM, places)


@pytest.mark.slow
def test_a_killed_supervisor_takes_everything_with_it(places: Places) -> None:
    with served(places, free_port()) as site:
        site.kill()
        site.communicate()

        wait_for(lambda: not numbers_of(places), 15)
    assert processes_of(places) == []


@pytest.mark.slow
def test_a_site_whose_services_cannot_start_goes_on_and_has_them_again_as_soon_as_they_can(places: Places) -> None:
    port = free_port()
    log = places.log("services")
    with served(places, port) as site:
        keeper = keeper_of(places)
        assert keeper
        assert site.stderr
        log.rename(log.with_suffix(".aside"))
        log.mkdir()
        keeper.send(signal.SIGKILL)
        said = next(line for line in site.stderr if "PostgreSQL and Valkey" in line and "cannot" in line)
        log.rmdir()
        wait_for(lambda: keeper_of(places), 30)

        assert said.startswith("PostgreSQL and Valkey cannot start; tried again in 5 seconds. ")
        assert answers(port)
        assert_stops_well(site, signal.SIGTERM, places)


def numbers_of(places: Places) -> list[int]:
    """Return the processes of this site: those whose environment or command names the site's root."""
    others = [folder for folder in Path("/proc").glob("[0-9]*") if folder.name != str(os.getpid())]
    return [int(folder.name) for folder in others if str(places.root).encode() in facts_of(folder)]


def facts_of(folder: Path) -> bytes:
    try:
        return (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
    except OSError:
        return b""


def kill(number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)
