"""The minutes as a paper to print."""

from typing import Any

from django.utils.formats import date_format

from cases.papers import Marking, write_pdf
from conferences.minutes import read
from conferences.models import Minutes

_MOMENT = "j F Y, H:i"


def minutes_paper(minutes: Minutes) -> bytes:
    """Return the minutes as a tagged PDF, marked OFFICIAL-SENSITIVE on every page; the same bytes each time.

    Raises:
        PdfUnavailableError: this machine lacks the libraries that make PDFs.
    """
    content = read(minutes.content)
    return write_pdf(
        template="papers/minutes.html",
        context=_context(content, minutes.content_sha256),
        title=f"Minutes no. {content['number']}",
        marking=Marking.OFFICIAL_SENSITIVE,
        partnership=content["partnership"],
        as_of=minutes.made_at,
    )


def _context(content: dict[str, Any], sha256: str) -> dict[str, Any]:
    (item,) = content["items"]
    decision, _, further = item["decision"].strip().partition("\n")
    finalised_at = date_format(content["finalised_at"], _MOMENT)
    finalised = f"Finalised by {content['finalised_by']} on {finalised_at}. These minutes are locked."
    return {
        "number": f"no. {content['number']} of {content['chairing_agency']}",
        "case": item["reference"],
        "held": _held(content, item),
        "attendance": [_attendance(person) for person in content["people"]],
        "statement": " ".join(content["confidentiality"]),
        "parts": [("Information and risks", item["discussion"] or "Nothing was noted.")],
        "decision": (decision, further),
        "actions": [
            (number, action["task"], action["agency"], date_format(action["due_on"]))
            for number, action in enumerate(item["actions"], start=1)
        ],
        "finalised": f"{finalised} SHA-256: {sha256}",
    }


def _held(content: dict[str, Any], item: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Date", date_format(content["held_at"], _MOMENT)),
        ("Place", content["place"]),
        ("Chair", f"{content['chair']}, {content['chairing_agency']}"),
        ("Review of the risk", date_format(item["review_on"]) if item["review_on"] else "No date set"),
    ]


def _attendance(person: dict[str, Any]) -> tuple[str, str, str, str]:
    confirmed = person["confirmed_at"]
    words = f"Confirmed {date_format(confirmed, _MOMENT)}" if confirmed else "Not there"
    return person["name"], person["agency"], person["presence"], words
