"""Amending final minutes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conferences.actions.amending import Amendment, amend
from conferences.forms.minutes import AmendForm
from conferences.models import Conference, Edition, Item
from conferences.policy import get_conference
from conferences.policy_items import get_item
from conferences.rules_minutes import check_may_amend
from conferences.versions import Version, version_for
from conferences.views.refusals import refusals_on
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("item_page")
def minutes_amend(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask how one item of final minutes should read, and why, and make the new version."""
    item = get_item(request.actor, key)
    conference = get_conference(request.actor, item.conference_id)
    check_may_amend(request.actor, conference)
    latest = version_for(request.actor, conference, Edition.FINAL)
    form = AmendForm(request.POST or None, initial=_initial(latest, item))
    if request.method == "POST" and form.is_valid() and _amended(request, conference, item, form):
        messages.success(request, "A new version of the minutes has been made. The old one stays as it was.")
        return redirect("minutes_page", conference.pk)
    context = {"conference": conference, "item": item, "form": form, "marking": "OFFICIAL-SENSITIVE"}
    return render(request, "conferences/minutes_amend.html", context)


def _initial(latest: Version, item: Item) -> dict[str, object]:
    stands = latest.content["items"][latest.item_ids.index(item.pk)]
    return {"discussion": stands["discussion"], "decision": stands["decision"], "version": latest.minutes.version}


def _amended(request: ActorRequest, conference: Conference, item: Item, form: AmendForm) -> bool:
    """Make the new version; what refuses it stands above the form, with all that was typed."""
    facts = form.cleaned_data
    amendment = Amendment(facts["discussion"], facts["decision"], facts["why"])
    try:
        amend(actor=request.actor, conference=conference, item=item, amendment=amendment, version=facts["version"])
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
