"""The first and the last step of the day: who is here, and the minutes."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conferences.actions.attendance import record
from conferences.actions.finalising import finalise
from conferences.confidentiality import STATEMENT
from conferences.forms.attendance import PersonForm, attendees, person_forms, removals
from conferences.minutes import content_of, missing_from, read, unanswered
from conferences.models import Conference
from conferences.views.refusals import refusals_on
from conferences.views.steps import open_to_run, step_context
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_attendance(request: ActorRequest, key: UUID) -> HttpResponse:
    """Read out the confidentiality statement, and record who is here and confirms it."""
    conference = open_to_run(request, key)
    people = person_forms(conference, request.POST or None)
    if request.method == "POST" and people.is_valid():
        return _record(request, conference, people)
    context = {"formset": people, "statement": STATEMENT, **step_context(conference, "conference_attendance")}
    return render(request, "conferences/conference_attendance.html", context)


def _record(request: ActorRequest, conference: Conference, people: "BaseFormSet[PersonForm]") -> HttpResponse:
    record(actor=request.actor, conference=conference, people=attendees(people.forms), removed=removals(people.forms))
    messages.success(request, "Attendance saved.")
    return redirect("conference_attendance" if "more" in request.POST else "conference_earlier", conference.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_finalise(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show the minutes as they will stand and what is missing, and finalise them."""
    conference = open_to_run(request, key)
    missing = [*missing_from(conference), *unanswered(conference)]
    if request.method == "POST" and not missing:
        finalise(actor=request.actor, conference=conference)
        messages.success(request, f"Minutes no. {conference.number} finalised. The owners of actions have been told.")
        return redirect("conference_page", conference.pk)
    context = {
        "minutes": read(content_of(conference, number=None, at=None, by="")),
        "missing": missing,
        **step_context(conference, "conference_finalise"),
    }
    return render(request, "conferences/conference_finalise.html", context)
