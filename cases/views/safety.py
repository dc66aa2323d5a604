"""Changing facts about the safety of those in an incident."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.actions.safety import change_safety
from cases.forms.safety import SafetyForm
from cases.models import Account, Person
from cases.models.person import Part
from cases.policy import get_case
from cases.queries import incidents_of
from cases.rules_risk import check_may_change_safety
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def case_safety(request: ActorRequest, reference: str, incident_id: UUID) -> HttpResponse:
    """Show what is known of the safety of those in an incident, and take what is known now."""
    case = get_case(request.actor, reference)
    check_may_change_safety(request.actor, case)
    incident = get_object_or_404(incidents_of(case), pk=incident_id)
    account = Account.objects.filter(incident=incident).first()
    people = Person.objects.filter(incident=incident).exclude(part=Part.SUBJECT).order_by("part", "name", "pk")
    form = SafetyForm(incident, account, list(people), posted(request))
    if not form.is_valid():
        context = {"case": case, "incident": incident, "form": form, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/case_safety.html", context)
    changed = change_safety(
        actor=request.actor,
        case=case,
        incident=incident,
        markers=form.markers,
        danger=form.cleaned_data.get("danger", ""),
        contacts=form.contacts,
    )
    told = "The facts about safety are changed. The risk needs to be assessed again." if changed else "Nothing changed."
    messages.success(request, told)
    return redirect("case_page", case.reference)
