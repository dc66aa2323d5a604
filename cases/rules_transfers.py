"""Who may hand a case over to another partnership, and accept one. Each check raises a sentence to be read.

A whole case leaves the partnership for good, so on both sides the agency's Responsible Person or a panel chair decides
(docs/decisions/0027).
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils import timezone

from cases.actions.restricting import standing_restriction
from cases.models import Case, Incident, Transfer
from cases.queries_transfers import is_waiting, waiting_offer
from cases.rules import check_leads, check_open
from cases.rules_decision import check_names_nobody
from cases.sections import Section
from cases.transfer_papers import obstacles_to
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission

LONGEST_OFFER = timedelta(days=28)
"""For how long at most a case may be on offer: whoever is harmed waits meanwhile."""
USUAL_OFFER = timedelta(days=14)
ANSWERED_ALREADY = "This offer has been answered, has lapsed or was withdrawn."
_ROLE = "Only the Responsible Person or a panel chair of your agency can"


def check_may_offer(actor: Actor, case: Case) -> None:
    """Check that the actor may offer the case to another partnership now."""
    actor.must(Permission.CASE_TRANSFER, f"{_ROLE} hand a case over to another partnership.")
    check_leads(actor, case, "hand this case over to another partnership")
    check_open(case)
    if standing_restriction(case) is not None:
        raise NotPossible(
            "This case is restricted to named people, whom the other partnership does not have. "
            "Lift the restriction before you hand the case over."
        )
    check_not_offered(case)
    if obstacles := obstacles_to(case):
        raise NotPossible(" ".join(["This case cannot be handed over yet.", *obstacles]))


def check_not_offered(case: Case) -> None:
    """Check that no other partnership has been offered the case.

    Raises:
        NotPossible: one has, and has not answered.
    """
    if offer := waiting_offer(case, timezone.localdate()):
        raise NotPossible(f"This case is offered to {offer.to_agency.name}. Withdraw the offer first.")


def check_why(why: str, known: frozenset[str]) -> None:
    """Check that an offer says why, and names nobody: it is read before the case is accepted.

    Args:
        why: why the other partnership gets the case.
        known: the reference of the case, and the names, numbers and addresses in it.
    """
    if not why.strip():
        raise NotPossible("Say why the other partnership gets this case.")
    check_names_nobody(why, known, instead="The other partnership reads this before it accepts the case.")


def check_gateway(case: Case, legal_gateway: str) -> None:
    """Check that handing the case over does not rest on a consent that was refused."""
    if legal_gateway == "consent" and Incident.objects.filter(case=case, consent="refused").exists():
        raise NotPossible("Consent to share was refused in this case. Choose another legal basis.")


def check_sections(sections: Collection[Section]) -> None:
    """Check that the other partnership gets more than the summary: it could not work the case."""
    if not set(sections) - {Section.SUMMARY}:
        raise NotPossible("Choose what the other partnership needs beside the summary.")


def check_lapses(lapses_on: date, today: date) -> None:
    """Check the last day on which an offer can be accepted.

    Args:
        lapses_on: that day.
        today: the date in Europe/London.
    """
    if not today < lapses_on <= today + LONGEST_OFFER:
        raise NotPossible(f"Choose a day after today and within {LONGEST_OFFER.days} days for the answer.")


def check_may_answer_offer(actor: Actor, transfer: Transfer) -> None:
    """Check that the actor may accept or decline a case that another partnership offers."""
    actor.must(Permission.CASE_TRANSFER, f"{_ROLE} accept or decline a case from another partnership.")
    if (actor.partnership_id, actor.agency_id) != (transfer.to_partnership_id, transfer.to_agency_id):
        raise NotPermitted("Only the agency that the case is offered to can answer.")
    _check_waits(transfer)


def check_may_withdraw_offer(actor: Actor, transfer: Transfer) -> None:
    """Check that the actor may take the offer of a case back."""
    actor.must(Permission.CASE_TRANSFER, f"{_ROLE} withdraw the offer of a case.")
    if (actor.partnership_id, actor.agency_id) != (transfer.from_partnership_id, transfer.from_agency_id):
        raise NotPermitted("Only the agency that offered the case can withdraw the offer.")
    _check_waits(transfer)


def _check_waits(transfer: Transfer) -> None:
    if not is_waiting(transfer, timezone.localdate()):
        raise NotPossible(ANSWERED_ALREADY)
