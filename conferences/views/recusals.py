"""Stepping out of an item, and being let back in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conferences.actions.recusing import Leaving, lift, recuse
from conferences.forms.recusal import RecusalForm, myself
from conferences.models import Item
from conferences.policy_items import get_item, get_recusal
from conferences.rules import check_may_run
from conferences.rules_recusals import check_may_recuse
from conferences.views.refusals import refusals_on
from conferences.views.steps import MARKING
from partners.actor import ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("item_page")
def recusal_new(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask who steps out: who runs the conference says it of anybody at the item, everybody else of themselves."""
    item = get_item(request.actor, key)
    check_may_recuse(request.actor, item.conference, request.actor.user_id)
    runs = not reason_against(check_may_run, request.actor, item.conference)
    form = RecusalForm(request.POST or None, item=item) if runs else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _leave(request, item, form.leaving() if form else myself(request.actor), form)
    return _ask(request, item, form)


def _leave(request: ActorRequest, item: Item, leaving: Leaving, form: RecusalForm | None) -> HttpResponse:
    try:
        recuse(actor=request.actor, item=item, leaving=leaving)
    except NotPossible as refusal:
        if form is None:
            raise
        form.add_error(None, str(refusal))
        return _ask(request, item, form)
    messages.success(request, "Noted for the minutes. The item is hidden from whoever stepped out.")
    if leaving.user_id == request.actor.user_id:
        return redirect("conference_list")
    return redirect("item_page", item.pk)


def _ask(request: ActorRequest, item: Item, form: RecusalForm | None) -> HttpResponse:
    context = {"item": item, "form": form, "marking": MARKING}
    return render(request, "conferences/recusal_new.html", context)


@require_POST
@page(Permission.CONFERENCE_READ)
def recusal_lift(request: ActorRequest, key: UUID) -> HttpResponse:
    """Let somebody back in who was recused by mistake."""
    item, recusal = get_recusal(request.actor, key)
    try:
        lift(actor=request.actor, item=item, recusal=recusal)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{recusal.name} is back. That it happened stays in the history of the case.")
    return redirect("item_page", item.pk)
