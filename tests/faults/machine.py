"""The machine that is broken: bin/serve with services and data of its own, and what runs in it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO, Final

import psycopg

from hatecrime.runtime import commands, environment, postgres, processes
from hatecrime.runtime.places import PROJECT, Places
from hatecrime.runtime.processes import Process
from tests.runtime.machine import bare_environment, free_port

LONGEST_MENDING: Final = 120.0  # seconds


class BrokenError(RuntimeError):
    """The machine does not do what a fault needs, so nothing can be said about the fault."""


class Machine:
    """One bin/serve without the demonstration, on a free port.

    Attributes:
        places: its folders.
    """

    def __init__(self, root: Path) -> None:
        self.places = Places(root)
        self._port = free_port()
        self._serve: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self._serve = subprocess.Popen(
            [sys.executable, "-m", "hatecrime.runtime", "serve", "--port", str(self._port), "--no-demo"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.places.log("serve").open("a"),
            env=bare_environment(self.places.root),
            cwd=PROJECT,
            text=True,
            start_new_session=True,
        )
        answer = self._serve.stdout
        assert answer
        if not any(line.startswith("Ready") for line in answer):
            raise BrokenError(f"The machine did not start; the reason is in {self.places.log('serve')}.")
        Thread(target=_drain, args=(answer,), daemon=True).start()

    def stop(self) -> None:
        """Stop it in an orderly way."""
        if self._serve and self._serve.poll() is None:
            self._serve.send_signal(signal.SIGTERM)
            self._serve.wait(60)
        self.kill_all()

    def variables(self) -> dict[str, str]:
        """Return the environment of its web, worker and beat."""
        given = bare_environment(self.places.root)
        return environment.application(self.places, port=self._port, demo=False, given=given)

    def manage_as_owner(self, *command: str) -> None:
        """Run a management command as the owner of the database."""
        owner = environment.as_owner(self.places, self.variables())
        done = [sys.executable, str(PROJECT / "manage.py"), *command]
        subprocess.run(done, env=owner, cwd=PROJECT, check=True, stdin=subprocess.DEVNULL)

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        """Return a connection that sees every row."""
        return psycopg.connect(postgres.address(self.places, "postgres"), autocommit=True, connect_timeout=5)

    # --- What runs in it ----------------------------------------------------------------------------------------

    def wait_until_whole(self) -> None:
        """Wait until everything runs: the supervisor takes its time with what was ended often."""
        wait_until(self._is_whole, LONGEST_MENDING, "the machine to be whole again")

    def _is_whole(self) -> bool:
        try:
            return bool(self.beat() and self.postgres() and self.valkey() and len(self.children()) > 1)
        except BrokenError:
            return False

    def supervisor(self) -> Process:
        """Return bin/serve itself."""
        found = processes.identify(self._serve.pid) if self._serve else None
        if found is None:
            raise BrokenError("bin/serve has ended.")
        return found

    def worker(self) -> Process:
        """Return the worker, the parent of those that work."""
        return self._one(lambda words: "celery" in words and "worker" in words, self._parents())

    def children(self) -> list[Process]:
        """Return the worker's children, which do the work."""
        return _children_of(self.worker().number)

    def beat(self) -> Process:
        """Return the clock."""
        return self._one(lambda words: "celery" in words and "beat" in words, self._parents())

    def postgres(self) -> Process:
        """Return the database server."""
        return self._one(lambda words: "-D" in words and str(self.places.cluster) in words, self.everything())

    def valkey(self) -> Process:
        """Return the queue's server."""
        return self._one(lambda words: "valkey-server" in "".join(words[:1]), self.everything())

    def everything(self) -> list[Process]:
        """Return every process of the machine: whatever works in its folder or was started with its environment."""
        return [found for number in _numbers() if self._is_ours(number) and (found := processes.identify(number))]

    def kill_all(self) -> None:
        """End everything at once, as a power cut does."""
        while left := self.everything():
            for process in left:
                process.send(signal.SIGKILL)
            for process in left:
                process.ends_within(5)
        if self._serve:
            self._serve.wait()

    @contextmanager
    def frozen(self, *frozen: Process) -> Iterator[None]:
        """Let processes hang within the block."""
        for process in frozen:
            process.send(signal.SIGSTOP)
        try:
            yield
        finally:
            for process in frozen:
                process.send(signal.SIGCONT)

    @contextmanager
    def queue_cannot_start(self) -> Iterator[None]:
        """Have the queue gone within the block: killed, and its door blocked by a folder of the same name."""
        door = self.places.sockets() / "valkey.sock"
        server = self.valkey()
        server.send(signal.SIGKILL)
        server.ends_within(5)
        door.unlink(missing_ok=True)
        (door / "in-the-way").mkdir(parents=True)
        try:
            yield
        finally:
            shutil.rmtree(door)

    @contextmanager
    def without_beat(self) -> Iterator[None]:
        """Have no clock within the block."""
        with self.frozen(self.supervisor()):
            clock = self.beat()
            clock.send(signal.SIGKILL)
            clock.ends_within(5)
            yield

    def second_beat(self) -> "subprocess.Popen[bytes]":
        """Start a further clock beside the machine's own."""
        return processes.start(
            commands.beat(str(self.places.root / "second-beat-schedule")),
            self.places.log("second-beat"),
            when_orphaned=signal.SIGTERM,
            environment=self.variables(),
            folder=PROJECT,
        )

    def _parents(self) -> list[Process]:
        return _children_of(self.supervisor().number)

    @staticmethod
    def _one(fits: Callable[[list[str]], bool], among: list[Process]) -> Process:
        found = [process for process in among if fits(processes.command_of(process.number))]
        numbers = {process.number for process in found}
        heads = [process for process in found if _parent_of(process.number) not in numbers]
        if len(heads) != 1:
            raise BrokenError(f"One process was looked for, {len(heads)} were found.")
        return heads[0]

    def _is_ours(self, number: int) -> bool:
        if number == os.getpid():
            return False
        wanted = str(self.places.root).encode()
        return any(wanted in told for told in _told_of(Path(f"/proc/{number}")))


def wait_until(condition: Callable[[], object], seconds: float, waited_for: str) -> None:
    """Wait until a condition holds.

    Raises:
        BrokenError: it does not within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise BrokenError(f"Waited {seconds:.0f} seconds in vain for {waited_for}.")
        time.sleep(0.02)


def _drain(output: IO[str]) -> None:
    for _ in output:
        continue


def _told_of(process: Path) -> Iterator[bytes]:
    """Return what can be read of a process: its command line, its folder, and its environment if it is not closed."""
    for read in (
        (process / "cmdline").read_bytes,
        lambda: os.readlink(process / "cwd").encode(),
        (process / "environ").read_bytes,
    ):
        with suppress(OSError):
            yield read()


def _numbers() -> Iterator[int]:
    return (int(folder.name) for folder in Path("/proc").glob("[0-9]*"))


def _parent_of(number: int) -> int:
    try:
        return int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _children_of(parent: int) -> list[Process]:
    found = (processes.identify(number) for number in _numbers() if _parent_of(number) == parent)
    return [process for process in found if process]
