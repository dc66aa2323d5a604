"""The health checks of docker-compose.yml: `python -m hatecrime.runtime.health web PORT | beat FILE`.

The worker's is in `worker_health.py`, which loads the packages of the queue: these two run every few seconds without.
"""

import os
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from hatecrime.runtime.screen import say

LONGEST_ANSWER = 8  # seconds
LONGEST_SILENCE = 600  # seconds; the clock shows every three minutes that it goes


def web(port: str) -> bool:
    """Tell whether the web server reaches its database."""
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthy/", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=LONGEST_ANSWER) as answer:  # noqa: S310 - our own address
        return int(answer.status) == 200


def beat(pulse: str) -> bool:
    """Tell whether the clock has shown lately that it goes."""
    return time.time() - Path(pulse).stat().st_mtime < LONGEST_SILENCE


CHECKS: dict[str, Callable[..., bool]] = {"web": web, "beat": beat}


def report(name: str, check: Callable[..., bool], *arguments: str) -> int:
    """Return 0 if the service is well, 1 and a sentence if not."""
    try:
        well = check(*arguments)
    except OSError as error:
        say(str(error))
        well = False
    say(f"{name} is {'well' if well else 'not well'}.")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(report(sys.argv[1], CHECKS[sys.argv[1]], *sys.argv[2:]))
