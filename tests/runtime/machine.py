"""What the tests of one machine's services share."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from hatecrime.runtime.places import PROJECT, Places

GIVEN = (
    "DATABASE_URL",
    "STATS_DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "BASE_URL",
    "EMAIL_URL",
    "SECOND_FACTOR",
    "STATIC_ROOT",
)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def bare_environment(root: Path) -> dict[str, str]:
    """Return this environment without given services, with the data of the machine under `root`."""
    rest = {name: value for name, value in os.environ.items() if name not in GIVEN}
    return rest | {"HATECRIME_RUNTIME": str(root), "PYTHONPATH": str(PROJECT)}


def start_runtime(root: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start bin/serve or bin/manage as the shell scripts do once everything is installed."""
    return subprocess.Popen(
        [sys.executable, "-m", "hatecrime.runtime", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=bare_environment(root),
        text=True,
    )


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait until a condition holds; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def processes_of(places: Places) -> list[str]:
    """Return the command lines of all processes that work in the folders of `places`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text().replace("\0", " ")
            where = os.readlink(folder / "cwd")
        except OSError:
            continue
        if int(folder.name) != os.getpid() and str(places.root) in f"{command} {where}":
            found.append(command)
    return found


def said_by(program: "subprocess.Popen[str]") -> str:
    """Return the last line that a program wrote on stderr before it ended."""
    return program.communicate(timeout=60)[1].splitlines()[-1]


def run_with(environment: Mapping[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a program to its end in the project's folder."""
    return subprocess.run(
        command, env=environment, cwd=PROJECT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
