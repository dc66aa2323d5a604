"""The page of the schedule: what comes when, what was made by itself, and what could not be made."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.actor import ActorRequest
from partners.models import Partnership
from partners.roles import Permission
from partners.web import page
from reporting.models import RunState
from reporting.policy import visible_runs
from reporting.shown import shown
from reporting.timetable import coming, on_request

RUNS_ON_A_PAGE = 10


@require_safe
@page(Permission.REPORT_READ)
def report_schedule(request: ActorRequest) -> HttpResponse:
    """Show which reports come when, which the schedule asked for before, and which could not be made."""
    partnership = Partnership.objects.get(pk=request.actor.partnership_id)
    runs = visible_runs(request.actor)
    found = Paginator(runs.filter(is_scheduled=True), RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "coming": coming(partnership, today=timezone.localdate()),
        "on_request": on_request(),
        "page": found,
        "made": shown(list(found)),
        "failed": shown(list(runs.filter(state=RunState.FAILED))),
    }
    return render(request, "reporting/report_schedule.html", context)
