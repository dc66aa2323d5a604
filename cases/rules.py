"""Who may do what with a case. Each check raises a sentence that a caseworker can read.

The case has come through `cases.policy.get_case`, so the actor may see it; the rules say what else is allowed.
"""

from cases.models import Case
from cases.states import DECIDED, State
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission


def check_leads(actor: Actor, case: Case, deed: str) -> None:
    """Check that the actor acts for the agency that leads the case.

    Args:
        actor: who asks.
        case: the case.
        deed: completes "Only the lead agency can …".

    Raises:
        NotPermitted: another agency leads it.
    """
    if actor.agency_id != case.lead_agency_id:
        raise NotPermitted(f"Only the lead agency can {deed}.")


def check_open(case: Case) -> None:
    """Check that the case is not closed.

    Raises:
        NotPossible: it is.
    """
    if case.state == State.CLOSED:
        raise NotPossible("This case is closed. Re-open it first.")


def check_may_share(actor: Actor, case: Case) -> None:
    """Check that the actor may give other agencies access to the case: one agency answers for every disclosure."""
    actor.must(Permission.CASE_SHARE, "Your role does not include sharing a case.")
    check_leads(actor, case, "share this case")


def check_may_assess(actor: Actor, case: Case) -> None:
    """Check that the actor may complete a risk assessment of the case."""
    actor.must(Permission.RISK_ASSESS, "Your role does not include risk assessment.")
    check_leads(actor, case, "assess the risk of this case")
    check_open(case)


def check_may_decide(actor: Actor, case: Case) -> None:
    """Check that the actor may take the decision: single-agency or multi-agency (003: the Receiving Agency decides)."""
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision.")
    check_leads(actor, case, "take the decision")
    if case.state == State.NEW:
        raise NotPossible("Assess the risk first. The decision follows the risk assessment.")
    if case.state != State.ASSESSED:
        raise NotPossible("The decision has been taken. A change of circumstances can re-open it.")


def check_may_reopen(actor: Actor, case: Case) -> None:
    """Check that the actor may re-open the decision because information or circumstances changed."""
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision.")
    check_leads(actor, case, "re-open the decision")
    if case.state not in DECIDED:
        raise NotPossible("There is no decision to re-open yet.")


def check_may_close(actor: Actor, case: Case) -> None:
    """Check that the actor may close the case; whether anything blocks it is for `cases.closure` to say."""
    actor.must(Permission.CASE_CLOSE, "Your role does not include closing a case.")
    check_leads(actor, case, "close this case")
    if case.state == State.CLOSED:
        raise NotPossible("This case is closed already.")


def check_may_tell_victim(actor: Actor, case: Case) -> None:
    """Check that the actor may record that the victim was told what happened (003: feedback to the victim)."""
    actor.must(Permission.CASE_CLOSE, "Your role does not include telling the victim what happened.")
    check_leads(actor, case, "record that the victim was told")
    check_open(case)


def check_may_convene(actor: Actor, case: Case) -> None:
    """Check that the actor is one of those who convene the case conference (003: the Receiving Agency does)."""
    actor.must(Permission.CONFERENCE_CONVENE, "Your role does not include convening a case conference.")
    check_leads(actor, case, "convene a case conference")
