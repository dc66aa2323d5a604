"""Who may see which reports: the managers of the partnership they are about."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from audit import log
from partners.actor import Actor
from partners.models import Membership, User
from partners.roles import Permission, Role
from reporting.models import ReportFile, ReportRun


def visible_runs(actor: Actor) -> QuerySet[ReportRun]:
    """Return the reports that the actor may see, the latest period first; without their tables, which are large."""
    if not actor.may(Permission.REPORT_READ):
        return ReportRun.objects.none()
    return (
        ReportRun.objects.filter(partnership_id=actor.partnership_id)
        .defer("content")
        .order_by("-period_to", "-period_from", "report", "-version")
    )


def get_run(actor: Actor, run_id: UUID, *, purpose: str = "") -> ReportRun:
    """Return one report.

    Args:
        actor: who asks.
        run_id: its key.
        purpose: the verb of the event to record, when its figures are shown.

    Raises:
        Http404: there is no such report, or the actor may not see it. Both look the same.
    """
    run = visible_runs(actor).filter(pk=run_id).first()
    if run is None:
        raise Http404("There is no report here that you can see.")
    if purpose:
        log.record(actor, purpose, subject=subject_of(run))
    return run


def get_file(actor: Actor, run_id: UUID, format_: str) -> ReportFile:
    """Return one file of a report, and record that it was downloaded.

    Raises:
        Http404: there is no such report or file, or the actor may not see it.
    """
    run = get_run(actor, run_id)
    file = ReportFile.objects.filter(run=run, format=format_).select_related("run").first()
    if file is None:
        raise Http404("There is no report here that you can see.")
    log.record(actor, "report.download", subject=subject_of(run), facts={"format": format_, "sha256": file.sha256})
    return file


def subject_of(run: ReportRun) -> str:
    """Return what events and notices call the report: "quarterly 2026-Q2", or "quarterly 2026-Q2 version 2"."""
    version = f" version {run.version}" if run.version > 1 else ""
    return f"{run.report} {run.period}{version}"


def managers_of(partnership_id: UUID, *, day: date) -> QuerySet[User]:
    """Return the people who are managers in the partnership on `day`: they are told of scheduled reports."""
    live = Membership.objects.live(day).filter(partnership_id=partnership_id, role=Role.MANAGER)
    return User.objects.filter(pk__in=live.values("user_id"))
