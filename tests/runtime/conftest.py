"""One machine for the tests of docker-compose.yml and of bin/serve: its database is migrated once, from nothing."""

import subprocess

import pytest

from hatecrime.runtime.places import PROJECT, Places
from tests.runtime.containers import Host
from tests.runtime.machine import free_port, run_with


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Host:
    """A machine with the roles, the passwords and the tables that the containers would have; its services are stopped.

    The very command of docker-compose.yml migrated it.
    """
    root = tmp_path_factory.mktemp("c")
    places = Places(root / "data", lasting=False)
    secrets = root / "secrets"
    subprocess.run(["docker/make-secrets", str(secrets)], cwd=PROJECT, check=True, capture_output=True)
    for role in ("owner", "app", "stats"):
        address = secrets / f"{role}_database_url"
        password = (secrets / f"{role}_password").read_text()
        address.chmod(0o644)
        address.write_text(f"postgresql://{role}:{password}@/hatecrime?host={places.sockets()}")
    machine = Host(places, secrets, free_port())
    with machine.services():
        done = run_with(machine.environment("migrate"), *machine.command("migrate"))
        assert done.returncode == 0, done.stderr
    return machine
