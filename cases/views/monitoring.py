"""The page of the Monitoring Agency."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit import log
from cases.queries_monitoring import MonitoredIncident, count_monitored, monitored_incidents
from cases.terms import labels, words
from partners.actor import Actor, ActorRequest
from partners.roles import Permission
from partners.web import page

A_PAGE = 25


class MonitoringFilters(forms.Form):
    """What the list is narrowed to."""

    undecided = forms.BooleanField(label="Only incidents without a decision", required=False)


@require_safe
@page(Permission.MONITORING_READ)
def monitoring_list(request: ActorRequest) -> HttpResponse:
    """Show every incident in the partnership: reference, date, strands, area, decision due."""
    filters = MonitoringFilters(request.GET)
    only_undecided = filters.is_valid() and filters.cleaned_data["undecided"]
    numbers = range(count_monitored(only_undecided=only_undecided))
    shown = Paginator(numbers, A_PAGE).get_page(request.GET.get("page"))
    start = max(shown.start_index() - 1, 0)
    rows = _rows(request.actor, monitored_incidents(start, A_PAGE, only_undecided=only_undecided))
    log.record(request.actor, "monitoring.list", facts={"incidents": len(rows), "only_undecided": only_undecided})
    context = {"filters": filters, "is_filtered": only_undecided, "page": shown, "rows": rows}
    return render(request, "cases/monitoring_list.html", context)


def _rows(actor: Actor, incidents: list[MonitoredIncident]) -> list[dict[str, object]]:
    strands, areas = labels("strand", actor.partnership_id), labels("area", actor.partnership_id)
    return [
        {
            "incident": incident,
            "strands": words(incident.strands, strands),
            "area": areas.get(incident.area, incident.area),
        }
        for incident in incidents
    ]
