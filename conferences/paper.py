"""One reader's copy of the minutes as a paper to print."""

from typing import Any

from django.utils.formats import date_format

from cases.papers import Marking, write_pdf
from conferences.differences import Change
from conferences.minutes import read
from conferences.minutes_items import Content
from conferences.versions import Version

_MOMENT = "j F Y, H:i"


def minutes_paper(version: Version) -> bytes:
    """Return the copy as a tagged PDF, marked OFFICIAL-SENSITIVE on every page; the same bytes each time.

    A draft is marked as one on every page, too. Text, metadata, bookmarks and pages come from the copy alone, so they
    tell nothing of what is not in it.

    Raises:
        PdfUnavailableError: this machine lacks the libraries that make PDFs.
    """
    content = read(version.content)
    return write_pdf(
        template="papers/minutes.html",
        context=_context(content, version),
        title=_title(content, version),
        marking=Marking.OFFICIAL_SENSITIVE_DRAFT if version.is_draft else Marking.OFFICIAL_SENSITIVE,
        partnership=content["partnership"],
        as_of=version.minutes.made_at,
    )


def _title(content: Content, version: Version) -> str:
    if version.is_draft:
        return f"Draft minutes, {date_format(content['held_at'])}" + _numbered(", draft", version)
    return f"Minutes no. {content['number']}" + _numbered(", version", version)


def _numbered(words: str, version: Version) -> str:
    return f"{words} {version.number}" if version.number > 1 else ""


def _context(content: Content, version: Version) -> dict[str, Any]:
    changes, items = version.changes(), content["items"]
    return {
        "number": _number(content, version),
        "held": [
            ("Date", date_format(content["held_at"], _MOMENT)),
            ("Place", content["place"]),
            ("Chair", f"{content['chair']}, {content['chairing_agency']}"),
        ],
        "attendance": [_attendance(person) for person in content["people"]],
        "amended": _amended(content["amended"]) if content.get("amended") else "",
        "changes": version.changes_of_people(),
        "statement": " ".join(content["confidentiality"]),
        "items": [
            _item(item, changes.get(item["reference"], []), f"Item {place} of {len(items)}" if len(items) > 1 else "")
            for place, item in enumerate(items, start=1)
        ],
        "finalised": _finalised(content, version),
        "hashes": [
            ("SHA-256 of the full minutes", version.minutes.content_sha256),
            ("SHA-256 of this copy", version.content_sha256),
        ],
    }


def _number(content: Content, version: Version) -> str:
    if version.is_draft:
        return f"Draft of the minutes of {content['chairing_agency']}"
    return f"Minutes no. {content['number']} of {content['chairing_agency']}"


def _finalised(content: Content, version: Version) -> str:
    """Return who finalised the minutes; of a draft, until when it can be corrected."""
    if version.is_draft:
        until = version.minutes.corrections_until
        last = f"; corrections can be sent until {date_format(until)}" if until else ""
        return f"This is a draft. It can change until the minutes are final{last}."
    at = date_format(content["finalised_at"], _MOMENT)
    return f"Finalised by {content['finalised_by']} on {at}. These minutes are locked."


def _attendance(person: Content) -> tuple[str, str, str, str]:
    confirmed = person["confirmed_at"]
    words = f"Confirmed {date_format(confirmed, _MOMENT)}" if confirmed else "Not there"
    presence = f"{person['presence']}, sent information" if person.get("sent_information") else person["presence"]
    return person["name"], person["agency"], presence, words


def _item(item: Content, changes: list[Change], number: str) -> dict[str, Any]:
    decision, _, further = item.get("decision", "").strip().partition("\n")
    said = [("Information and risks", item["discussion"] or "Nothing was noted.")] if "discussion" in item else []
    return {
        "heading": f"Case {item['reference']}",
        "number": number,
        "amended": _amended(item["amended"]) if item.get("amended") else "",
        "changes": changes,
        "recusals": [f"{each['name']}, {each['agency']}: conflict of interest" for each in item.get("recusals", [])],
        "returns": item.get("returns", []),
        "said": said,
        "decision": (decision, further) if "decision" in item else (),
        "facts": [_review(item)] if "review_on" in item else [],
        "actions": [_action(place, action) for place, action in enumerate(item["actions"], start=1)],
        "no_actions": f"No actions were agreed{'' if 'decision' in item else ' for this agency'}.",
    }


def _amended(said: Content) -> str:
    return f"Amended by {said['by']} on {date_format(said['at'], _MOMENT)}: {said['why']}"


def _review(item: Content) -> str:
    day = item["review_on"]
    return f"The risk is looked at again on {date_format(day)}." if day else "No review date was set."


def _action(place: int, action: Content) -> tuple[int, str, str, str]:
    who = ", ".join(name for name in (action.get("person", ""), action["agency"]) if name)
    return place, action["task"], who, date_format(action["due_on"]) if action["due_on"] else "At the next meeting"
