"""Who may say what about a level of risk beyond assessing it: answering a proposal to lower it, and safety facts."""

from cases.models import Case, Lowering
from cases.rules import check_leads, check_open
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Permission


def check_may_answer_lowering(actor: Actor, lowering: Lowering, *, is_latest: bool, is_answered: bool) -> None:
    """Check that the actor may confirm or decline a lower level of risk: a second person of the agency that leads.

    Args:
        actor: who asks.
        lowering: what is proposed.
        is_latest: whether the assessment that it is about still stands.
        is_answered: whether somebody has answered it.
    """
    actor.must(Permission.RISK_ASSESS, "Your role does not include risk assessment.")
    check_leads(actor, lowering.case, "answer a proposal to lower the risk of this case")
    if actor.user_id == lowering.proposed_by_id:
        raise NotPermitted("You proposed this. A second person has to confirm or decline it.")
    check_open(lowering.case)
    if is_answered:
        raise NotPossible("This proposal has been answered already.")
    if not is_latest:
        raise NotPossible("A newer assessment has replaced the one that this proposal is about.")


def check_may_change_safety(actor: Actor, case: Case) -> None:
    """Check that the actor may change facts about somebody's safety: who is at risk, and how contact is safe."""
    actor.must(Permission.CASE_LOG, "Your role does not include logging incidents.")
    check_leads(actor, case, "change facts about safety in this case")
    check_open(case)
