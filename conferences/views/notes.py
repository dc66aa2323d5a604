"""Saving one box of the notes while it is typed (site/autosave.js). The answer is what stands beneath the box."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from audit import log
from conferences.actions.notes import FIELDS, WrittenMeanwhile, write
from conferences.forms.notes import NotesForm
from conferences.models import Item
from conferences.policy_items import find_item
from conferences.rules import check_may_run
from partners.actor import ActorRequest
from partners.errors import NotPossible
from partners.roles import Permission
from partners.web import page

OUTCOME = "Site-Note"
"""The header by which the browser knows our answer from a page to sign in or an error: saved, changed or refused."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the notes as the page shows it."""

    field: BoundField
    version: int
    said: str
    is_unsaved: bool


def boxes_of(item: Item, form: NotesForm) -> list[Box]:
    """Return the boxes of the notes; one that holds other words than are stored says so."""
    return [
        Box(
            field=form[name],
            version=int(form[f"{name}_version"].value() or 0),
            said=_saved(item) if getattr(item, f"{name}_version") else "Nothing saved yet",
            is_unsaved=form.is_bound and form.cleaned_data.get(name) != getattr(item, name),
        )
        for name in FIELDS
    ]


def _saved(item: Item) -> str:
    return f"Saved {date_format(timezone.localtime(item.saved_at), 'H:i')}" if item.saved_at else ""


@require_POST
@page(Permission.CONFERENCE_READ)
def item_note(request: ActorRequest, key: UUID, field: str) -> HttpResponse:
    """Save what is typed in one box, or say what else stands there now."""
    if field not in FIELDS:
        raise Http404("There is no such box.")
    item = find_item(request.actor, key)
    try:
        check_may_run(request.actor, item.conference)
        return _write(request, item, field)
    except WrittenMeanwhile as other:
        return _ask(request, item, field, other)
    except NotPossible as refusal:
        return _refuse(request, field, str(refusal))


def _write(request: ActorRequest, item: Item, field: str) -> HttpResponse:
    form = NotesForm(request.POST)
    form.full_clean()
    if problems := form[field].messages + form[f"{field}_version"].messages:  # type: ignore[attr-defined]
        return _refuse(request, field, " ".join(problems))
    facts = form.cleaned_data
    kept = write(actor=request.actor, item=item, field=field, words=facts[field], version=facts[f"{field}_version"])
    said = f"Saved {date_format(timezone.localtime(kept.saved_at), 'H:i')}" if kept.saved_at else "Nothing saved yet"
    return _answer(request, "saved", "note_state", {"name": field, "version": kept.version, "said": said})


def _ask(request: ActorRequest, item: Item, field: str, other: WrittenMeanwhile) -> HttpResponse:
    """Show the other text; the browser keeps the writer's own until one of them is chosen."""
    log.record(
        request.actor,
        "conference.compare",
        subject=item.case.reference,
        owner_agency_id=item.conference.chairing_agency_id,
        facts={"conference": str(item.conference_id), "field": field},
    )
    context = {
        "name": field,
        "version": request.POST[f"{field}_version"],
        "stored": typed(other.stored),
        "stored_version": other.version,
        "can_join": isinstance(other.stored, str),
    }
    return _answer(request, "changed", "note_choice", context, status=409)


def typed(words: Any) -> str:
    """Return what stands in a box as one would type it."""
    return words if isinstance(words, str) else f"{words:%d/%m/%Y}" if words else ""


def _refuse(request: ActorRequest, field: str, sentence: str) -> HttpResponse:
    said = f"Not saved. {sentence}"
    context = {"name": field, "version": request.POST.get(f"{field}_version", "0"), "said": said, "refused": True}
    return _answer(request, "refused", "note_state", context, status=422)


def _answer(
    request: ActorRequest, outcome: str, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    response = render(request, f"conferences/{template}.html", context, status=status)
    response.headers[OUTCOME] = outcome
    return response
