"""Writing an event: always in the transaction that does or reads the thing, so that neither is without the other."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol
from uuid import UUID

from django.db import connection

from audit.models import Event

_AT_ONCE = 1000
_gathered: ContextVar[list[Event] | None] = ContextVar("gathered", default=None)


class Who(Protocol):
    """What an event needs to know of the acting person (`partners.actor.Actor` is one)."""

    @property
    def user_id(self) -> UUID | None: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def partnership_id(self) -> UUID | None: ...
    @property
    def request_id(self) -> str: ...


def record(
    who: Who,
    verb: str,
    *,
    subject: str = "",
    owner_agency_id: UUID | None = None,
    sections: Iterable[str] = (),
    reason: str = "",
    facts: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    """Write one event.

    Args:
        who: the acting person.
        verb: `noun.verb`, such as `case.read`.
        subject: the reference of the case, or the key of the thing, never a name.
        owner_agency_id: the agency that leads the case, so that it can see who looked.
        sections: the sections of the case that were read or shared.
        reason: a coded reason or legal gateway, never free text about a person.
        facts: counts and codes only, never free text or names.
    """
    event = Event(
        user_id=who.user_id,
        agency_id=who.agency_id,
        partnership_id=who.partnership_id,
        verb=verb,
        subject=subject,
        owner_agency_id=owner_agency_id,
        sections=sorted(sections),
        reason=reason,
        facts=dict(facts or {}),
        request_id=who.request_id,
    )
    gathering = _gathered.get()
    if gathering is None:
        event.save(force_insert=True)
    else:
        gathering.append(event)


@contextmanager
def gathered() -> Iterator[None]:
    """Write the events of a block together at its end: for work that makes thousands of them in one transaction.

    The scope at the end of the block has to be that of the same partnership. If the block fails nothing is written:
    the transaction, which must be around it, is undone.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Open a transaction before gathering events.")
    events: list[Event] = []
    token = _gathered.set(events)
    try:
        yield
        Event.objects.bulk_create(events, batch_size=_AT_ONCE)
    finally:
        _gathered.reset(token)
