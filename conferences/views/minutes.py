"""Reading and printing finalised minutes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.papers import PdfUnavailableError
from conferences.minutes import read
from conferences.models import Conference, ConferenceState, Minutes
from conferences.paper import minutes_paper
from conferences.policy import get_conference
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_safe
@page(Permission.CONFERENCE_READ)
def minutes_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show the minutes as they were finalised."""
    conference = get_conference(request.actor, key, purpose="minutes.read")
    minutes = _minutes_of(conference)
    context = {
        "conference": conference,
        "minutes": read(minutes.content),
        "sha256": minutes.content_sha256,
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "conferences/minutes_page.html", context)


@require_safe
@page(Permission.CONFERENCE_READ)
def minutes_pdf(request: ActorRequest, key: UUID) -> HttpResponse:
    """Send the minutes as a PDF, the same bytes each time."""
    conference = get_conference(request.actor, key, purpose="minutes.print")
    minutes = _minutes_of(conference)
    try:
        document = minutes_paper(minutes)
    except PdfUnavailableError as missing:
        messages.error(request, str(missing))
        return redirect("minutes_page", conference.pk)
    name = f"minutes-{conference.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(document, content_type="application/pdf", headers=headers)


def _minutes_of(conference: Conference) -> Minutes:
    if conference.state != ConferenceState.FINALISED:
        raise Http404("This conference has no final minutes.")
    return conference.minutes
