"""Taking a report to make: one worker at a time, and what a worker that was given up writes comes to nothing.

A claim is a conditional update. Its number (the attempt) fences everything its holder writes later: when the lease has
run out and another worker has taken the row, the number no longer matches and nothing is changed.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from audit import log
from partners.actor import Actor
from partners.models import Partnership
from partners.queries import system_actor
from partners.scope import acting
from reporting.models import ReportRun, RunState
from reporting.policy import subject_of

LEASE: Final = timedelta(minutes=3)
"""How long a worker may be silent before another takes its place; every finished step begins it anew."""

ATTEMPTS: Final = 3
PATIENCE: Final = timedelta(seconds=30)
"""How long a request is left to the worker that was told of it, before the sweeper tells another."""

FAILED: Final = (
    "The report could not be made, though it was tried three times. Ask for it again. If it fails once more, tell the"
    " people who look after this site."
)


class ClaimLost(RuntimeError):
    """Another worker has taken the report, or it is ready: stop, and write nothing."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to make one report, as long as the number of the attempt stands."""

    run_id: UUID
    actor: Actor
    attempt: int

    def change(self, **values: Any) -> None:
        """Change the row in the open transaction, if the claim still holds.

        Raises:
            ClaimLost: it does not.
        """
        held = ReportRun.objects.filter(pk=self.run_id, state=RunState.RUNNING, attempt=self.attempt)
        if not held.update(**values):
            raise ClaimLost

    def tell(self, step: int, name: str) -> None:
        """Write at once how far the report has come, so that whoever waits can see it; the lease begins anew."""
        with transaction.atomic(), acting(self.actor):
            self.change(step=step, step_name=name[:80], leased_until=timezone.now() + LEASE)


def take(run_id: UUID, partnership_id: UUID) -> Claim | None:
    """Claim a report that waits, or whose worker has fallen silent; nothing when there is none to make.

    Args:
        run_id: the row that is the job.
        partnership_id: whose report it is.
    """
    actor = worker(Partnership.objects.get(pk=partnership_id))
    with transaction.atomic(), acting(actor):
        now = timezone.now()
        taken = _free(now).filter(pk=run_id, attempt__lt=ATTEMPTS)
        if not taken.update(
            state=RunState.RUNNING, attempt=F("attempt") + 1, step=0, step_name="", leased_until=now + LEASE
        ):
            return None
        return Claim(run_id, actor, ReportRun.objects.values_list("attempt", flat=True).get(pk=run_id))


def worker(partnership: Partnership) -> Actor:
    """Return the actor that makes reports, with no role and so with no case in sight."""
    return system_actor(partnership=partnership, name="Report worker")


def let_go(claim: Claim) -> None:
    """Put the report back after an error, or give it up after the last attempt; events say so."""
    is_last = claim.attempt >= ATTEMPTS
    state, failure = (RunState.FAILED, FAILED) if is_last else (RunState.REQUESTED, "")
    with suppress(ClaimLost), transaction.atomic(), acting(claim.actor):
        claim.change(state=state, failure=failure, leased_until=None)
        _record(claim.actor, claim.run_id)


def forgotten(partnership: Partnership) -> list[UUID]:
    """Return the reports that a worker should look at: the message was lost, or the worker was.

    A report whose last attempt fell silent is given up here.
    """
    actor = worker(partnership)
    with transaction.atomic(), acting(actor):
        now = timezone.now()
        silent = _free(now).filter(attempt__gte=ATTEMPTS)
        for run_id in list(silent.values_list("pk", flat=True)):
            if silent.filter(pk=run_id).update(state=RunState.FAILED, failure=FAILED, leased_until=None):
                _record(actor, run_id)
        waiting = _free(now).filter(attempt__lt=ATTEMPTS).exclude(requested_at__gt=now - PATIENCE, attempt=0)
        return list(waiting.order_by("requested_at").values_list("pk", flat=True))


def _free(now: datetime) -> QuerySet[ReportRun]:
    return ReportRun.objects.filter(Q(state=RunState.REQUESTED) | Q(state=RunState.RUNNING, leased_until__lt=now))


def _record(actor: Actor, run_id: UUID) -> None:
    run = ReportRun.objects.defer("content").get(pk=run_id)
    log.record(actor, "report.attempt", subject=subject_of(run), facts={"state": run.state, "attempt": run.attempt})
