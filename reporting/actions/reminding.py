"""Reminding managers, once, of a report that the schedule made and that nobody has released: the work of a schedule.

That they were reminded stands in the report's row, claimed in the transaction in which the notices are written. So the
schedule may run twice or not at all: nobody is told twice, and nobody is forgotten.
"""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from partners import notices
from partners.actor import Actor
from partners.models import Partnership
from partners.queries import system_actor
from partners.scope import acting
from partners.working_days import is_working_day
from reporting.models import ReportRun
from reporting.policy import managers_of, subject_of

NOTICE: Final = "report_waits"
PATIENCE: Final = 5
"""How many working days a report may be ready before its managers are reminded to release it."""


def remind(*, partnership: Partnership, now: datetime) -> list[UUID]:
    """Remind the managers of every scheduled report that has waited for five working days, and return the reports.

    Args:
        partnership: whose reports.
        now: the moment.
    """
    actor = system_actor(partnership=partnership, name="Schedule of reports")
    with transaction.atomic(), acting(actor):
        claimed = _claim(_ready_before(now, partnership.nation))
        for run in ReportRun.objects.filter(pk__in=claimed).defer("content"):
            _tell(actor, run)
    return claimed


def _ready_before(now: datetime, nation: str) -> datetime:
    """Return the first moment of the working day from which five have passed."""
    day, left = timezone.localdate(now), PATIENCE
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day, nation)
    return timezone.make_aware(datetime.combine(day, time.min))


def _claim(ready_before: datetime) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT run_id FROM app.claim_report_reminders(%s)", [ready_before])
        return [run_id for (run_id,) in cursor.fetchall()]


def _tell(actor: Actor, run: ReportRun) -> None:
    people = managers_of(run.partnership_id, day=timezone.localdate())
    notices.tell(actor, people, kind=NOTICE, subject=subject_of(run), path=reverse("report_page", args=[run.pk]))
    log.record(actor, "report.remind", subject=subject_of(run))
