"""Who may ask for which report of which period."""

from datetime import date

from partners.actor import Actor
from partners.errors import NotPossible
from partners.roles import Permission
from reporting.models import UNFINISHED, ReportRun, RunState
from reporting.periods import MONTHS, Period
from reporting.registry import ReportSpec


def check_may_read(actor: Actor) -> None:
    """Check that the actor may read reports, and so have a stored one written as a PDF.

    Raises:
        NotPermitted: the actor's role does not include it.
    """
    actor.must(Permission.REPORT_READ, "Your role does not include reports.")


def check_may_request(actor: Actor, spec: ReportSpec, period: Period, *, today: date) -> None:
    """Check that the actor may have this report of this period made and kept.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: the report does not cover such a period, or the period has not finished.
    """
    actor.must(spec.permission, "Only a partnership manager can have reports made.")
    spec.check_covers(period)
    check_has_begun(period, today=today)
    if not is_finished(period, today=today):
        begin = period.day_after
        raise NotPossible(
            f"“{period.label}” has not finished. Ask for it from {begin.day} {MONTHS[begin.month - 1]} {begin.year}."
        )


def check_has_begun(period: Period, *, today: date) -> None:
    """Check that there can be figures of the period at all.

    Raises:
        NotPossible: it lies in the future.
    """
    if today < period.first:
        raise NotPossible(f"“{period.label}” has not begun. There are no figures of it yet.")


def is_finished(period: Period, *, today: date) -> bool:
    """Whether the last day of the period has passed, so that a report of it can be kept."""
    return period.last < today


def check_may_make_again(actor: Actor, spec: ReportSpec, latest: ReportRun) -> None:
    """Check that the actor may have a further version made of a report that is ready.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: the latest version is not ready yet.
    """
    actor.must(spec.permission, "Only a partnership manager can have reports made.")
    if latest.state != RunState.STORED:
        raise NotPossible(f"Version {latest.version} of this report is not ready yet.")


def check_may_cancel(actor: Actor, spec: ReportSpec, run: ReportRun) -> None:
    """Check that the actor may stop a report from being made.

    Raises:
        NotPermitted: the actor's role does not include it.
        NotPossible: it is ready, has failed, or was cancelled before.
    """
    actor.must(spec.permission, "Only a partnership manager can cancel a report.")
    if run.state == RunState.STORED:
        raise NotPossible("This report is ready. A report that is ready is never taken back.")
    if run.state not in UNFINISHED:
        raise NotPossible("This report is not being made, so there is nothing to cancel.")
