"""Moving a meeting, and taking it into one's own calendar."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conferences.actions import planning
from conferences.calendar_files import Method, calendar_file
from conferences.forms import sitting
from conferences.forms.sitting import SittingForm
from conferences.invitations import meeting_of
from conferences.models import ConferenceState
from conferences.policy import get_conference
from conferences.rules_agenda import check_may_move
from conferences.views.refusals import refusals_on
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.models import User
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_move(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask for another date or place, and move the meeting."""
    conference = get_conference(request.actor, key)
    check_may_move(request.actor, conference)
    form = SittingForm(request.POST or None, initial=sitting.of_conference(conference))
    if request.method == "POST" and form.is_valid():
        try:
            planning.move(actor=request.actor, conference=conference, sitting=form.sitting())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Meeting changed. Everybody who was asked gets it in their calendar.")
            return redirect("conference_page", conference.pk)
    context = {"form": form, "conference": conference, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "conferences/conference_move.html", context)


@require_safe
@page(Permission.CONFERENCE_READ)
def conference_calendar(request: ActorRequest, key: UUID) -> HttpResponse:
    """Send the meeting as a calendar file."""
    conference = get_conference(request.actor, key, purpose="conference.calendar")
    method = Method.CANCEL if conference.state == ConferenceState.CALLED_OFF else Method.PUBLISH
    address = User.objects.values_list("email", flat=True).get(pk=request.actor.person)
    content = calendar_file(meeting_of(conference), method, address)
    headers = {
        "Content-Disposition": 'attachment; filename="case-conference.ics"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}", headers=headers)
