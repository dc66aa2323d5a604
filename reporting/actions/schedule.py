"""What the schedule asks for by itself: each partnership's report of the quarter that has finished."""

from datetime import date

from django.db import transaction

from partners.models import Partnership
from partners.queries import system_actor
from partners.roles import Role
from partners.scope import acting
from reporting.actions.requests import latest_of, request
from reporting.due import due_on, last_finished
from reporting.models import ReportRun
from reporting.periods import Period
from reporting.registry import REPORTS, ReportSpec


def request_due(*, partnership: Partnership, today: date) -> list[ReportRun]:
    """Ask for every scheduled report that is due and that nobody has asked for; a second time, for none.

    A day on which nothing ran is made up for: what was due on it is due still.

    Args:
        partnership: whose reports are due.
        today: the day in Europe/London.
    """
    actor = system_actor(partnership=partnership, name="Schedule of reports", roles=frozenset({Role.MANAGER}))
    due = _due(partnership, today)
    with transaction.atomic(), acting(actor):
        return [
            request(actor=actor, spec=spec, period=period, is_scheduled=True)
            for spec, period in due
            if latest_of(actor, spec, period) is None
        ]


def _due(partnership: Partnership, today: date) -> list[tuple[ReportSpec, Period]]:
    starts = partnership.reporting_year_starts
    scheduled = [spec for spec in REPORTS.values() if spec.is_scheduled]
    found = [(spec, last_finished(spec, year_starts=starts, today=today)) for spec in scheduled]
    return [(spec, period) for spec, period in found if due_on(period, nation=partnership.nation) <= today]
