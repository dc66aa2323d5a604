"""A machine that stands in for the containers of docker-compose.yml."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hatecrime.runtime import postgres, valkey
from hatecrime.runtime.borrowing import borrowed
from hatecrime.runtime.places import PROJECT, Places
from tests.runtime.machine import run_with

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
CHOSEN = {
    "${BASE_URL:?Set BASE_URL to the address people open, such as https://cases.example.org}": "https://cases.example.org",
    "${ALLOWED_HOSTS:?Set ALLOWED_HOSTS to the host name in BASE_URL}": "cases.example.org",
    "${FROM_EMAIL:?Set FROM_EMAIL to the address that e-mail comes from}": "cases@example.org",
    "${AUDIT_HEADS_EMAIL:-}": "",
}


def set_by(name: str) -> dict[str, str]:
    return dict(SERVICES[name].get("environment", {}))


@dataclass(frozen=True)
class Host:
    """A machine that stands in for the containers."""

    places: Places
    secrets: Path
    port: int

    @property
    def schedule(self) -> Path:
        """Return where the clock shows that it goes; bin/serve has a file of its own."""
        return self.places.root / "schedule-of-containers"

    def here(self, text: str) -> str:
        """Return a value of the compose file with the addresses and folders of this machine."""
        changes = {
            "/run/secrets": str(self.secrets),
            "redis://queue:6379/0": valkey.address(self.places),
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "/tmp/beat-schedule": str(self.schedule),
            **CHOSEN,
        }
        for there, here in changes.items():
            text = text.replace(there, here)
        return str(self.port) if text == "8000" else text

    def environment(self, service: str) -> dict[str, str]:
        """Return exactly what the service is given, and what the image sets."""
        given = {name: self.here(value) for name, value in set_by(service).items()}
        image = {
            "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
            "DJANGO_SETTINGS_MODULE": "hatecrime.settings",
            "STATIC_ROOT": str(self.places.static),
        }
        return given | image | {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}

    def command(self, service: str) -> list[str]:
        return [self.here(word) for word in SERVICES[service]["command"]]

    def log(self, service: str) -> Path:
        return self.places.root / f"{service}.log"

    def is_healthy(self, service: str) -> bool:
        """Ask the service's own health check, a process that is worth starting only once the service is nearly up."""
        kind, *check = SERVICES[service]["healthcheck"]["test"]
        assert kind == "CMD"
        done = run_with(self.environment(service), *(self.here(word) for word in check))
        return done.returncode == 0

    @contextmanager
    def services(self) -> Iterator[None]:
        """Have the database and the queue run, with the passwords that the containers would have."""
        with borrowed(self.places):
            give_passwords(self.places, self.secrets)
            yield

    @contextmanager
    def running(self, service: str) -> Iterator["subprocess.Popen[bytes]"]:
        with self.log(service).open("wb") as log:
            program = subprocess.Popen(
                self.command(service), env=self.environment(service), cwd=PROJECT, stdout=log, stderr=log
            )
        try:
            yield program
        finally:
            program.terminate()
            program.wait(30)


def is_listening(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def give_passwords(places: Places, secrets: Path) -> None:
    """Run the scripts of the database's first start, as its image does."""
    mounts = [volume.split(":") for volume in SERVICES["db"]["volumes"] if "initdb.d" in volume]
    environment = {**os.environ, "SECRETS_FOLDER": str(secrets)}
    for source, _, _ in sorted(mounts, key=lambda mount: str(mount[1])):
        command = [str(postgres.program("psql")), "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={source}"]
        done = run_with(environment, *command, postgres.address(places, "postgres"))
        assert done.returncode == 0, done.stderr
