"""Django's entry for this app."""

from typing import Any

from celery.signals import worker_init
from django.apps import AppConfig
from django.db import connection
from django.db.backends.signals import connection_created

from cases.papers import pdf_is_available
from hatecrime.celery import app
from hatecrime.kept_plans import keep_more
from hatecrime.row_security import UnsafeDatabaseRole, check_role
from hatecrime.starting import SecondFactorSkipped, check_second_factor


class HatecrimeConfig(AppConfig):
    name = "hatecrime"
    queue = app
    """Made before any task is declared, wherever Django runs. What only starts services does without."""

    def ready(self) -> None:
        """Have every worker check its database role and the second factor before its first task, and plans kept."""
        worker_init.connect(refuse_an_unsafe_role, weak=False)
        worker_init.connect(load_what_makes_papers, weak=False)
        connection_created.connect(keep_more, weak=False)


def refuse_an_unsafe_role(**_: Any) -> None:
    """Stop a worker that row security would not bind, or of a site where nobody needs a second factor."""
    try:
        check_second_factor()
        check_role()
    except (UnsafeDatabaseRole, SecondFactorSkipped) as refusal:
        # Celery swallows every other exception of a signal's receiver.
        raise SystemExit(str(refusal)) from refusal
    connection.close()


def load_what_makes_papers(**_: Any) -> None:
    """Load it before a worker's processes part, so that none of them takes a second for it at its first report."""
    pdf_is_available()
