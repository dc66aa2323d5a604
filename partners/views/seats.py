"""An agency in a partnership: its name, who signed for it, and the end of its seat."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partners.actions.seats import change_seat, end_seat, sign_agreement
from partners.actor import Actor, ActorRequest
from partners.administration_forms import SeatForm, SignatureForm
from partners.errors import Refusal, reason_against
from partners.models import Seat, SingleSignOn
from partners.models.agreement import Kind
from partners.queries_agreements import in_force
from partners.queries_people import people_of_partnership, seats_of
from partners.roles import Permission
from partners.rules import check_may_approve, check_may_end_seat
from partners.web import page


@require_safe
@page(Permission.PARTNERSHIP_ADMINISTER)
def seat_page(request: ActorRequest, seat_id: UUID) -> HttpResponse:
    """Show an agency, its people, and who signed the sharing agreement for it."""
    seat = _find(request.actor, seat_id)
    people = people_of_partnership(request.actor)
    sign_on = SingleSignOn.objects.filter(seat=seat).select_related("changed_by", "approved_by").first()
    context = {
        "seat": seat,
        "sign_on": sign_on,
        "approving": reason_against(check_may_approve, request.actor, sign_on) if sign_on else "",
        "agreement": in_force(request.actor.partnership_id).get(Kind.SHARING_AGREEMENT),
        "people": [person for person in people if any(m.agency_id == seat.agency_id for m in person.memberships)],
        "ending": reason_against(check_may_end_seat, request.actor, seat),
    }
    return render(request, "partners/seat_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def seat_edit(request: ActorRequest, seat_id: UUID) -> HttpResponse:
    """Rename an agency, or say whether it is the Monitoring Agency."""
    seat = _find(request.actor, seat_id)
    form = SeatForm(request.POST or None, initial={"name": seat.agency.name, "is_monitoring": seat.is_monitoring})
    if request.method == "POST" and form.is_valid():
        try:
            change_seat(actor=request.actor, seat=seat, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "The agency is changed.")
            return redirect("seat_page", seat.pk)
    return render(request, "partners/seat_edit.html", {"form": form, "seat": seat})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER)
def seat_sign(request: ActorRequest, seat_id: UUID) -> HttpResponse:
    """Record who signed the sharing agreement for an agency."""
    seat = _find(request.actor, seat_id)
    form = SignatureForm(request.POST or None, initial={"signed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            sign_agreement(actor=request.actor, seat=seat, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The signature for {seat.agency.name} is recorded.")
            return redirect("seat_page", seat.pk)
    agreement = in_force(request.actor.partnership_id).get(Kind.SHARING_AGREEMENT)
    return render(request, "partners/seat_sign.html", {"form": form, "seat": seat, "agreement": agreement})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def seat_end(request: ActorRequest, seat_id: UUID) -> HttpResponse:
    """Ask whether the seat is to end, and end it."""
    seat = _find(request.actor, seat_id)
    if request.method != "POST":
        reason = reason_against(check_may_end_seat, request.actor, seat)
        return render(request, "partners/seat_end.html", {"seat": seat, "ending": reason})
    try:
        end_seat(actor=request.actor, seat=seat)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("seat_page", seat.pk)
    messages.success(request, f"{seat.agency.name} has no seat in {request.actor.partnership_name} any more.")
    return redirect("administration")


def _find(actor: Actor, seat_id: UUID) -> Seat:
    return get_object_or_404(seats_of(actor), pk=seat_id)
