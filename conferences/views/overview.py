"""The overview of conferences for chairs and coordinators, and in counts for managers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit import log
from cases.queries_transfers import transfer_figures
from conferences.queries import coming_conferences, past_conferences
from conferences.queries_overview import overview
from partners.actor import ActorRequest
from partners.roles import Permission, Role
from partners.web import page

_SHOWN = 10
"""How many conferences, to come and past, stand on the page; the others stand in the list."""


@require_safe
@page(Permission.CONFERENCE_OVERSEE)
def conference_overview(request: ActorRequest) -> HttpResponse:
    """Show next and past conferences, attendance, returns, actions, repeats, and the time from referral to hearing."""
    actor = request.actor
    log.record(actor, "conference.overview")
    shown = overview(timezone.localdate())
    own = {"chairing_agency_id": actor.agency_id}
    context = {
        "overview": shown,
        "transfers": transfer_figures(shown.since),
        "coming": coming_conferences(actor).filter(**own)[:_SHOWN],
        "past": past_conferences(actor).filter(**own)[:_SHOWN],
        "shows_meetings": actor.may(Permission.CONFERENCE_READ),
        "whole_partnership": Role.MANAGER in actor.roles,
    }
    return render(request, "conferences/conference_overview.html", context)
