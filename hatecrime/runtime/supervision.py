"""Keep a program running: start it again when it stops, each time after a longer pause.

A start that fails, the disk being full, is tried again too: who keeps programs must outlast what ended them.
"""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LONGEST_PAUSE = 30.0  # seconds
STEADY = 60.0  # seconds after which an earlier stop is forgiven


@dataclass
class Kept:
    """A program that is kept running.

    Arguments:
        name: what people call it.
        start: starts it.
    """

    name: str
    start: Callable[[], "subprocess.Popen[bytes]"]
    process: "subprocess.Popen[bytes]" = field(init=False)
    pause: float = 1.0
    started: float = 0.0
    due: float | None = None

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.started = time.monotonic()
        self.process = self.start()
        self.due = None

    def see_to(self) -> str:
        """Look after the program once; return a sentence if it was found stopped or cannot start, else nothing."""
        if self.process.poll() is None:
            return ""
        if self.due is None:
            return self._plan(f"stopped (code {self.process.returncode})")
        if time.monotonic() >= self.due:
            try:
                self._start()
            except OSError as error:
                return self._plan(f"cannot start ({error.strerror or error})")
        return ""

    def _plan(self, what_happened: str) -> str:
        now = time.monotonic()
        self.pause = 1.0 if now - self.started > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.due = now + self.pause
        return f"{self.name} {what_happened}; it starts again in {self.pause:.0f} seconds."
