"""Writing down what is said and decided, while the meeting goes on."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from conferences.actions.items import ChangedMeanwhile, add_action, remove_action, save
from conferences.forms.notes import NotesForm, initial_of
from conferences.models import Item
from conferences.queries import agencies_at, item_of
from conferences.views.refusals import refusals_on
from conferences.views.running import open_to_run, step_context
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def conference_run(request: ActorRequest, key: UUID) -> HttpResponse:
    """Write discussion, decision, review date and actions; every button saves everything that was typed."""
    conference = open_to_run(request, key)
    item = item_of(conference)
    form = NotesForm(
        request.POST or None,
        initial=initial_of(item),
        agencies=agencies_at(conference),
        adds_action=request.POST.get("then") == "add",
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, item, form)
    return _show(request, item, form)


def _save(request: ActorRequest, item: Item, form: NotesForm) -> HttpResponse:
    try:
        save(actor=request.actor, item=item, notes=form.notes(), version=form.cleaned_data["version"])
    except ChangedMeanwhile:
        return _choose(request, item, form)
    try:
        _change_actions(request, item, form)
    except NotPossible as refusal:
        return _show(request, item, _refused(form, item, str(refusal)))
    if request.POST.get("then") == "finish":
        return redirect("conference_finalise", item.conference_id)
    messages.success(request, "Saved.")
    return redirect("conference_run", item.conference_id)


def _change_actions(request: ActorRequest, item: Item, form: NotesForm) -> None:
    facts = form.cleaned_data
    if form.adds_action:
        add_action(
            actor=request.actor, item=item, agency_id=UUID(facts["agency"]), task=facts["task"], due_on=facts["due_on"]
        )
    if remove := form.removes():
        remove_action(actor=request.actor, item=item, action_id=remove)


def _refused(form: NotesForm, item: Item, sentence: str) -> NotesForm:
    """Show the sentence at the action; the notes themselves have been saved."""
    form.add_error("due_on", sentence)
    return form.with_version(item.version)


def _choose(request: ActorRequest, item: Item, form: NotesForm) -> HttpResponse:
    """Show both texts: what was stored meanwhile, and what was typed. The next save says which stands."""
    stored = item_of(item.conference)
    labels = {"discussion": "Information and risks", "decision": "Decision", "review_on": "Review date"}
    pairs = [(label, getattr(stored, name), form.cleaned_data[name]) for name, label in labels.items()]
    differing = [
        {"label": label, "stored": _words(kept), "typed": _words(typed)}
        for label, kept, typed in pairs
        if kept != typed
    ]
    return _show(request, stored, form.with_version(stored.version), differing=differing, status=409)


def _words(value: str | date | None) -> str:
    return date_format(value) if isinstance(value, date) else value or ""


def _show(request: ActorRequest, item: Item, form: NotesForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "actions": item.actions.select_related("agency"),
        **step_context(item.conference, "conference_run"),
        **more,
    }
    return render(request, "conferences/conference_run.html", context, status=status)
