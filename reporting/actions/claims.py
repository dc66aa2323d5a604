"""Taking a report to make, putting it back after an error, and giving it up after the third."""

from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from audit import log
from partners import notices
from partners.actor import Actor
from partners.models import Partnership, User
from partners.scope import acting
from reporting.actions.leases import ATTEMPTS, PATIENCE, Claim, ClaimLost, free, worker
from reporting.actions.leases import take as take_work
from reporting.models import UNFINISHED, ReportRun, RunState
from reporting.policy import managers_of, subject_of

FAILED: Final = (
    "The report could not be made, though it was tried three times. Ask for it again. If it fails once more, tell the"
    " people who look after this site."
)
FAILED_NOTICE: Final = "report_failed"


def take(run_id: UUID, partnership_id: UUID) -> Claim | None:
    """Claim a report that waits, or whose worker has fallen silent; nothing when there is none to make.

    Args:
        run_id: the row that is the job.
        partnership_id: whose report it is.
    """
    actor = worker(Partnership.objects.get(pk=partnership_id))
    with transaction.atomic(), acting(actor):
        return take_work(_unfinished(), run_id, actor, state=RunState.RUNNING, step=0, step_name="")


def let_go(claim: Claim) -> None:
    """Put the report back after an error, or give it up after the last attempt; events say so."""
    with suppress(ClaimLost), transaction.atomic(), acting(claim.actor):
        if claim.is_last:
            claim.change(state=RunState.FAILED, failure=FAILED, leased_until=None)
            _tell_of_failure(claim.actor, claim.key)
        else:
            claim.change(state=RunState.REQUESTED, leased_until=None)
            _record(claim.actor, claim.key)


def forgotten(partnership: Partnership) -> list[UUID]:
    """Return the reports that a worker should look at: the message was lost, or the worker was.

    A report whose last attempt fell silent is given up here.
    """
    actor = worker(partnership)
    with transaction.atomic(), acting(actor):
        now = timezone.now()
        _give_up_silent(actor, now)
        waiting = free(_unfinished(), now).filter(attempt__lt=ATTEMPTS)
        due = waiting.exclude(requested_at__gt=now - PATIENCE, attempt=0)
        return list(due.order_by("requested_at").values_list("pk", flat=True))


def interested(run: ReportRun) -> list[User]:
    """Return who is told: the person who asked, or, of a scheduled report, the managers."""
    if run.requested_by_id:
        return list(User.objects.filter(pk=run.requested_by_id))
    return list(managers_of(run.partnership_id, day=timezone.localdate())) if run.is_scheduled else []


def _unfinished() -> QuerySet[ReportRun]:
    return ReportRun.objects.filter(state__in=UNFINISHED)


def _give_up_silent(actor: Actor, now: datetime) -> None:
    silent = free(_unfinished(), now).filter(attempt__gte=ATTEMPTS)
    for run_id in list(silent.values_list("pk", flat=True)):
        if silent.filter(pk=run_id).update(state=RunState.FAILED, failure=FAILED, leased_until=None):
            _tell_of_failure(actor, run_id)


def _tell_of_failure(actor: Actor, run_id: UUID) -> None:
    """Record that a report was given up, and tell those who wait for it."""
    run = _record(actor, run_id)
    notices.tell(
        actor,
        interested(run),
        kind=FAILED_NOTICE,
        subject=subject_of(run),
        path=reverse("report_progress", args=[run.pk]),
    )


def _record(actor: Actor, run_id: UUID) -> ReportRun:
    run = ReportRun.objects.defer("content").get(pk=run_id)
    log.record(actor, "report.attempt", subject=subject_of(run), facts={"state": run.state, "attempt": run.attempt})
    return run
