"""What a running bin/serve writes down about itself for bin/manage and for the bin/serve that comes next."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from hatecrime.runtime.keeper import can_have
from hatecrime.runtime.places import Places
from hatecrime.runtime.processes import Process, kill_group
from hatecrime.runtime.screen import Problem


@dataclass
class Record:
    """One bin/serve.

    Arguments:
        number: its process number.
        children: number and start (in clock ticks) of web, worker and beat, each the leader of its process group.
    """

    port: int = 8000
    demo: bool = True
    number: int = field(default_factory=os.getpid)
    children: list[tuple[int, int]] = field(default_factory=list)

    def write(self, places: Places) -> None:
        """Write the record in one move."""
        partial = places.root / "serve.json.new"
        partial.write_text(json.dumps(asdict(self)))
        partial.replace(_file(places))


def last(places: Places) -> Record:
    """Return the record of the present or the last bin/serve; the usual values if there is none."""
    try:
        found = json.loads(_file(places).read_text())
        return Record(found["port"], found["demo"], found["number"], [(a, b) for a, b in found["children"]])
    except (OSError, ValueError, KeyError, TypeError):
        return Record()


def _file(places: Places) -> Path:
    return places.root / "serve.json"


@contextmanager
def only_server(places: Places, record: Record) -> Iterator[None]:
    """Let one bin/serve run in this checkout, and end what a killed one left behind.

    Raises:
        Problem: another one runs.
    """
    with (places.root / "serve.lock").open("a") as lock:
        if not can_have(lock.fileno()):
            raise Problem(_already(last(places)))
        for number, started in last(places).children:
            if Process(number, started).is_alive():
                kill_group(number)
        record.write(places)
        yield
        fcntl.flock(lock, fcntl.LOCK_UN)


def _already(found: Record) -> str:
    where = f"http://127.0.0.1:{found.port}/"
    return f"bin/serve already runs in this folder (process {found.number}, {where}). Stop it with Ctrl-C first."
