"""Taking work for a while: one worker at a time, and what a worker that was given up writes comes to nothing.

A claim is a conditional update of the row that is the job. Its number never begins anew and fences everything its
holder writes later: when the lease has run out and another worker has taken the row, or a person has cancelled it, the
number or the state no longer match and nothing is changed. A lease is short and renewed while its holder lives, so
that work whose worker was killed waits for seconds, and long work is taken from nobody.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import Error, connections, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from partners.actor import Actor
from partners.models import Partnership
from partners.queries import system_actor
from partners.scope import acting
from reporting.models import Release, ReportRun

logger = logging.getLogger("hatecrime.reporting")

LEASE: Final = timedelta(seconds=20)
"""How long a worker may be silent before another takes its place."""

RENEWED_EVERY: Final = 5.0
"""Seconds between two signs of life of a worker, so that three may fail before its lease ends."""

ATTEMPTS: Final = 3
PATIENCE: Final = timedelta(seconds=10)
"""How long a request is left to the worker that was told of it, before the sweeper tells another."""

Job = TypeVar("Job", ReportRun, Release)


class ClaimLost(RuntimeError):
    """Another worker has taken the work, it is done, or it was cancelled: stop, and write nothing."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do one piece of work, as long as its number and the state of the row stand.

    Attributes:
        jobs: the table of such work.
        key: the row.
        actor: the worker.
        state: of the row while it is worked on.
        number: how often the row has ever been taken, this time counted.
        attempt: how often since somebody last asked.
    """

    jobs: type[ReportRun | Release]
    key: UUID
    actor: Actor
    state: str
    number: int
    attempt: int

    @property
    def is_last(self) -> bool:
        """Whether the work is given up when this attempt fails."""
        return self.attempt >= ATTEMPTS

    def change(self, **values: Any) -> None:
        """Change the row in the open transaction, if the claim still holds.

        Raises:
            ClaimLost: it does not.
        """
        held = self.jobs._default_manager.filter(pk=self.key, state=self.state, claim=self.number)
        if not held.update(**values):
            raise ClaimLost

    def renew(self, **values: Any) -> None:
        """Begin the lease anew and write at once whatever else waiting people can see, such as a finished step.

        Raises:
            ClaimLost: the claim holds no longer.
        """
        with transaction.atomic(), acting(self.actor):
            self.change(leased_until=timezone.now() + LEASE, **values)


def take(jobs: QuerySet[Job], key: UUID, actor: Actor, **values: Any) -> Claim | None:
    """Claim work that waits, or whose worker has fallen silent, in the open transaction; nothing when there is none.

    Args:
        jobs: the work that may be waiting.
        key: the row.
        actor: the worker.
        values: what else changes with it.
    """
    now = timezone.now()
    mine = free(jobs, now).filter(pk=key, attempt__lt=ATTEMPTS)
    if not mine.update(attempt=F("attempt") + 1, claim=F("claim") + 1, leased_until=now + LEASE, **values):
        return None
    state, number, attempt = jobs.model._default_manager.values_list("state", "claim", "attempt").get(pk=key)
    return Claim(jobs.model, key, actor, state, number, attempt)


def free(jobs: QuerySet[Job], now: datetime) -> QuerySet[Job]:
    """Return the work that nobody is doing."""
    return jobs.filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))


def worker(partnership: Partnership) -> Actor:
    """Return the actor that makes reports, with no role and so with no case in sight."""
    return system_actor(partnership=partnership, name="Report worker")


@contextmanager
def renewed(claim: Claim) -> Iterator[None]:
    """Renew the claim every few seconds for as long as the block lasts, from a thread with a connection of its own."""
    is_over = Event()
    thread = Thread(target=_renew, args=(claim, is_over), name=f"lease of {claim.key}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _renew(claim: Claim, is_over: Event) -> None:
    try:
        while not is_over.wait(RENEWED_EVERY):
            _sign_of_life(claim)
    except ClaimLost:
        logger.info("The work on %s was taken over, cancelled or finished.", claim.key)
    finally:
        connections.close_all()


def _sign_of_life(claim: Claim) -> None:
    """Renew the claim; when the database is away, there is a next time."""
    try:
        claim.renew()
    except Error:
        logger.warning("The lease of %s could not be renewed.", claim.key)
        connections.close_all()
