"""Finding a conference and reading it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit import log
from cases.policy import visible_cases
from conferences.confidentiality import STATEMENT
from conferences.models import Conference, ConferenceState
from conferences.policy import get_conference, visible_items
from conferences.queries import agencies_at, coming_conferences, given_at, is_attended, past_conferences
from conferences.queries_minutes import latest_draft
from conferences.queries_shown import parts_shown
from conferences.rules import check_may_call_off, check_may_run
from conferences.rules_agenda import check_may_arrange, check_may_move
from conferences.rules_minutes import check_may_circulate
from partners.actor import Actor, ActorRequest
from partners.errors import reason_against
from partners.roles import Permission
from partners.web import page

PAGE_SIZE = 25


@require_safe
@page(Permission.CONFERENCE_READ)
def conference_list(request: ActorRequest) -> HttpResponse:
    """Show the conferences to come, and those that were held, a page at a time."""
    agenda = Prefetch("items", visible_items(request.actor))
    past = Paginator(past_conferences(request.actor).prefetch_related(agenda), PAGE_SIZE)
    coming, shown = coming_conferences(request.actor).prefetch_related(agenda), past.get_page(request.GET.get("page"))
    log.record(request.actor, "conference.list", facts={"conferences": len(coming) + len(shown.object_list)})
    context = {"coming": coming, "page": shown}
    return render(request, "conferences/conference_list.html", context)


@require_safe
@page(Permission.CONFERENCE_READ)
def conference_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show one conference: agenda, who is asked, who was there, what was written and agreed so far."""
    conference = get_conference(request.actor, key)
    return render(request, "conferences/conference_page.html", _context(request.actor, conference))


def _context(actor: Actor, conference: Conference) -> dict[str, Any]:
    seen = visible_items(actor).filter(conference=conference).select_related("case", "conference")
    items = list(seen.prefetch_related("actions__agency"))
    parts = parts_shown(actor, items)
    references = [item.case.reference for item in items]
    readable = visible_cases(actor).filter(reference__in=references).values_list("reference", flat=True)
    return {
        "conference": conference,
        "items": items,
        "notes": [(item, parts[item.pk]) for item in items],
        "references": ", ".join(references),
        "readable": set(readable),
        "agencies": agencies_at(conference),
        "given": given_at(conference),
        "attendances": conference.attendances.select_related("agency"),
        "statement": STATEMENT,
        "is_convened": conference.state == ConferenceState.CONVENED,
        "is_final": conference.state == ConferenceState.FINALISED,
        "chairs": actor.agency_id == conference.chairing_agency_id,
        "running": reason_against(check_may_run, actor, conference),
        "arranging": reason_against(check_may_arrange, actor, conference),
        "moving": reason_against(check_may_move, actor, conference),
        "circulating": reason_against(check_may_circulate, actor, conference),
        "draft": latest_draft(conference),
        "calling_off": reason_against(check_may_call_off, actor, conference),
        "run_url": reverse(_next_step(conference), args=[conference.pk]),
        "marking": "OFFICIAL-SENSITIVE",
    }


def _next_step(conference: Conference) -> str:
    return "conference_run" if is_attended(conference) else "conference_attendance"
