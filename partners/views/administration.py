"""Administering a partnership: its agencies, its settings, and the list of its people."""

import calendar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit import log
from partners.actions.setup import change_settings, create_agency
from partners.actor import ActorRequest
from partners.administration_forms import AgencyForm, SettingsForm
from partners.errors import NotPossible
from partners.models import Partnership
from partners.queries_agreements import in_force, missing
from partners.queries_people import people_of_partnership, proposals_of, seats_of
from partners.roles import Permission
from partners.web import page


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def administration(request: ActorRequest) -> HttpResponse:
    """Show the agencies, the people and the settings of the partnership."""
    partnership = Partnership.objects.get(pk=request.actor.partnership_id)
    log.record(request.actor, "user.list")
    context = {
        "partnership": partnership,
        "year_starts": calendar.month_name[partnership.reporting_year_starts],
        "seats": seats_of(request.actor),
        "people": people_of_partnership(request.actor),
        "today": timezone.localdate(),
        "proposals": proposals_of(request.actor).filter(outcome=""),
        "agreements": in_force(request.actor.partnership_id).values(),
        "missing": missing(request.actor),
    }
    return render(request, "partners/administration.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def agency_new(request: ActorRequest) -> HttpResponse:
    """Give an agency a seat."""
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agency = create_agency(actor=request.actor, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, f"{agency.name} has a seat in {request.actor.partnership_name}.")
            return redirect("administration")
    return render(request, "partners/agency_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def partnership_settings(request: ActorRequest) -> HttpResponse:
    """Change the settings of the partnership."""
    partnership = Partnership.objects.get(pk=request.actor.partnership_id)
    form = SettingsForm(request.POST or None, initial=SettingsForm.from_partnership(partnership))
    if request.method == "POST" and form.is_valid():
        change_settings(actor=request.actor, **form.cleaned_data)
        messages.success(request, "The settings are changed.")
        return redirect("administration")
    return render(request, "partners/partnership_settings.html", {"form": form})
