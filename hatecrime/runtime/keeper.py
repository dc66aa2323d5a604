"""The keeper: a process of its own that runs PostgreSQL and Valkey for as long as anyone uses them.

Users hold a shared lock on one file (see borrowing.py). When the keeper can have that lock to itself nobody is left,
and it stops the services and ends. A user that is killed lets go of the lock, so nothing is left behind.
Run as `python -m hatecrime.runtime.keeper ROOT lasting|passing`; writes `ready` or one sentence to its output.
"""

import fcntl
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from hatecrime.runtime.places import Places
from hatecrime.runtime.postgres import Postgres
from hatecrime.runtime.processes import this_process
from hatecrime.runtime.screen import Problem, of_system, say
from hatecrime.runtime.supervision import Kept
from hatecrime.runtime.valkey import Valkey

READY = "ready"
PAUSE = 0.25  # seconds between two looks

Service = Postgres | Valkey


class Keeper:
    """Runs the services of one set of places."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.told_to_stop = False
        self.kept: list[tuple[Service, Kept]] = []

    def run(self) -> None:
        """Start the services, say so, and keep them until nobody uses them."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            self._start()
            write_mark(self.places)
            tell(READY)
            self._keep()
        finally:
            mark_of(self.places).unlink(missing_ok=True)
            self._stop_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _start(self) -> None:
        services: list[Service] = [Postgres(self.places), Valkey(self.places)]
        for service in services:
            self.kept.append((service, Kept(service.name, service.start)))
        for service, kept in self.kept:
            service.wait(kept.process)

    def _keep(self) -> None:
        with use_file(self.places).open("a") as file:
            while not self.told_to_stop and not can_have(file.fileno()):
                for _, kept in self.kept:
                    self._look_after(kept)
                time.sleep(PAUSE)
            mark_of(self.places).unlink(missing_ok=True)
            self._stop_all()

    def _look_after(self, kept: Kept) -> None:
        news = kept.see_to()
        if news:
            say(news)

    def _stop_all(self) -> None:
        while self.kept:
            service, kept = self.kept.pop()
            if kept.process.poll() is None:
                service.stop(kept.process)


def use_file(places: Places) -> Path:
    """Return the file that every user of the services holds a shared lock on."""
    return places.root / "services.lock"


def mark_of(places: Places) -> Path:
    """Return the file that names the keeper while the services are up."""
    return places.root / "services.json"


def write_mark(places: Places) -> None:
    """Name this process as the keeper of running services."""
    me = this_process()
    partial = places.root / f"services.json.{me.number}"
    partial.write_text(json.dumps({"number": me.number, "started": me.started}))
    partial.replace(mark_of(places))


def can_have(lock: int) -> bool:
    """Tell whether nobody else holds the lock; if so, it is ours from now on."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def tell(sentence: str) -> None:
    """Say the one thing the starter waits for, and let go of its pipe."""
    sys.stdout.write(sentence)
    sys.stdout.flush()
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def main() -> None:
    """Keep the services of the places named on the command line."""
    root, kind = sys.argv[1:]
    try:
        Keeper(Places(Path(root), lasting=kind == "lasting")).run()
    except Problem as problem:
        tell(str(problem))
    except OSError as error:
        tell(str(of_system(error)))


if __name__ == "__main__":
    main()
