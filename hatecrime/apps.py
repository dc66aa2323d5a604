"""Django's entry for this app."""

from typing import Any

from celery.signals import worker_init
from django.apps import AppConfig
from django.db import connection

from hatecrime.row_security import UnsafeDatabaseRole, check_role


class HatecrimeConfig(AppConfig):
    name = "hatecrime"

    def ready(self) -> None:
        """Have every worker check its database role before it takes its first task, and commands the second factor."""
        from hatecrime import second_factor  # noqa: F401, PLC0415 - its check is registered where models are there

        worker_init.connect(refuse_an_unsafe_role, weak=False)


def refuse_an_unsafe_role(**_: Any) -> None:
    """Stop a worker that row security would not bind."""
    try:
        check_role()
    except UnsafeDatabaseRole as refusal:
        # Celery swallows every other exception of a signal's receiver.
        raise SystemExit(str(refusal)) from refusal
    connection.close()
