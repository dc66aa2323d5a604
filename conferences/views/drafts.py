"""Sending a draft of the minutes round, reading it, and asking for corrections."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conferences.actions.circulating import circulate
from conferences.actions.correcting import correct
from conferences.forms.minutes import CirculateForm, CorrectionForm
from conferences.minutes import missing_from, read
from conferences.models import Conference, Edition, Item
from conferences.policy import get_conference, visible_items
from conferences.queries_minutes import corrections_of
from conferences.rules import check_may_run
from conferences.rules_minutes import check_may_circulate, check_may_correct
from conferences.versions import Version, version_for
from conferences.views.papers import paper_or_way_back
from conferences.views.refusals import refusals_on
from partners.actor import ActorRequest
from partners.errors import NotPossible, reason_against
from partners.roles import Permission
from partners.web import page


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def minutes_circulate(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask until when corrections can be sent, and send the draft round."""
    conference = get_conference(request.actor, key)
    check_may_circulate(request.actor, conference)
    form = CirculateForm(request.POST or None, access_until=conference.access_until)
    if request.method == "POST" and form.is_valid() and _circulated(request, conference, form):
        messages.success(request, "The draft has been sent to everybody who was asked.")
        return redirect("draft_page", conference.pk)
    context = {
        "conference": conference,
        "form": form,
        "missing": missing_from(conference),
        "marking": "OFFICIAL-SENSITIVE",
    }
    return render(request, "conferences/minutes_circulate.html", context)


def _circulated(request: ActorRequest, conference: Conference, form: CirculateForm) -> bool:
    try:
        circulate(actor=request.actor, conference=conference, corrections_until=form.cleaned_data["until"])
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONFERENCE_READ)
@refusals_on("conference_page")
def draft_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show the reader's copy of the latest draft, with the corrections that were asked for, and ask for more."""
    conference = get_conference(request.actor, key, purpose="minutes.read_draft")
    draft = version_for(request.actor, conference, Edition.DRAFT)
    form = CorrectionForm(request.POST or None, items=_items(request, draft))
    if request.method == "POST" and form.is_valid() and _corrected(request, draft, form):
        messages.success(request, form.thanks())
        return redirect("draft_page", conference.pk)
    return render(request, "conferences/draft_page.html", _context(request, conference, draft, form))


def _items(request: ActorRequest, draft: Version) -> list[Item]:
    return list(visible_items(request.actor).filter(pk__in=draft.item_ids))


def _corrected(request: ActorRequest, draft: Version, form: CorrectionForm) -> bool:
    try:
        correct(actor=request.actor, draft=draft.minutes, item=form.item(), words=form.correction())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _context(request: ActorRequest, conference: Conference, draft: Version, form: CorrectionForm) -> dict[str, Any]:
    changes = draft.changes()
    content = read(draft.content)
    items = [{**item, "changes": changes.get(item["reference"], [])} for item in content["items"]]
    correcting = reason_against(check_may_correct, request.actor, draft.minutes)
    return {
        "conference": conference,
        "draft": draft,
        "minutes": {**content, "items": items},
        "changes_of_people": draft.changes_of_people(),
        "corrections": corrections_of(request.actor, conference),
        "form": None if correcting else form,
        "correcting": correcting,
        "chairs": request.actor.agency_id == conference.chairing_agency_id,
        "answers": not reason_against(check_may_run, request.actor, conference),
        "circulating": reason_against(check_may_circulate, request.actor, conference),
        "marking": "OFFICIAL-SENSITIVE",
    }


@require_safe
@page(Permission.CONFERENCE_READ)
def draft_pdf(request: ActorRequest, key: UUID) -> HttpResponse:
    """Send the reader's copy of the latest draft as a PDF."""
    conference = get_conference(request.actor, key, purpose="minutes.print_draft")
    draft = version_for(request.actor, conference, Edition.DRAFT)
    name = f"draft-minutes{f'-{draft.number}' if draft.number > 1 else ''}.pdf"
    return paper_or_way_back(request, draft, name=name, back="draft_page")
