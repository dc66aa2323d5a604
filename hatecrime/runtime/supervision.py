"""Keep a program running: start it again when it stops, each time after a longer pause."""

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
        self.process = self.start()
        self.started = time.monotonic()
        self.due = None

    def see_to(self) -> str:
        """Look after the program once; return a sentence if it was found stopped, else nothing."""
        if self.process.poll() is None:
            return ""
        if self.due is None:
            return self._plan()
        if time.monotonic() >= self.due:
            self._start()
        return ""

    def _plan(self) -> str:
        now = time.monotonic()
        self.pause = 1.0 if now - self.started > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.due = now + self.pause
        return f"{self.name} stopped (code {self.process.returncode}); it starts again in {self.pause:.0f} seconds."
