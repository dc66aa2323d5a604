"""Reading and printing final minutes: each reader their own copy, version by version."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conferences.minutes import read
from conferences.models import Conference, Edition
from conferences.policy import get_conference
from conferences.rules_minutes import check_may_amend
from conferences.versions import Version, version_for, versions_for
from conferences.views.papers import paper_or_way_back
from partners.actor import Actor, ActorRequest
from partners.errors import reason_against
from partners.roles import Permission
from partners.web import page


@require_safe
@page(Permission.CONFERENCE_READ)
def minutes_page(request: ActorRequest, key: UUID) -> HttpResponse:
    """Show the latest minutes, or an earlier version, as the reader's copy has them."""
    conference = get_conference(request.actor, key, purpose="minutes.read")
    version = version_for(request.actor, conference, Edition.FINAL, _wanted(request))
    return render(request, "conferences/minutes_page.html", _context(request.actor, conference, version))


def _wanted(request: ActorRequest) -> int | None:
    """Return which version is asked for; anything that is no number asks for the latest."""
    text = request.GET.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _context(actor: Actor, conference: Conference, version: Version) -> dict[str, Any]:
    changes = version.changes()
    content = read(version.content)
    return {
        "conference": conference,
        "minutes": {**content, "items": _with_changes(content["items"], changes, version)},
        "version": version,
        "changes_of_people": version.changes_of_people(),
        "versions": versions_for(actor, conference, Edition.FINAL),
        "amending": reason_against(check_may_amend, actor, conference),
        "chairs": actor.agency_id == conference.chairing_agency_id,
        "marking": "OFFICIAL-SENSITIVE",
    }


def _with_changes(items: list[dict[str, Any]], changes: dict[str, Any], version: Version) -> list[dict[str, Any]]:
    return [
        {**item, "key": key, "changes": changes.get(item["reference"], [])}
        for item, key in zip(items, version.item_ids, strict=True)
    ]


@require_safe
@page(Permission.CONFERENCE_READ)
def minutes_pdf(request: ActorRequest, key: UUID) -> HttpResponse:
    """Send the reader's copy as a PDF, the same bytes each time."""
    conference = get_conference(request.actor, key, purpose="minutes.print")
    version = version_for(request.actor, conference, Edition.FINAL, _wanted(request))
    name = f"minutes-{conference.number}{f'-version-{version.number}' if version.number > 1 else ''}.pdf"
    return paper_or_way_back(request, version, name=name, back="minutes_page")
