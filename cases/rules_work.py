"""Who may do what about single-agency work: the lead agency's own policy, actions and review."""

from datetime import date

from cases.models import Case, CaseTask
from cases.rules import check_leads, check_open
from cases.states import State
from partners.actor import Actor
from partners.errors import NotPossible
from partners.roles import Permission

LONGEST_REVIEW = 366
"""In how many days at most single-agency work is looked at again."""


def check_may_work(actor: Actor, case: Case) -> None:
    """Check that the actor may plan single-agency work and add actions to it."""
    actor.must(Permission.DECISION_RECORD, "Your role does not include the decision and what follows from it.")
    check_leads(actor, case, "plan the single-agency work")
    check_open(case)
    if case.state != State.SINGLE_AGENCY:
        raise NotPossible("The decision is not single-agency, so there is no single-agency work to plan.")


def check_day_ahead(day: date, today: date, *, what: str) -> None:
    """Check that something is planned for a day that comes, and not for one that nobody will remember.

    Args:
        day: the planned day.
        today: the date in Europe/London.
        what: begins the sentence, such as "The review".
    """
    if day < today:
        raise NotPossible(f"{what} must be today or in the future.")
    if (day - today).days > LONGEST_REVIEW:
        raise NotPossible(f"{what} must be within {LONGEST_REVIEW} days.")


def check_may_answer_task(actor: Actor, task: CaseTask, *, is_answered: bool) -> None:
    """Check that the actor may say what became of an action: anybody of the lead agency who may answer actions.

    A case is closed with open actions when it is handed over to another partnership: they stay with who took them.
    """
    actor.must(Permission.ACTION_UPDATE, "Your role does not include answering actions.")
    check_leads(actor, task.case, "answer this action")
    if is_answered:
        raise NotPossible("This action has been answered already.")
