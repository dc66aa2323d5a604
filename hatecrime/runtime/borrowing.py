"""Use the services of this machine: join those that run, or have them started and stopped around the use."""

import fcntl
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import IO

from hatecrime.runtime.keeper import READY, mark_of, use_file
from hatecrime.runtime.places import PROJECT, Places, private
from hatecrime.runtime.processes import Process
from hatecrime.runtime.screen import Problem, say

LONGEST_STOP = 15.0  # seconds until a keeper that is asked to stop must have ended
_started_here: list["subprocess.Popen[str]"] = []  # keepers whose end this process has to take note of


class Loan:
    """The right to use the services until it is given back."""

    def __init__(self, places: Places) -> None:
        self.places = places
        private(places.root)
        self._lock: IO[str] = use_file(places).open("a")
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        try:
            self.ensure()
        except BaseException:
            self._lock.close()
            raise

    def ensure(self) -> None:
        """Have the services started if they do not run.

        Raises:
            Problem: they do not start.
        """
        if keeper_of(self.places):
            return
        with alone(self.places, "start"):
            if not keeper_of(self.places):
                start_keeper(self.places)

    def give_back(self) -> bool:
        """Stop using the services, and wait for them to stop; true unless someone else still uses them."""
        keeper = keeper_of(self.places)
        self._lock.close()
        if keeper is None:
            return True
        if not _is_stopping(self.places, keeper):
            return False
        if not keeper.ends_within(LONGEST_STOP):
            keeper.send(signal.SIGKILL)
        take_note_of_ends()
        return True


def _is_stopping(places: Places, keeper: Process) -> bool:
    """Tell whether the keeper notices within a moment that nobody is left; it then takes its mark away."""
    deadline = time.monotonic() + 1.5
    while keeper.is_alive() and mark_of(places).exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def borrowed(places: Places) -> Iterator[Loan]:
    """Use the services within a block."""
    loan = Loan(places)
    try:
        yield loan
    finally:
        loan.give_back()


@contextmanager
def alone(places: Places, purpose: str) -> Iterator[None]:
    """Let one process at a time do what `purpose` names."""
    with (private(places.root) / f"{purpose}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keeper_of(places: Places) -> Process | None:
    """Return the keeper of the running services, or None if they do not run."""
    try:
        found = json.loads(mark_of(places).read_text())
    except (OSError, ValueError):
        return None
    keeper = Process(found["number"], found["started"])
    return keeper if keeper.is_alive() else None


def start_keeper(places: Places) -> None:
    """Start the keeper and wait until the services answer.

    Raises:
        Problem: they do not; the keeper said why.
    """
    if not (places.cluster / "PG_VERSION").is_file():
        say("Making the database")
    command = [sys.executable, "-m", "hatecrime.runtime.keeper", str(places.root)]
    command.append("lasting" if places.lasting else "passing")
    take_note_of_ends()
    with places.log("services").open("ab") as log:
        keeper = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=PROJECT,
            start_new_session=True,
            text=True,
        )
    _started_here.append(keeper)
    with keeper.stdout or nullcontext() as output:
        answer = output.read() if output else ""
    if answer != READY:
        keeper.wait(LONGEST_STOP)
        raise Problem(answer or f"The services did not start; the reason is at the end of {places.log('services')}.")


def take_note_of_ends() -> None:
    """Let the system forget keepers that were started here and have ended."""
    _started_here[:] = [keeper for keeper in _started_here if keeper.poll() is None]
