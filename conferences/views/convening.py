"""Convening a conference from its case, and calling one off."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.models import Case
from cases.policy import get_case
from conferences.actions.calling_off import call_off
from conferences.actions.convene import convene
from conferences.forms.convene import ConveneForm
from conferences.policy import get_conference
from conferences.rules import check_may_call_off, check_may_convene
from conferences.views.refusals import refusals_on
from partners.actor import ActorRequest
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_CONVENE)
def conference_convene(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask for date, place, chair and agencies, and convene the conference."""
    case = get_case(request.actor, reference)
    try:
        check_may_convene(request.actor, case)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("case_page", case.reference)
    form = ConveneForm(
        request.POST or None,
        actor=request.actor,
        case=case,
        initial={"sections": ["risk", "decision"], "chair": str(request.actor.person)},
    )
    if request.method == "POST" and form.is_valid():
        return _convene(request, case, form)
    return _ask(request, case, form)


def _convene(request: ActorRequest, case: Case, form: ConveneForm) -> HttpResponse:
    try:
        conference = convene(actor=request.actor, case=case, meeting=form.meeting())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, case, form)
    messages.success(request, "Conference convened. The agencies you invited have been told.")
    return redirect("conference_page", conference.pk)


def _ask(request: ActorRequest, case: Case, form: ConveneForm) -> HttpResponse:
    context = {"form": form, "case": case, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "conferences/conference_convene.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_CONVENE)
@refusals_on("conference_page")
def conference_call_off(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask once more, then call the conference off."""
    conference = get_conference(request.actor, key)
    check_may_call_off(request.actor, conference)
    if request.method == "POST":
        call_off(actor=request.actor, conference=conference)
        messages.success(request, "Conference called off. The agencies you invited have been told.")
        return redirect("conference_page", conference.pk)
    context = {"conference": conference, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "conferences/conference_call_off.html", context)
