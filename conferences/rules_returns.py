"""Who may do what with a research return. Each check raises a sentence that a caseworker can read.

The item has come through the policy, so the actor's agency takes part in it.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from cases.models import Incident
from cases.terms import check_codes
from conferences.models import Item, ResearchReturn, Statement
from conferences.models.research_return import ReturnAnswer
from conferences.rules import check_convened
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission

ONE_IS_RELEASED = "Your agency has released its return. Take it back to correct it."


def check_may_return(actor: Actor, item: Item) -> None:
    """Check that the actor may write their agency's return about this item: until the minutes are final."""
    actor.must(Permission.CONFERENCE_READ, "Your role does not include research returns.")
    check_convened(item.conference)


def check_is_own(actor: Actor, research_return: ResearchReturn) -> None:
    """Check that the return is that of the actor's agency."""
    if actor.agency_id != research_return.agency_id:
        raise NotPermitted("Only the agency that wrote this return can change it.")


def check_is_draft(actor: Actor, research_return: ResearchReturn) -> None:
    """Check that the return can still be written: nobody else has seen it."""
    check_is_own(actor, research_return)
    if research_return.released_at is not None:
        raise NotPossible(ONE_IS_RELEASED)


def check_stands(actor: Actor, research_return: ResearchReturn) -> None:
    """Check that the return can be taken back: it was released, and not taken back before."""
    check_is_own(actor, research_return)
    if research_return.released_at is None:
        raise NotPossible("This return has not been released, so there is nothing to take back.")
    if research_return.taken_back_at is not None:
        raise NotPossible("This return has been taken back already.")


def check_answer(answer: str, statements: Sequence[Statement]) -> None:
    """Check that what is released fits together: "known" says what, "nothing known" says nothing."""
    if answer == ReturnAnswer.KNOWN and not statements:
        raise NotPossible("Add what your agency knows, or choose “Nothing known”.")
    if answer == ReturnAnswer.NOTHING_KNOWN and statements:
        raise NotPossible("Your agency has written statements. Remove them first, or release them.")
    if answer not in ReturnAnswer.values:
        raise NotPossible("Choose whether anything is known to your agency.")


def check_statement(statement: Statement, item: Item) -> None:
    """Check that a statement says where it is from and of when, and why it is shared or withheld."""
    if not statement.text.strip() or not statement.source.strip():
        raise NotPossible("Write down what your agency knows, and where from.")
    _check_day(statement.dated_on)
    if statement.is_shared:
        _check_gateway(statement.legal_gateway, item)
    elif not statement.withheld_because.strip():
        raise NotPossible("Say why your agency does not share this.")


def _check_day(day: date) -> None:
    if day > timezone.localdate():
        raise NotPossible("The date of what your agency knows is today or earlier.")


def _check_gateway(code: str, item: Item) -> None:
    if not code:
        raise NotPossible("Choose the legal basis for sharing.")
    partnership = item.conference.partnership_id
    check_codes([code], "legal_gateway", partnership_id=partnership, day=timezone.localdate())
    if code == "consent" and Incident.objects.filter(case_id=item.case_id, consent="refused").exists():
        raise NotPossible("Consent to share was refused in this case. Choose another legal basis.")
