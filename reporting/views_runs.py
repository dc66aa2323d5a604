"""Stopping a report from being made."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from partners.actor import ActorRequest
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page
from reporting.actions.requests import cancel
from reporting.policy import get_run
from reporting.registry import report_spec

CANCELLED = "The report is cancelled. If a worker had begun it, the work stops at its next step. Nothing was stored."


@require_POST
@page(Permission.REPORT_PRODUCE)
def report_cancel(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Cancel a report that waits or is being made."""
    run = get_run(request.actor, run_id)
    do(request, lambda: cancel(actor=request.actor, spec=report_spec(run.report), run=run), CANCELLED)
    return redirect("report_page", run.pk)
