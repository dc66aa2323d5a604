"""The health check of the worker in docker-compose.yml: `python -m hatecrime.runtime.worker_health`."""

import socket
import sys

from hatecrime.celery import app
from hatecrime.runtime.health import LONGEST_ANSWER, report


def worker() -> bool:
    """Tell whether the worker of this machine answers a message."""
    me = f"worker@{socket.gethostname()}"
    return bool(app.control.ping(destination=[me], timeout=LONGEST_ANSWER, limit=1))


if __name__ == "__main__":
    sys.exit(report("worker", worker))
