"""docker-compose.yml: valid, closed, and each service's very command runs, here without Docker."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jsonschema
import psycopg
import pytest
import redis

from hatecrime.runtime import postgres, valkey
from hatecrime.runtime.keys import key
from hatecrime.runtime.places import PROJECT
from tests.runtime.containers import COMPOSE, SERVICES, Host, is_listening, set_by
from tests.runtime.machine import free_port, run_with, wait_for


def test_the_file_is_valid() -> None:
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"

    jsonschema.Draft202012Validator(json.loads(schema.read_text())).validate(COMPOSE)


def test_the_services_are_exactly_these() -> None:
    assert set(SERVICES) == {"web", "worker", "beat", "migrate", "db", "queue"}
    assert SERVICES["db"]["image"] == "postgres:18"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_is_confined(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"].split(":")[0] not in {"0", "root", ""}
    assert not service.keys() & {"cap_add", "privileged", "pid", "ipc", "network_mode", "devices"}


def test_only_the_web_is_published_and_the_data_is_on_an_inside_network() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web"}
    assert {name for name, service in SERVICES.items() if "outside" in service["networks"]} == {"web", "worker"}
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_what_runs_is_restarted_and_checked_and_the_migration_runs_once() -> None:
    lasting = {name for name, service in SERVICES.items() if service["restart"] == "unless-stopped"}

    assert lasting == set(SERVICES) - {"migrate"}
    assert {name for name, service in SERVICES.items() if "healthcheck" in service} == lasting
    assert SERVICES["migrate"]["restart"] == "no"
    assert all(
        SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        for name in ("web", "worker", "beat")
    )


def test_only_the_migration_knows_the_owner_and_only_the_database_knows_passwords() -> None:
    holders = {
        secret: {name for name, service in SERVICES.items() if secret in service.get("secrets", [])}
        for secret in COMPOSE["secrets"]
    }

    assert holders["owner_database_url"] == {"migrate"}
    assert holders["app_database_url"] == {"web", "worker", "beat"}
    assert {name for secret, names in holders.items() if secret.endswith("_password") for name in names} == {"db"}
    named = {key for name in SERVICES for key in set_by(name) if "PASSWORD" in key or "SECRET" in key}
    assert named == {"POSTGRES_PASSWORD_FILE", "SECRET_KEY_FILE"}


def test_the_image_holds_every_app_and_no_data_of_this_machine() -> None:
    sent = (PROJECT / ".dockerignore").read_text().splitlines()
    apps = {path.parent.name for path in PROJECT.glob("*/apps.py")}

    assert sent[1] == "*"
    assert {line.removeprefix("!") for line in sent if line.startswith("!")} >= apps | {"templates", "manage.py"}
    dockerfile = (PROJECT / "Dockerfile").read_text()
    assert [app for app in sorted(apps | {"templates"}) if f"COPY {app} {app}\n" not in dockerfile] == []
    assert "\nUSER 10001:10001\n" in dockerfile


@pytest.fixture(scope="module")
def host(migrated: Host) -> Iterator[Host]:
    with migrated.services():
        yield migrated


@pytest.mark.slow
def test_the_web_answers_its_health_check(host: Host) -> None:
    assert host.is_healthy("web") is False
    with host.running("web") as web:
        wait_for(lambda: is_listening(host.port), 60)
        wait_for(lambda: host.is_healthy("web"), 60)
        assert web.poll() is None


@pytest.mark.slow
def test_the_worker_answers_its_health_check(host: Host) -> None:
    with host.running("worker") as worker:
        wait_for(lambda: " ready." in host.log("worker").read_text(), 90)
        wait_for(lambda: host.is_healthy("worker"), 90)
        assert worker.poll() is None


@pytest.mark.slow
def test_the_clock_passes_its_health_check(host: Host) -> None:
    assert host.is_healthy("beat") is False
    with host.running("beat") as beat:
        wait_for(host.schedule.exists, 60)
        wait_for(lambda: host.is_healthy("beat"), 60)
        assert beat.poll() is None
    long_ago = time.time() - 3600
    os.utime(host.schedule, (long_ago, long_ago))
    assert host.is_healthy("beat") is False


@pytest.mark.slow
def test_the_queue_starts_with_its_very_command(tmp_path: Path) -> None:
    here = {"valkey-server": str(valkey.program()), "/data": str(tmp_path), "*": "127.0.0.1"}
    command = [here.get(word, word) for word in SERVICES["queue"]["command"]]
    port = free_port()

    with subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL) as server:
        with redis.Redis(port=port) as client:
            wait_for(lambda: answers(client))
            settings = client.config_get("appendonly", "maxmemory-policy", "dir")
        server.terminate()

    assert settings == {"appendonly": "yes", "maxmemory-policy": "noeviction", "dir": str(tmp_path)}


def answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


@pytest.mark.slow
def test_the_database_answers_its_health_check_as_the_app(host: Host) -> None:
    _, program, *check = SERVICES["db"]["healthcheck"]["test"]
    here = [word.replace("--host=127.0.0.1", f"--host={host.places.sockets()}") for word in check]

    assert run_with({}, str(postgres.program(program)), *here).stdout.endswith("accepting connections\n")
    with psycopg.connect((host.secrets / "app_database_url").read_text()) as database:
        assert database.execute("SELECT current_user").fetchone() == ("app",)


CONTENT = """
    SELECT 'table', schemaname || '.' || tablename, rowsecurity::text
        FROM pg_tables WHERE schemaname !~ '^pg_|^information'
    UNION ALL SELECT 'policy', tablename || '.' || policyname, coalesce(qual, '') FROM pg_policies
    UNION ALL SELECT 'right', table_schema || '.' || table_name || ' ' || privilege_type, grantee
        FROM information_schema.role_table_grants WHERE table_schema !~ '^pg_|^information'
    UNION ALL SELECT 'migration', app || '.' || name, applied::text FROM django_migrations
    ORDER BY 1, 2, 3
"""


@pytest.mark.slow
def test_a_backup_by_its_own_role_restores_to_the_same_database(host: Host, tmp_path: Path) -> None:
    copy = tmp_path / "copy.dump"
    backup, postgres_itself = (
        f"postgresql://{role}:{password}@/hatecrime?host={host.places.sockets()}"
        for role, password in (
            ("backup", (host.secrets / "backup_password").read_text()),
            ("postgres", key(host.places, "postgres")),
        )
    )
    restored = postgres_itself.replace("/hatecrime?", "/restored?")
    with psycopg.connect(postgres_itself, autocommit=True) as server:
        server.execute("CREATE DATABASE restored")
        before = server.execute(CONTENT).fetchall()
    with psycopg.connect(restored) as server:
        server.execute((PROJECT / "hatecrime" / "sql" / "roles.sql").read_bytes())

    run_well("pg_dump", "--format=custom", f"--file={copy}", backup)
    run_well("pg_restore", "--exit-on-error", f"--dbname={restored}", str(copy))

    with psycopg.connect(restored) as server:
        assert server.execute(CONTENT).fetchall() == before
    assert [kind for kind in ("table", "policy", "right", "migration") if kind not in {row[0] for row in before}] == []


def run_well(name: str, *arguments: str) -> None:
    done = run_with(os.environ, str(postgres.program(name)), *arguments)
    assert done.returncode == 0, done.stderr
