"""A site of its own for the browser: web, worker, database and post, stopped by process number at the end."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from hatecrime.runtime import commands, processes
from hatecrime.runtime.places import PROJECT
from tests import databases
from tests.runtime.machine import free_port, wait_for

LONGEST_STOP = 5.0  # seconds


@dataclass
class Site:
    """Where the site is, what it works with, and what its story wrote down.

    Attributes:
        facts: references and keys of the records the story made, by the name the story gives them.
    """

    database: str
    folder: Path
    queue: int
    port: int = field(default_factory=free_port)
    children: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Return where the site is, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def post(self) -> Path:
        """Return the folder in which e-mails arrive, one file for each connection."""
        return self.folder / "post"

    def environment(self, database: str = "") -> dict[str, str]:
        """Return the environment of its programs; of one that works in another database, if one is named."""
        database = database or self.database
        return {
            **os.environ,
            "BASE_URL": self.address,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "SECOND_FACTOR": "skipped",
            "DATABASE_URL": databases.url_of("DATABASE_URL", database),
            "STATS_DATABASE_URL": databases.url_of("STATS_DATABASE_URL", database),
            "REDIS_URL": _numbered(os.environ["REDIS_URL"], self.queue),
            "EMAIL_URL": f"filemail:///{self.post}",
            "PYTHONPATH": str(PROJECT),
        }

    def start(self) -> None:
        """Start web and worker, and wait until the web answers."""
        for name, command in (("web", commands.web(self.port)), ("worker", commands.worker())):
            child = processes.start(
                command,
                self.folder / f"{name}.log",
                when_orphaned=signal.SIGTERM,
                environment=self.environment(),
                folder=PROJECT,
            )
            self.children.append(child)
        wait_for(self._answers)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/healthy/", timeout=10) as response:
                return int(response.status) == 200
        except OSError:
            return False

    def stop(self) -> None:
        """Stop what was started."""
        deadline = time.monotonic() + LONGEST_STOP
        for child in self.children:
            child.terminate()
        for child in self.children:
            processes.stop_group(child, signal.SIGTERM, deadline)

    def letters(self, *texts: str) -> list[str]:
        """Return the e-mails in which all of these texts stand, once there is one; fail after half a minute."""
        found: list[str] = []

        def arrived() -> bool:
            found[:] = [letter for letter in self._letters() if all(text in letter for text in texts)]
            return bool(found)

        wait_for(arrived)
        return found

    def _letters(self) -> list[str]:
        written = [file.read_text() for file in sorted(self.post.glob("*"))]
        return [letter for text in written for letter in text.split("\n" + "-" * 79 + "\n") if letter.strip()]


def _numbered(url: str, number: int) -> str:
    """Return the address of another database of the queue's server, where no other worker takes our tasks."""
    if url.startswith("unix:"):
        return f"{url.partition('?')[0]}?db={number}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))
