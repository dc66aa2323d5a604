"""How many plans of queries PostgreSQL keeps for a connection (docs/decisions/0031-kept-plans.md)."""

from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

PLANS: Final = 1_000
"""More than all pages together ask. psycopg keeps 100 and lets go of those that were not asked for longest."""


def keep_more(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Let a new connection keep the plans of all its queries: the receiver of Django's `connection_created`."""
    connection.connection.prepared_max = PLANS
