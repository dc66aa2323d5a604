"""What an agency asks another one before it takes a decision."""

from datetime import timedelta

from django.utils import timezone

from cases.actions.consulting import ask
from hatecrime.demo.lives import Life
from partners.scope import acting

QUESTION = "Could a landlord act within a week where private details were put online, and what would you need from us?"
SUMMARY = "Somebody's private details were published with an invitation to call on them. They live in rented housing."


def ask_before_deciding(life: Life, code: str) -> None:
    """Ask the agency with this code about a case that waits for its decision; nobody is named."""
    with acting(life.worker):
        ask(
            actor=life.worker,
            case=life.case,
            agency_id=life.cast.agencies[code].pk,
            question=QUESTION,
            summary=SUMMARY,
            answer_by=timezone.localdate() + timedelta(days=5),
        )
