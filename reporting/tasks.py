"""What Celery calls. A task takes keys, may run any number of times, and leaves the work to an action."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from partners.models import Partnership
from reporting.actions.claims import forgotten
from reporting.actions.production import produce
from reporting.actions.release_work import waiting, work
from reporting.actions.reminding import remind
from reporting.actions.schedule import request_due


@shared_task
def run_report(run_id: str, partnership_id: str) -> None:
    """Make one report, if it still waits to be made."""
    produce(UUID(run_id), UUID(partnership_id))


@shared_task
def resume_forgotten_reports() -> None:
    """Tell workers of reports whose message or worker was lost."""
    for partnership in Partnership.objects.order_by("code"):
        for run_id in forgotten(partnership):
            run_report.delay(str(run_id), str(partnership.pk))


@shared_task
def work_on_release(release_id: str, partnership_id: str) -> None:
    """Do what one release waits for: working out what it keeps back, or writing its files."""
    work(UUID(release_id), UUID(partnership_id))


@shared_task
def resume_forgotten_releases() -> None:
    """Tell workers of releases whose message or worker was lost."""
    for partnership in Partnership.objects.order_by("code"):
        for release_id in waiting(partnership):
            work_on_release.delay(str(release_id), str(partnership.pk))


@shared_task
def produce_due_reports() -> None:
    """Ask for the scheduled reports of the last finished period, where nobody has."""
    for partnership in Partnership.objects.order_by("code"):
        request_due(partnership=partnership, today=timezone.localdate())


@shared_task
def remind_of_waiting_reports() -> None:
    """Remind managers of scheduled reports that nobody has released, each once."""
    for partnership in Partnership.objects.order_by("code"):
        remind(partnership=partnership, now=timezone.now())
