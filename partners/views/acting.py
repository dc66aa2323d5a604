"""Choosing for which agency, in which partnership, to act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partners.acting import SESSION_KEY, acting_key
from partners.actions.sessions import change_seat
from partners.actor import Actor, ActorRequest
from partners.forms import ActingForm
from partners.models import User
from partners.signed_in_with import actors_here
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def acting_choose(request: ActorRequest) -> HttpResponse:
    """Offer every agency and partnership the person has a role in, and remember the choice in the session."""
    seats = {acting_key(actor): actor for actor in _seats(request)}
    form = ActingForm(
        request.POST or None, initial={"acting_for": acting_key(request.actor)}, seats=list(seats.values())
    )
    if request.method == "POST" and form.is_valid():
        return _act(request, seats[form.cleaned_data["acting_for"]])
    return render(request, "partners/acting_choose.html", {"form": form})


def _seats(request: ActorRequest) -> list[Actor]:
    person = User.objects.get(pk=request.actor.person)
    return actors_here(request.session, person, request.actor.request_id)


def _act(request: ActorRequest, chosen: Actor) -> HttpResponse:
    change_seat(actor=chosen)
    request.session[SESSION_KEY] = acting_key(chosen)
    messages.success(request, f"You are now acting for {chosen.agency_name} ({chosen.partnership_name}).")
    return redirect("home")
