"""Standing panels: making, changing and ending them, their queues, and planning their meetings."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import log
from conferences.actions import panels, planning
from conferences.forms import sitting
from conferences.forms.panels import PanelForm, initial_of
from conferences.forms.sitting import SittingForm
from conferences.models import Panel
from conferences.policy import visible_referrals
from conferences.policy_panels import get_panel
from conferences.queries_agenda import panels_of, planned_for, queue_of
from conferences.rhythm import next_dates
from partners.actor import Actor, ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page

MARKING = "OFFICIAL-SENSITIVE"


@require_safe
@page(Permission.AGENDA_ARRANGE)
def panel_list(request: ActorRequest) -> HttpResponse:
    """Show the agency's panels, each with its next date and how many cases wait."""
    found = list(panels_of(request.actor))
    log.record(request.actor, "panel.list", facts={"panels": len(found)})
    rows = [_summary(request.actor, panel) for panel in found]
    return render(request, "conferences/panel_list.html", {"rows": rows})


def _summary(actor: Actor, panel: Panel) -> dict[str, Any]:
    return {
        "panel": panel,
        "waiting": len(queue_of(panel, visible_referrals(actor))),
        "next": planned_for(panel).first(),
        "members": panel.members.select_related("agency"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.AGENDA_ARRANGE)
def panel_new(request: ActorRequest) -> HttpResponse:
    """Ask what the panel is, and make it."""
    form = PanelForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            panel = panels.make(actor=request.actor, facts=form.panel_facts())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Panel made. Plan its first meeting.")
            return redirect("panel_page", panel.pk)
    return render(request, "conferences/panel_edit.html", {"form": form, "panel": None})


@require_safe
@page(Permission.AGENDA_ARRANGE)
def panel_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show one panel: its members, its meetings and proposed dates, and the cases that wait."""
    panel = get_panel(request.actor, key)
    planned = list(planned_for(panel))
    taken = {timezone.localdate(conference.held_at) for conference in planned}
    context = {
        "panel": panel,
        "members": panel.members.select_related("agency", "user").order_by("agency__name"),
        "planned": planned,
        "proposed": [day for day in next_dates(panel, timezone.localdate(), 6) if day not in taken][:3],
        "queue": queue_of(panel, visible_referrals(request.actor)),
        "marking": MARKING,
    }
    return render(request, "conferences/panel_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.AGENDA_ARRANGE)
def panel_change(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show what the panel is, and change it."""
    panel = get_panel(request.actor, key)
    form = PanelForm(request.POST or None, actor=request.actor, initial=initial_of(panel))
    if request.method == "POST" and form.is_valid():
        try:
            panels.change(actor=request.actor, panel=panel, facts=form.panel_facts())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Panel changed. Meetings that are planned stay as they are.")
            return redirect("panel_page", panel.pk)
    return render(request, "conferences/panel_edit.html", {"form": form, "panel": panel})


@require_POST
@page(Permission.AGENDA_ARRANGE)
def panel_end(request: ActorRequest, key: UUID) -> HttpResponse:
    """End a panel."""
    panel = get_panel(request.actor, key)
    do(request, lambda: panels.end(actor=request.actor, panel=panel), "Panel ended.")
    return redirect("panel_list")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.AGENDA_ARRANGE)
def panel_plan(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask when and where, beginning with the day that was chosen, and plan the meeting."""
    panel = get_panel(request.actor, key)
    form = SittingForm(request.POST or None, initial=sitting.of_panel(panel, _day(request)))
    if request.method == "POST" and form.is_valid():
        try:
            conference = planning.plan(actor=request.actor, panel=panel, sitting=form.sitting())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Meeting planned. Now put cases on its agenda.")
            return redirect("conference_agenda", conference.pk)
    return render(request, "conferences/panel_plan.html", {"form": form, "panel": panel})


def _day(request: ActorRequest) -> date | None:
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None
