"""How the people of an agency sign in with their agency's accounts: writing the settings, and approving them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from partners.actions.sign_on import approve, configure
from partners.actor import ActorRequest
from partners.administration_forms import SignOnForm
from partners.errors import NotPossible
from partners.models import SingleSignOn
from partners.queries_people import seats_of
from partners.queries_sign_on import return_address
from partners.roles import Permission
from partners.views.doing import do
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def sign_on_edit(request: ActorRequest, seat_id: UUID) -> HttpResponse:
    """Write the settings, which then wait for another administrator."""
    seat = get_object_or_404(seats_of(request.actor), pk=seat_id)
    found = SingleSignOn.objects.filter(seat=seat).first()
    form = SignOnForm(request.POST or None, initial=SignOnForm.from_settings(found))
    if request.method == "POST" and form.is_valid():
        try:
            configure(actor=request.actor, seat=seat, wanted=form.settings())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. Another administrator approves it before it is used.")
            return redirect("seat_page", seat.pk)
    context = {"form": form, "seat": seat, "return_address": return_address(seat.pk)}
    return render(request, "partners/sign_on_edit.html", context)


@require_POST
@page(Permission.PARTNERSHIP_ADMINISTER, fresh=True)
def sign_on_approve(request: ActorRequest, seat_id: UUID) -> HttpResponse:
    """Approve what another administrator has written."""
    written = SingleSignOn.objects.filter(seat__in=seats_of(request.actor)).select_related("seat__agency")
    sign_on = get_object_or_404(written, seat_id=seat_id)
    do(request, partial(approve, actor=request.actor, sign_on=sign_on), "Approved.")
    return redirect("seat_page", seat_id)
