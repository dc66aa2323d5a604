"""The three programs of the site, the same here and in docker-compose.yml but for where they listen and keep files."""

import sys

GRACE = 3  # seconds the web gives to requests it is answering when it is told to stop


def web(port: int) -> list[str]:
    """Return the command of the web server, which listens on this machine alone."""
    return [
        *(sys.executable, "-m", "gunicorn", "hatecrime.wsgi"),
        *("--bind", f"127.0.0.1:{port}"),
        "--preload",
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", str(GRACE)),
        "--no-control-socket",
    ]


def worker() -> list[str]:
    """Return the command of the worker."""
    celery = [sys.executable, "-m", "celery", "-A", "hatecrime"]
    return [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]


def beat(schedule: str) -> list[str]:
    """Return the command of the clock.

    Arguments:
        schedule: the file whose time says when it last looked at what is due.
    """
    celery = [sys.executable, "-m", "celery", "-A", "hatecrime"]
    return [*celery, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "INFO"]
