"""Programs that are started: they end with their starter, and are started again when they stop."""

import errno
import signal
import subprocess
import sys
import time
from pathlib import Path

from hatecrime.runtime.processes import Process, identify, start, stop_group, this_process
from hatecrime.runtime.supervision import Kept
from tests.runtime.machine import wait_for

STARTER = """
import signal, sys, time
from pathlib import Path
from hatecrime.runtime.processes import start
child = start(["/bin/sleep", "600"], Path(sys.argv[1]), when_orphaned=signal.SIGTERM)
print(child.pid, flush=True)
time.sleep(600)
"""


def test_a_child_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        child = identify(int(starter.stdout.readline()))
        assert child is not None
        wait_for(lambda: Path(f"/proc/{child.number}/cmdline").read_bytes().startswith(b"/bin/sleep"))
        starter.kill()

    assert child.ends_within(5)


def test_a_number_that_belongs_to_another_process_by_now_is_left_alone() -> None:
    me = this_process()
    earlier = Process(me.number, me.started - 1)

    earlier.send(signal.SIGKILL)

    assert me.is_alive()
    assert not earlier.is_alive()


def test_a_program_that_ignores_the_gentle_signal_is_killed_at_the_deadline(tmp_path: Path) -> None:
    stubborn = ["/bin/sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"]
    child = start(stubborn, tmp_path / "log", when_orphaned=signal.SIGKILL)
    wait_for(lambda: (tmp_path / "log").read_text() == "deaf\n")

    stop_group(child, signal.SIGTERM, time.monotonic() + 0.2)

    assert child.returncode == -signal.SIGKILL


def test_a_stopped_program_is_started_again_after_a_growing_pause(tmp_path: Path) -> None:
    kept = Kept("trial", lambda: start(["/bin/false"], tmp_path / "log", when_orphaned=signal.SIGKILL))
    kept.process.wait()

    assert kept.see_to() == "trial stopped (code 1); it starts again in 2 seconds."
    assert kept.see_to() == ""
    kept.due = time.monotonic()
    assert kept.see_to() == ""
    kept.process.wait()
    assert kept.see_to() == "trial stopped (code 1); it starts again in 4 seconds."


def test_a_program_that_cannot_start_is_tried_again_after_a_growing_pause(tmp_path: Path) -> None:
    outcomes: list[OSError | None] = [None, OSError(errno.ENOSPC, "No space left on device"), OSError("odd"), None]

    def begin() -> "subprocess.Popen[bytes]":
        if outcome := outcomes.pop(0):
            raise outcome
        return start(["/bin/false"], tmp_path / "log", when_orphaned=signal.SIGKILL)

    kept = Kept("trial", begin)
    kept.process.wait()
    said = [kept.see_to()]
    while outcomes:
        kept.due = time.monotonic()
        said.append(kept.see_to())
    kept.process.wait()

    assert said == [
        "trial stopped (code 1); it starts again in 2 seconds.",
        "trial cannot start (No space left on device); it starts again in 4 seconds.",
        "trial cannot start (odd); it starts again in 8 seconds.",
        "",
    ]
    assert kept.see_to() == "trial stopped (code 1); it starts again in 16 seconds."


def test_who_cannot_say_anything_any_more_goes_on() -> None:
    code = "from hatecrime.runtime.screen import say; say('No room for this.'); print('went on')"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=full, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "went on\n")
