"""Processes by identity: a number alone may belong to someone else by the time it is used."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launch.py")
LONGEST_LOG = 5_000_000  # bytes; a longer log is put aside at the next start


@dataclass(frozen=True)
class Process:
    """A process number together with the clock tick at which it started."""

    number: int
    started: int

    def is_alive(self) -> bool:
        """Tell whether this very process still runs."""
        return identify(self.number) == self

    def send(self, number: signal.Signals) -> None:
        """Send a signal, if the process still runs."""
        if self.is_alive():
            os.kill(self.number, number)

    def ends_within(self, seconds: float) -> bool:
        """Wait until the process has ended; false if it has not after `seconds`."""
        deadline = time.monotonic() + seconds
        while self.is_alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def end(self, gentle: signal.Signals, seconds: float) -> None:
        """End the process: ask with `gentle`, insist with SIGKILL after `seconds`."""
        self.send(gentle)
        if not self.ends_within(seconds):
            self.send(signal.SIGKILL)
            self.ends_within(2)


def identify(number: int) -> Process | None:
    """Return the running process with this number, or None if there is none (a zombie counts as none)."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else Process(number, int(fields[19]))


def this_process() -> Process:
    """Return the process that asks."""
    found = identify(os.getpid())
    assert found is not None
    return found


def command_of(number: int) -> list[str]:
    """Return the command line of a process, empty if it has ended or is not ours to see."""
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def start(
    command: Sequence[str],
    log: Path,
    *,
    when_orphaned: signal.Signals,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    prefix: Sequence[str] = (),
) -> "subprocess.Popen[bytes]":
    """Start a program in a process group of its own that ends when this process does.

    Arguments:
        log: the file its output is added to.
        when_orphaned: the signal it gets when this process ends without having stopped it.
        prefix: a program that changes the user before the program itself is started.
    """
    put_aside_if_long(log)
    bound = [sys.executable, "-I", str(LAUNCHER), str(os.getpid()), str(int(when_orphaned)), *command]
    with log.open("ab") as output:
        return subprocess.Popen(
            [*prefix, *bound],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )


def put_aside_if_long(log: Path) -> None:
    """Keep one old log beside the present one, so that logs cannot fill the disk."""
    if log.is_file() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))


def stop_group(child: "subprocess.Popen[bytes]", gentle: signal.Signals, deadline: float) -> None:
    """Stop a started program and all it started: `gentle` first, SIGKILL at `deadline` (of time.monotonic)."""
    try:
        child.send_signal(gentle)
        child.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        pass
    finally:
        kill_group(child.pid)
        child.wait()


def kill_group(number: int) -> None:
    """Kill what is left of a process group."""
    try:
        os.killpg(number, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
