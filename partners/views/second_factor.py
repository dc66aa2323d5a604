"""Taking away the second step of somebody who has lost the device."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partners.actions.second_factor import reset
from partners.actor import ActorRequest
from partners.errors import Refusal, reason_against
from partners.roles import Permission
from partners.rules import check_may_reset_second_factor
from partners.views.people import find_person
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def person_second_step(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Say what it means, and do it."""
    user = find_person(request.actor, user_id)
    if request.method == "POST":
        try:
            reset(actor=request.actor, user=user)
            messages.success(request, f"{user.name} sets up a new second step at the next sign-in.")
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        return redirect("person_page", user.pk)
    context = {"person": user, "refusal": reason_against(check_may_reset_second_factor, request.actor, user)}
    return render(request, "partners/person_second_step.html", context)
