"""A report as it is today, for the command: of a finished period it is also kept, of a running one it is not."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from cases.papers import PdfUnavailableError
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Partnership
from partners.queries import system_actor
from partners.roles import Role
from partners.scope import acting
from reporting.actions.documents import add_file
from reporting.actions.production import produce
from reporting.actions.requests import open_next_version
from reporting.making import document, json_document, make_report
from reporting.models import ReportRun, RunState
from reporting.periods import Period, written_as
from reporting.registry import ReportSpec
from reporting.rules import check_has_begun, is_finished
from reporting.runs import latest_run
from reporting.tables import Report


def fresh_documents(
    *, partnership: Partnership, spec: ReportSpec, period: Period, formats: Collection[str], command: str
) -> dict[str, bytes]:
    """Return the report with the figures of this moment: its bytes, by format.

    Of a finished period it is the stored report, as long as its figures are still the same; when they have changed,
    for instance because more was imported, a further version is made and stored. Nothing is stored of a period that
    has not finished.

    Args:
        partnership: whose figures.
        spec: the kind of report.
        period: a quarter or year of the partnership.
        formats: which formats are needed; the stored report may have more.
        command: the name under which events say who asked.

    Raises:
        NotPossible: the report does not cover such a period, the period has not begun, or it could not be made.
    """
    spec.check_covers(period)
    today = timezone.localdate()
    check_has_begun(period, today=today)
    report = make_report(partnership=partnership, spec=spec, period=period, today=today)
    if not is_finished(period, today=today):
        return _passing(report, partnership, spec, formats)
    actor = system_actor(partnership=partnership, name=command, roles=frozenset({Role.MANAGER}))
    run = _kept(actor, partnership, spec, report) or _newly_kept(actor, spec, period)
    return _files(actor, run, formats)


def _passing(report: Report, partnership: Partnership, spec: ReportSpec, formats: Collection[str]) -> dict[str, bytes]:
    as_of = timezone.now()
    try:
        return {
            name: document(name, report, spec=spec, partnership=partnership, as_of=as_of).content for name in formats
        }
    except PdfUnavailableError as error:
        raise NotPossible(str(error)) from error


def _kept(actor: Actor, partnership: Partnership, spec: ReportSpec, report: Report) -> ReportRun | None:
    """Return the latest version of the report, if it is ready and has these very figures."""
    written = written_as(report.period, year_starts=partnership.reporting_year_starts)
    with transaction.atomic(), acting(actor):
        latest = latest_run(partnership.pk, spec.id, written)
    is_same = latest and latest.state == RunState.STORED and latest.content_sha256 == json_document(report).sha256
    return latest if is_same else None


def _newly_kept(actor: Actor, spec: ReportSpec, period: Period) -> ReportRun:
    with transaction.atomic(), acting(actor):
        run = open_next_version(actor=actor, spec=spec, period=period)
    produce(run.pk, run.partnership_id)
    with transaction.atomic(), acting(actor):
        run.refresh_from_db()
    if run.state != RunState.STORED:
        raise NotPossible(f"The report could not be made now: “{RunState(run.state).label}”. Try again in a minute.")
    return run


def _files(actor: Actor, run: ReportRun, formats: Collection[str]) -> dict[str, bytes]:
    with transaction.atomic(), acting(actor):
        files = [add_file(actor=actor, run=run, format_=name) for name in formats]
    return {file.format: bytes(file.content) for file in files}
