"""The minutes as data: what stands in them, what is still missing, and the hash that shows they are unchanged."""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

from conferences.confidentiality import STATEMENT
from conferences.models import Attendance, Conference, Item
from conferences.models.attendance import Presence

SCHEMA = "conference-minutes/1"


def content_of(conference: Conference, *, number: int | None, at: datetime | None, by: str) -> dict[str, Any]:
    """Return the minutes as they stand. People of the case are not named: the reference stands for them.

    Args:
        conference: the conference.
        number: of the minutes; empty for a draft.
        at: when they were finalised; empty for a draft.
        by: who finalised them.
    """
    attendances = list(conference.attendances.select_related("agency").order_by("name", "pk"))
    return {
        "schema": SCHEMA,
        "number": number,
        "partnership": conference.partnership.name,
        "chairing_agency": conference.chairing_agency.name,
        "chair": conference.chair.name,
        "held_at": conference.held_at.isoformat(),
        "place": conference.place,
        "confidentiality": list(STATEMENT),
        **{presence.value: _people(attendances, presence) for presence in Presence},
        "items": [_item(item) for item in conference.items.select_related("case")],
        "finalised_at": at.isoformat() if at else None,
        "finalised_by": by,
    }


def _people(attendances: list[Attendance], presence: Presence) -> list[dict[str, str | None]]:
    return [_person(attendance) for attendance in attendances if attendance.presence == presence]


def _person(attendance: Attendance) -> dict[str, str | None]:
    confirmed = attendance.confidentiality_confirmed_at
    return {
        "name": attendance.name,
        "agency": attendance.agency.name,
        "confirmed_at": confirmed.isoformat() if confirmed else None,
    }


def _item(item: Item) -> dict[str, Any]:
    actions = item.actions.select_related("agency").order_by("due_on", "agency__name", "pk")
    return {
        "reference": item.case.reference,
        "discussion": item.discussion,
        "decision": item.decision,
        "review_on": item.review_on.isoformat() if item.review_on else None,
        "actions": [
            {"agency": action.agency.name, "task": action.task, "due_on": action.due_on.isoformat()}
            for action in actions
        ],
    }


def read(content: dict[str, Any]) -> dict[str, Any]:
    """Return the minutes with their days and moments as such, for a page or a paper to show."""
    items = [
        {
            **item,
            "review_on": _day(item["review_on"]),
            "actions": [{**action, "due_on": _day(action["due_on"])} for action in item["actions"]],
        }
        for item in content["items"]
    ]
    people = [
        {**person, "presence": presence.label, "confirmed_at": _moment(person["confirmed_at"])}
        for presence in Presence
        for person in content[presence.value]
    ]
    moments = {name: _moment(content[name]) for name in ("held_at", "finalised_at")}
    return {**content, **moments, "items": items, "people": people}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the minutes' canonical JSON: keys in order, no spaces, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(canonical.encode()).hexdigest()


def missing_from(conference: Conference) -> list[str]:
    """Return a sentence for each thing without which the minutes cannot be finalised."""
    there = list(conference.attendances.exclude(presence=Presence.APOLOGIES))
    missing = []
    if not any(attendance.presence == Presence.PRESENT for attendance in there):
        missing.append("Record who is present.")
    missing += [
        f"{attendance.name} has not confirmed confidentiality."
        for attendance in there
        if attendance.confidentiality_confirmed_at is None
    ]
    missing += [
        f"Write down the decision about case {item.case.reference}."
        for item in conference.items.select_related("case")
        if not item.decision.strip()
    ]
    return missing
