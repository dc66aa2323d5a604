"""PostgreSQL and Valkey of one machine: their roles, their end, and what survives a kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from psycopg.errors import InsufficientPrivilege, ReadOnlySqlTransaction

from hatecrime.runtime import postgres, valkey
from hatecrime.runtime.borrowing import Loan, borrowed, keeper_of
from hatecrime.runtime.places import Places
from hatecrime.runtime.screen import Problem
from tests.runtime.machine import processes_of, wait_for


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Services that were made once and stopped; each test starts them."""
    places = Places(tmp_path_factory.mktemp("m"))
    with borrowed(places):
        return places


@pytest.fixture
def running(made: Places) -> Iterator[Places]:
    with borrowed(made):
        yield made


def connect(places: Places, role: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(postgres.address(places, role), autocommit=True)


def server_number(places: Places) -> int:
    return int((places.cluster / "postmaster.pid").read_text().split()[0])


def test_the_roles_have_exactly_the_rights_they_need(running: Places) -> None:
    with connect(running, "postgres") as server:
        rows = server.execute(
            """SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
               FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname"""
        ).fetchall()
        owner = server.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'hatecrime'").fetchone()
        memberships = server.execute(
            "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members"
        ).fetchall()

    assert rows == [
        ("app", True, False, False, False, False, False),
        ("backup", True, False, False, False, False, True),
        ("owner", True, False, False, False, False, False),
        ("postgres", True, True, True, True, True, True),
        ("stats", True, False, False, False, False, False),
    ]
    assert owner == ("owner",)
    assert ("pg_read_all_data", "backup") in memberships
    assert {member for _, member in memberships}.isdisjoint({"app", "stats", "owner"})


@pytest.mark.parametrize("role", ["app", "stats", "backup"])
def test_only_the_owner_makes_tables(running: Places, role: str) -> None:
    with connect(running, role) as database, pytest.raises((InsufficientPrivilege, ReadOnlySqlTransaction)):
        database.execute("CREATE TABLE public.mine ()")


def test_a_wrong_password_is_refused(running: Places) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://app:guess@/hatecrime?host={running.sockets()}")


def test_nothing_listens_on_the_network(running: Places) -> None:
    with connect(running, "postgres") as server:
        assert server.execute("SHOW listen_addresses").fetchone() == ("",)
    with redis.Redis.from_url(valkey.address(running)) as queue:
        settings = queue.config_get("port", "appendonly", "maxmemory-policy")

    assert settings == {"port": "0", "appendonly": "yes", "maxmemory-policy": "noeviction"}


def test_the_collation_does_not_depend_on_the_system(running: Places) -> None:
    with connect(running, "app") as database:
        found = database.execute(
            "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = 'hatecrime'"
        ).fetchone()

    assert found == ("b", "C.UTF-8", "UTF8")


def test_the_second_user_joins_and_the_last_one_stops_everything(made: Places) -> None:
    first, second = Loan(made), Loan(made)
    keeper = keeper_of(made)

    assert first.give_back() is False
    assert keeper_of(made) == keeper is not None
    with connect(made, "app") as database:
        assert database.execute("SELECT current_user").fetchone() == ("app",)

    assert second.give_back() is True
    assert processes_of(made) == []


def test_a_user_that_is_killed_lets_go_of_the_services(made: Places) -> None:
    program = (
        "import sys, time; from pathlib import Path; from hatecrime.runtime.borrowing import Loan; "
        "from hatecrime.runtime.places import Places; loan = Loan(Places(Path(sys.argv[1]))); "
        "print('up', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(made.root)], stdout=subprocess.PIPE, text=True) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == "up\n"
        user.kill()

    wait_for(lambda: not processes_of(made))


def test_what_was_acknowledged_survives_kill_9_of_everything(made: Places) -> None:
    loan = Loan(made)
    keeper = keeper_of(made)
    assert keeper is not None
    with connect(made, "owner") as database:
        database.execute("CREATE TABLE kept (word text)")
        database.execute("INSERT INTO kept VALUES ('acknowledged')")
    with redis.Redis.from_url(valkey.address(made)) as queue:
        queue.set("kept", "acknowledged")
        os.kill(keeper.number, signal.SIGKILL)
        os.kill(server_number(made), signal.SIGKILL)
        os.kill(queue.info("server")["process_id"], signal.SIGKILL)
    wait_for(lambda: not keeper.is_alive())

    loan.ensure()

    with connect(made, "owner") as database:
        assert database.execute("SELECT word FROM kept").fetchall() == [("acknowledged",)]
        database.execute("DROP TABLE kept")
    with redis.Redis.from_url(valkey.address(made)) as queue:
        assert queue.get("kept") == b"acknowledged"
    loan.give_back()


def test_the_keeper_starts_a_killed_server_again(running: Places) -> None:
    killed = server_number(running)
    os.kill(killed, signal.SIGKILL)

    def answers_again() -> bool:
        try:
            with connect(running, "app"):
                return server_number(running) != killed
        except (psycopg.OperationalError, FileNotFoundError, IndexError):
            return False

    wait_for(answers_again)


def test_a_stale_mark_with_the_number_of_another_program_harms_nobody(made: Places) -> None:
    with subprocess.Popen(["sleep", "600"]) as bystander:
        (made.cluster / "postmaster.pid").write_text(f"{bystander.pid}\n{made.cluster}\n")
        with borrowed(made), connect(made, "app") as database:
            assert database.execute("SELECT 1").fetchone() == (1,)
        assert bystander.poll() is None
        bystander.kill()


def test_lost_passwords_are_named(made: Places, tmp_path: Path) -> None:
    secret = made.secret("postgres")
    right = secret.read_text()
    secret.write_text("wrong")
    try:
        with pytest.raises(Problem, match=r"The passwords in .* are not those of the database"):
            Loan(made)
    finally:
        secret.write_text(right)
    wait_for(lambda: not processes_of(made))
