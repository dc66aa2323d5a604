"""Who may say what becomes of a repeat. Each check raises a sentence that a caseworker can read."""

from cases.rules import check_leads
from conferences.models import Repeat
from partners.actor import Actor
from partners.errors import NotPossible
from partners.roles import Permission


def check_may_answer_repeat(actor: Actor, repeat: Repeat, *, is_answered: bool) -> None:
    """Check that the actor may put the case on the next agenda again, or say why not: the lead agency does, once."""
    actor.must(Permission.CASE_SHARE, "Your role does not include putting cases on an agenda.")
    check_leads(actor, repeat.case, "say what becomes of this repeat")
    if is_answered:
        raise NotPossible("It has been said already what becomes of this repeat.")
