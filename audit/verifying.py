"""Reading a chain of events from the database and checking it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.chain import SEALED_BYTES, End, Link, Row, Verdict, Waiting, check

NOBODYS: Final = UUID(int=0)
"""The chain of events that belong to no partnership."""

_BLOCK: Final = 500
"""Links that are read at once: one by one, taking them over costs as much as hashing them."""

_LINKS: Final = f"""
    SELECT array_agg(s_number ORDER BY s_number), array_agg(hash ORDER BY s_number),
           array_agg(data ORDER BY s_number), array_agg(key ORDER BY s_number)
    FROM (
        SELECT s_number, s.hash, CASE WHEN e.id IS NOT NULL AND s.event_id IS NOT NULL THEN {SEALED_BYTES} END AS data,
               CASE WHEN e.id IS NULL THEN s.event_id::text WHEN s.event_id IS NULL THEN e.id::text END AS key
        FROM (SELECT event_id, number AS s_number, hash, sealed_at AS s_sealed_at FROM audit_seal WHERE chain = %s) s
        FULL JOIN audit_event e ON e.id = s.event_id
        WHERE s.event_id IS NOT NULL OR {{whose}}
    ) link
    GROUP BY s_number / {_BLOCK} ORDER BY s_number / {_BLOCK}
"""  # noqa: S608 - nothing of it comes from outside
"""The links of a chain, and at the end the keys alone of the partnership's events that have no seal in it."""

_WAITING: Final = """
    SELECT coalesce(e.id, u.event_id)::text, extract(epoch FROM e.at - timestamptz '2000-01-01 00:00+00')::float8 * 1e6,
           u.event_id IS NOT NULL
    FROM (SELECT id, at FROM audit_event WHERE id = ANY(%s::uuid[])) e
    FULL JOIN (SELECT event_id FROM audit_unsealed WHERE chain = %s) u ON u.event_id = e.id
"""


def verify(
    chain: UUID, outside: Mapping[int, bytes] | None = None, *, through: BaseDatabaseWrapper | None = None
) -> Verdict:
    """Check the chain of one partnership, as it stands at one moment.

    Args:
        chain: the key of the partnership, or `NOBODYS`.
        outside: hashes of heads that were sent outside, by number.
        through: another connection than the usual one.

    A transaction must be open (`one_moment`), in the scope of an auditor of the chain or as the owner of the tables.
    """
    through = through or connection
    unsealed = list[str]()
    _plan_for_every_row(through)
    return check(
        _links(through, chain, unsealed),
        _waiting(through, chain, unsealed),
        _head(through, chain),
        outside or {},
    )


def links_of(chain: UUID, *, through: BaseDatabaseWrapper | None = None) -> Iterator[Link]:
    """Stream the seals of a chain with their events, in the order of their numbers."""
    return map(Link._make, _links(through or connection, chain, []))


def _links(through: BaseDatabaseWrapper, chain: UUID, unsealed: list[str]) -> Iterator[Row]:
    """Stream the links, and then write into `unsealed` which events have none."""
    whose, keys = ("e.partnership_id IS NULL", [chain]) if chain == NOBODYS else ("e.partnership_id = %s", [chain] * 2)
    for block in _rows(through, _LINKS.format(whose=whose), keys, "int8[] bytea[] bytea[] text[]"):
        numbers, _, _, unsealed_here = block
        if numbers[0] is None:
            unsealed += unsealed_here
        else:
            yield from zip(*block, strict=True)


def _waiting(through: BaseDatabaseWrapper, chain: UUID, unsealed: list[str]) -> Iterator[Waiting]:
    """Stream the events that have no seal, once the links are read, and what stands in the queue without an event."""
    return map(Waiting._make, _rows(through, _WAITING, [unsealed, chain], "text float8 bool"))


def _plan_for_every_row(through: BaseDatabaseWrapper) -> None:
    """Have whole tables joined at once, also where PostgreSQL does not know yet how large they have become."""
    with through.cursor() as cursor:
        for name, value in (("work_mem", "256MB"), ("enable_nestloop", "off"), ("jit", "off")):
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _head(through: BaseDatabaseWrapper, chain: UUID) -> End | None:
    with through.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM audit_head WHERE chain = %s", [chain])
        found = cursor.fetchone()
    return End(found[0], bytes(found[1])) if found else None


def _rows(
    through: BaseDatabaseWrapper, question: str, values: Sequence[object], types: str
) -> Iterator[tuple[Any, ...]]:
    """Stream the answer: the database goes on working while we hash."""
    every_row = f"COPY ({question}) TO STDOUT (FORMAT BINARY)"
    with through.cursor() as cursor, cursor.copy(every_row, values) as copy:
        copy.set_types(types.split())
        yield from copy.rows()


@contextmanager
def one_moment() -> Iterator[None]:
    """Open a transaction in which every question is answered from the same moment, whatever is written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield
