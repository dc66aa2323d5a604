"""The database scope: who PostgreSQL's row-level security thinks is asking.

The settings are local to the transaction. None set means no rows. The request is there for the history of fields alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus

from partners.actor import Actor
from partners.roles import Role

_SETTINGS = ("app.user_id", "app.agency_id", "app.partnership_id", "app.roles", "app.request_id")
_READ = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _SETTINGS)
_WRITE = ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
# What was there before is read in the same statement, and first: what is materialised is there before it is used.
_OPEN = f"WITH before AS MATERIALIZED (SELECT {_READ}) SELECT before.*, {_WRITE} FROM before"  # noqa: S608 - no values
_PUT_BACK = f"SELECT {_WRITE}"


class ScopeOutsideTransaction(RuntimeError):
    """A scope was opened where it could not be local to anything."""


@contextmanager
def scope(
    *,
    user_id: UUID | None = None,
    agency_id: UUID | None = None,
    partnership_id: UUID | None = None,
    roles: Iterable[Role] = (),
    request_id: str = "",
) -> Iterator[None]:
    """Open a scope until the block ends, then put back what was there before.

    Raises:
        ScopeOutsideTransaction: no transaction is open, so the settings would have no end.
    """
    if not connection.in_atomic_block:
        raise ScopeOutsideTransaction("Open a transaction before a scope.")
    ids = [str(value or "") for value in (user_id, agency_id, partnership_id)]
    values = [*ids, ",".join(sorted(roles)), request_id]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, values)
        before = cursor.fetchone()[: len(_SETTINGS)]
    try:
        yield
    finally:
        # A failed transaction takes no more statements, and forgets the settings when it is rolled back.
        if not connection.needs_rollback and not _failed():
            with connection.cursor() as cursor:
                cursor.execute(_PUT_BACK, before)


def _failed() -> bool:
    return bool(connection.connection.info.transaction_status == TransactionStatus.INERROR)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Open the scope of `actor` inside the transaction that is open."""
    with scope(
        user_id=actor.user_id,
        agency_id=actor.agency_id,
        partnership_id=actor.partnership_id,
        roles=actor.roles,
        request_id=actor.request_id,
    ):
        yield
