"""The quarterly report of the last finished quarter, asked for by the partnership manager."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hatecrime.demo.clock import showing
from hatecrime.demo.days import moment
from hatecrime.demo.people import Cast
from partners.actor import Actor
from partners.roles import Role
from partners.scope import acting
from reporting.actions.production import produce
from reporting.actions.requests import request
from reporting.models import ReportRun
from reporting.periods import Period, last_finished_quarter
from reporting.registry import report_spec


def produce_last_quarter(cast: Cast) -> ReportRun:
    """Have the report made as a worker makes it: a few days after the quarter, or now if it ended only yesterday."""
    now = timezone.now()
    starts = cast.partnership.reporting_year_starts
    period = last_finished_quarter(timezone.localdate(now), year_starts=starts)
    with showing(min(now, moment(period.day_after + timedelta(days=5), 9, 40))):
        run = _asked(cast.of_role(Role.MANAGER), period)
        produce(run.pk, run.partnership_id)
    return run


def _asked(manager: Actor, period: Period) -> ReportRun:
    with transaction.atomic(), acting(manager):
        return request(actor=manager, spec=report_spec("quarterly"), period=period)
