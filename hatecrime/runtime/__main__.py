"""The entry for bin/serve, bin/manage, bin/test, bin/mutate-access, bin/bench and bin/faults."""

import signal
import sys
from types import FrameType

from hatecrime.runtime import managing, serving, testing
from hatecrime.runtime.screen import Problem, of_system, say

COMMANDS = {
    "serve": serving.main,
    "manage": managing.main,
    "test": testing.main,
    "mutate-access": testing.mutate_access,
    "bench": testing.bench,
    "faults": testing.faults,
}
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Stop once, in an orderly way; a second request changes nothing, because stopping takes only seconds."""
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(name: str, arguments: list[str]) -> int:
    """Run one of the commands and return its exit code."""
    for stop in STOPS:
        if stop != signal.SIGHUP or signal.getsignal(stop) != signal.SIG_IGN:
            signal.signal(stop, interrupt)
    try:
        return COMMANDS[name](arguments)
    except Problem as problem:
        say(str(problem))
    except OSError as error:
        say(str(of_system(error)))
    except KeyboardInterrupt:
        return 0 if name == "serve" else 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
