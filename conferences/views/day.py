"""The day's screen: one item at a time, read by all who take part in it and written by who runs the conference."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from cases.policy import sections_of
from conferences.actions import clock
from conferences.actions.items import add_action, remove_action
from conferences.actions.notes import ChangedMeanwhile, save
from conferences.clock import clock_of
from conferences.forms.notes import NotesForm, initial_of
from conferences.models import Action, ConferenceState, Item
from conferences.policy_items import get_item
from conferences.queries import agencies_at_item
from conferences.queries_day import place_of, present_at, risk_of
from conferences.queries_returns import sides_of
from conferences.queries_shown import parts_shown
from conferences.rules import check_may_run
from conferences.rules_recusals import check_may_recuse
from conferences.rules_returns import check_may_return
from conferences.seated import seated_at
from conferences.views.notes import boxes_of
from conferences.views.refusals import refusals_on
from conferences.views.steps import MARKING, steps_of
from partners.actor import Actor, ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.web import page

_LABELS = {"discussion": "Information and risks", "decision": "Decision", "review_on": "Review date"}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("item_page")
def item_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show one item; who runs the conference writes discussion, decision, review date and actions."""
    item = get_item(request.actor, key)
    if request.method != "POST":
        writes = not reason_against(check_may_run, request.actor, item.conference)
        return _show(request, item, _form(request, item) if writes else None)
    return _take(request, item, _form(request, item))


def _take(request: ActorRequest, item: Item, form: NotesForm) -> HttpResponse:
    """Save what was typed; when it comes too late, show it with the reason, so that no word of it is lost."""
    is_valid = form.is_valid()
    try:
        check_may_run(request.actor, item.conference)
        return _save(request, item, form) if is_valid else _show(request, item, form)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _show(request, item, form, status=422)


def _form(request: ActorRequest, item: Item) -> NotesForm:
    agencies = agencies_at_item(item)
    return NotesForm(
        request.POST or None,
        initial=initial_of(item),
        agencies=agencies,
        people=seated_at(item, agencies, Permission.ACTION_UPDATE),
        adds_action=request.POST.get("then") == "add",
    )


def _save(request: ActorRequest, item: Item, form: NotesForm) -> HttpResponse:
    try:
        save(actor=request.actor, item=item, notes=form.notes(), versions=form.versions())
    except ChangedMeanwhile as changed:
        return _choose(request, item, form, changed)
    try:
        _change_actions(request, item, form)
    except NotPossible as refusal:
        form.add_error("due_on", str(refusal))
        return _show(request, item, form.with_versions(item))
    if request.POST.get("then") == "finish":
        return redirect("conference_finalise", item.conference_id)
    messages.success(request, "Saved.")
    return redirect("item_page", item.pk)


def _change_actions(request: ActorRequest, item: Item, form: NotesForm) -> None:
    facts = form.cleaned_data
    if form.adds_action:
        add_action(
            actor=request.actor,
            item=item,
            agency_id=UUID(facts["agency"]),
            task=facts["task"],
            due_on=facts["due_on"],
            at_next_meeting=facts["at_next_meeting"],
            person_id=UUID(facts["person"]) if facts["person"] else None,
        )
    if remove := form.removes():
        remove_action(actor=request.actor, item=item, action_id=remove)


def _choose(request: ActorRequest, item: Item, form: NotesForm, changed: ChangedMeanwhile) -> HttpResponse:
    """Show both texts: what was stored meanwhile, and what was typed. The next save says which stands."""
    item.refresh_from_db()
    differing = [
        {
            "label": _LABELS[name],
            "stored": in_words(getattr(item, name)),
            "typed": in_words(form.cleaned_data[name]),
        }
        for name in changed.fields
    ]
    return _show(request, item, form.with_versions(item), differing=differing, status=409)


def in_words(value: str | date | None) -> str:
    """Return what stands in a box as it is read."""
    return date_format(value) if isinstance(value, date) else value or ""


def _show(request: ActorRequest, item: Item, form: NotesForm | None, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        **_facts(request.actor, item),
        "sides": sides_of(request.actor, item, form.agencies if form else agencies_at_item(item)),
        "form": form,
        "notes": boxes_of(item, form) if form else [],
        "steps": steps_of(item.conference, "conference_run") if form else [],
        "actions": _actions(request.actor, item),
        **more,
    }
    return render(request, "conferences/item_page.html", context, status=status)


def _facts(actor: Actor, item: Item) -> dict[str, Any]:
    sections = sections_of(actor, item.case)
    return {
        "item": item,
        "conference": item.conference,
        "place": place_of(actor, item),
        "parts": parts_shown(actor, [item])[item.pk],
        "clock": clock_of(item),
        "risk": risk_of(item, sections),
        "readable": bool(sections),
        "people": present_at(item.conference.attendances.all()),
        "recusals": item.recusals.filter(lifted_at__isnull=True),
        "stepping_out": not reason_against(check_may_recuse, actor, item.conference, actor.user_id),
        "returning": not reason_against(check_may_return, actor, item),
        "is_convened": item.conference.state == ConferenceState.CONVENED,
        "marking": MARKING,
    }


def _actions(actor: Actor, item: Item) -> list[Action]:
    """Return the actions of the item: to who chairs all of them, to others their own, once they are agreed."""
    return list(item.actions.select_related("agency", "person").order_by("due_on", "pk"))


@require_POST
@page(Permission.CONFERENCE_READ)
@refusals_on("item_page")
def item_begin(request: ActorRequest, key: UUID) -> HttpResponse:
    """Go on to this item, and count the minutes for it."""
    item = get_item(request.actor, key)
    clock.begin(actor=request.actor, item=item)
    return redirect("item_page", item.pk)
