"""The way to the item that is spoken of now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from conferences.policy import visible_items
from conferences.views.refusals import refusals_on
from conferences.views.steps import open_to_run
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page


@require_safe
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_run(request: ActorRequest, key: UUID) -> HttpResponse:
    """Lead to the item whose minutes are counted, or else to the first one that the person sees."""
    conference = open_to_run(request, key)
    items = visible_items(request.actor).filter(conference=conference).order_by("position", "pk")
    item = items.filter(running_since__isnull=False).first() or items.first()
    if item is None:
        messages.error(request, "There is no case on the agenda that you can see.")
        return redirect("conference_page", conference.pk)
    return redirect("item_page", item.pk)
