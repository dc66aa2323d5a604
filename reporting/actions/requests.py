"""Asking for a report: the row is the job; the queue is only told to look (docs/decisions/0004)."""

from celery import current_app
from django.db import transaction
from django.utils import timezone

from audit import log
from partners.actor import Actor
from partners.models import Partnership
from reporting import rules
from reporting.making import steps_of
from reporting.models import ENDED_WITHOUT, UNFINISHED, ReportRun, RunState
from reporting.periods import Period, written_as
from reporting.policy import subject_of
from reporting.registry import ReportSpec
from reporting.runs import latest_run


@transaction.atomic
def request(*, actor: Actor, spec: ReportSpec, period: Period, is_scheduled: bool = False) -> ReportRun:
    """Return the report of the period: the one there is, or a new one that a worker will make.

    One that could not be made, or was cancelled, is tried again. Asking twice makes nothing twice.

    Args:
        actor: who asks, for their partnership.
        spec: the kind of report.
        period: a finished quarter or year of the partnership.
        is_scheduled: no person asks, its day has come; the managers are told of it when it is ready.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: the report does not cover such a period, or the period has not finished.
    """
    rules.check_may_request(actor, spec, period, today=timezone.localdate())
    latest = latest_of(actor, spec, period)
    run = _restarted(latest) if latest else _open(actor, spec, period, is_scheduled=is_scheduled)
    log.record(actor, "report.request", subject=subject_of(run), facts={"state": run.state})
    if run.state == RunState.REQUESTED:
        _hint(run)
    return run


@transaction.atomic
def request_again(*, actor: Actor, spec: ReportSpec, period: Period) -> ReportRun:
    """Ask for a further version of a report that is ready; what was stored stays as it is.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: there is no report of the period to make again, or its latest version is not ready yet.
    """
    run = open_next_version(actor=actor, spec=spec, period=period)
    _hint(run)
    return run


@transaction.atomic
def open_next_version(*, actor: Actor, spec: ReportSpec, period: Period) -> ReportRun:
    """Write the row of a first or further version, and leave it to the caller to have it made.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: the period does not allow it, or the latest version is not ready yet.
    """
    rules.check_may_request(actor, spec, period, today=timezone.localdate())
    latest = latest_of(actor, spec, period)
    if latest and latest.state in ENDED_WITHOUT:
        run = _restarted(latest)
    else:
        if latest:
            rules.check_may_make_again(actor, spec, latest)
        run = _open(actor, spec, period)
    log.record(actor, "report.request", subject=subject_of(run), facts={"version": run.version})
    return run


@transaction.atomic
def cancel(*, actor: Actor, spec: ReportSpec, run: ReportRun) -> None:
    """Cancel a report that waits or is being made: whoever makes it stops at the next step, and nothing is stored.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it was stored or given up meanwhile, or cancelled before.
    """
    rules.check_may_cancel(actor, spec, run)
    unfinished = ReportRun.objects.filter(pk=run.pk, state__in=UNFINISHED)
    if not unfinished.update(state=RunState.CANCELLED, leased_until=None):
        run.refresh_from_db(fields=["state"])
        rules.check_may_cancel(actor, spec, run)
    log.record(actor, "report.cancel", subject=subject_of(run), facts={"step": run.step})


def latest_of(actor: Actor, spec: ReportSpec, period: Period) -> ReportRun | None:
    """Return the latest version about these very days: "2026-Q2" means others when the reporting year was moved."""
    latest = latest_run(actor.partnership_id, spec.id, _written(actor, period))
    return latest if latest and latest.period_from == period.first else None


def _written(actor: Actor, period: Period) -> str:
    partnership = Partnership.objects.get(pk=actor.partnership_id)
    return written_as(period, year_starts=partnership.reporting_year_starts)


def _open(actor: Actor, spec: ReportSpec, period: Period, *, is_scheduled: bool = False) -> ReportRun:
    """Write the row of the next version, or take the one that somebody else wrote at the same moment."""
    written = _written(actor, period)
    latest = latest_run(actor.partnership_id, spec.id, written)
    run = ReportRun(
        partnership_id=actor.partnership_id,
        report=spec.id,
        period=written,
        period_from=period.first,
        period_to=period.last,
        version=latest.version + 1 if latest else 1,
        steps=steps_of(spec),
        is_scheduled=is_scheduled,
        requested_by_id=actor.user_id,
    )
    ReportRun.objects.bulk_create([run], ignore_conflicts=True)
    return ReportRun.objects.get(
        partnership_id=run.partnership_id, report=run.report, period=written, version=run.version
    )


def _restarted(run: ReportRun) -> ReportRun:
    """Return the report as it is, or, if it could not be made or was cancelled, waiting for three more attempts."""
    ended = ReportRun.objects.filter(pk=run.pk, state__in=ENDED_WITHOUT)
    if ended.update(state=RunState.REQUESTED, attempt=0, step=0, step_name="", failure="", requested_at=timezone.now()):
        run.refresh_from_db()
    return run


def _hint(run: ReportRun) -> None:
    """Tell a worker to look; when the queue is away the sweeper finds the row some seconds later."""
    arguments = [str(run.pk), str(run.partnership_id)]
    transaction.on_commit(lambda: current_app.send_task("reporting.tasks.run_report", arguments), robust=True)
