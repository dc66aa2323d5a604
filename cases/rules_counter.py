"""Who marks a case as a counter-allegation to another."""

from cases.models import Case
from cases.rules import check_leads, check_open
from partners.actor import Actor
from partners.roles import Permission

NO_SUCH_CASE = "There is no case with this reference whose account you can read. Check the reference."
"""Said of a case that is not there, of one that is hidden, and of one whose account is."""


def check_may_mark_counter(actor: Actor, case: Case) -> None:
    """Check that the actor may say that the case is a counter-allegation, and judge it."""
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision and what belongs to it.")
    check_leads(actor, case, "mark it as a counter-allegation")
    check_open(case)
