"""Amending final minutes: one item, or who was there."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conferences.actions.amending import amend
from conferences.actions.amending_actions import open_actions
from conferences.actions.amending_attendance import amend_attendance
from conferences.forms.amending import AmendForm, WhyForm
from conferences.forms.attendance import PersonForm, amended_forms, attendees
from conferences.minutes import read
from conferences.models import Conference, Edition, Item
from conferences.policy import get_conference
from conferences.policy_items import get_item
from conferences.queries import agencies_at_item
from conferences.rules_minutes import check_may_amend
from conferences.versions import Version, version_for
from conferences.views.refusals import refusals_on
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page

MARKING = "OFFICIAL-SENSITIVE"
MADE = "A new version of the minutes has been made. The old one stays as it was."


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("item_page")
def minutes_amend(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask how one item of final minutes should read, and why, and make the new version."""
    item = get_item(request.actor, key)
    conference = get_conference(request.actor, item.conference_id)
    check_may_amend(request.actor, conference)
    latest = version_for(request.actor, conference, Edition.FINAL)
    initial = _initial(latest, item)
    actions, agencies = open_actions(item), agencies_at_item(item)
    form = AmendForm(request.POST or None, initial=initial, actions=actions, agencies=agencies)
    if request.method == "POST" and form.is_valid() and _amended(request, conference, item, form):
        messages.success(request, MADE)
        return redirect("minutes_page", conference.pk)
    context = {"conference": conference, "item": item, "form": form, "marking": MARKING}
    return render(request, "conferences/minutes_amend.html", context)


def _initial(latest: Version, item: Item) -> dict[str, object]:
    stands = read(latest.content)["items"][latest.item_ids.index(item.pk)]
    return {name: stands[name] for name in ("discussion", "decision", "review_on")} | {
        "version": latest.minutes.version
    }


def _amended(request: ActorRequest, conference: Conference, item: Item, form: AmendForm) -> bool:
    """Make the new version; what refuses it stands above the form, with all that was typed."""
    version = form.cleaned_data["version"]
    try:
        amend(actor=request.actor, conference=conference, item=item, amendment=form.amendment(), version=version)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def attendance_amend(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask who was there according to final minutes, and why that is amended, and make the new version."""
    conference = get_conference(request.actor, key)
    check_may_amend(request.actor, conference)
    latest = version_for(request.actor, conference, Edition.FINAL)
    people = amended_forms(conference, latest.content, request.POST or None)
    form = WhyForm(request.POST or None, initial={"version": latest.minutes.version})
    is_valid = request.method == "POST" and all((people.is_valid(), form.is_valid()))
    if is_valid and _attended(request, conference, people, form):
        messages.success(request, MADE)
        return redirect("minutes_page", conference.pk)
    context = {"conference": conference, "formset": people, "form": form, "marking": MARKING}
    return render(request, "conferences/attendance_amend.html", context)


def _attended(request: ActorRequest, conference: Conference, people: "BaseFormSet[PersonForm]", form: WhyForm) -> bool:
    facts = form.cleaned_data
    try:
        amend_attendance(
            actor=request.actor,
            conference=conference,
            people=attendees(people.forms),
            why=facts["why"],
            version=facts["version"],
        )
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
