"""The minutes as data: what stands in them, what is still missing, and the hash that shows they are unchanged."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from django.utils import timezone

from conferences.confidentiality import STATEMENT
from conferences.minutes_items import Content, item_content
from conferences.models import Attendance, Conference, Correction, Item
from conferences.models.attendance import Presence
from conferences.wording import counted

SCHEMA = "conference-minutes/2"


def content_of(conference: Conference, *, number: int | None, at: datetime | None, by: str) -> Content:
    """Return the whole minutes as they stand. People of the case are not named: the reference stands for them.

    Args:
        conference: the conference.
        number: of the minutes; empty for a draft.
        at: when they were finalised; empty for a draft.
        by: who finalised them.
    """
    head = head_of(conference, number=number, at=at, by=by)
    return composed(head, [item_content(item) for item in items_of(conference)])


def items_of(conference: Conference) -> list[Item]:
    """Return the items in the order of the agenda, with their cases."""
    return list(conference.items.select_related("case").order_by("position", "pk"))


def head_of(conference: Conference, *, number: int | None, at: datetime | None, by: str) -> Content:
    """Return what stands before the items: the meeting, and everybody who was there."""
    attendances = list(conference.attendances.select_related("agency").order_by("name", "pk"))
    return {
        "schema": SCHEMA,
        "number": number,
        "partnership": conference.partnership.name,
        "chairing_agency": conference.chairing_agency.name,
        "chair": conference.chair.name,
        "held_at": conference.held_at.isoformat(),
        "place": conference.place or conference.video_link,
        "confidentiality": list(STATEMENT),
        **{presence.value: _people(attendances, presence) for presence in Presence},
        "finalised_at": at.isoformat() if at else None,
        "finalised_by": by,
    }


def _people(attendances: list[Attendance], presence: Presence) -> list[Content]:
    return [_person(attendance) for attendance in attendances if attendance.presence == presence]


def _person(attendance: Attendance) -> Content:
    confirmed = attendance.confidentiality_confirmed_at
    return {
        "name": attendance.name,
        "agency": attendance.agency.name,
        "confirmed_at": confirmed.isoformat() if confirmed else None,
        **({"sent_information": True} if attendance.sent_information else {}),
    }


def composed(head: Content, items: Sequence[Content], *, version: int = 1) -> Content:
    """Return minutes put together from their parts.

    Args:
        head: what stands before the items.
        items: the items, in their order.
        version: the reader's count of versions; the first is not numbered.
    """
    numbered = {"version": version} if version > 1 else {}
    return {**head, **numbered, "items": list(items)}


def read(content: Content) -> Content:
    """Return the minutes with their days and moments as such, for a page or a paper to show."""
    people = [
        {**person, "presence": presence.label, "confirmed_at": _moment(person["confirmed_at"])}
        for presence in Presence
        for person in content[presence.value]
    ]
    moments: Content = {name: _moment(content[name]) for name in ("held_at", "finalised_at")}
    if amended := content.get("amended"):
        moments["amended"] = {**amended, "at": _moment(amended["at"])}
    return {**content, **moments, "items": [_read_item(item) for item in content["items"]], "people": people}


def _read_item(item: Content) -> Content:
    amended = item.get("amended")
    shown = {**item, "actions": [{**action, "due_on": _day(action["due_on"])} for action in item["actions"]]}
    if "review_on" in item:
        shown["review_on"] = _day(item["review_on"])
    shown["returns"] = [_read_return(each) for each in item.get("returns", [])]
    return {**shown, "amended": {**amended, "at": _moment(amended["at"])}} if amended else shown


def _read_return(given: Content) -> Content:
    said = [{**statement, "dated_on": _day(statement["dated_on"])} for statement in given["statements"]]
    return {**given, "statements": said}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


def digest(content: Content) -> str:
    """Return the SHA-256 of the minutes' canonical JSON: keys in order, no spaces, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(canonical.encode()).hexdigest()


def missing_from(conference: Conference) -> list[str]:
    """Return a sentence for each thing without which the minutes can neither circulate nor be finalised."""
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


def unanswered(conference: Conference) -> list[str]:
    """Return a sentence when corrections wait for an answer: then the minutes are not finalised yet."""
    waiting = Correction.objects.filter(conference=conference, answer__isnull=True).exclude(words="").count()
    return [f"{counted(waiting, 'correction has', 'corrections have')} not been answered."] if waiting else []
