"""Prompting to assess the risk again. What prompts is an act of somebody, and is recorded there."""

from django.db import connection

from cases.models import Case, Incident, Prompt
from cases.models.prompt import PromptCause, PromptDetail
from cases.states import State
from partners.actor import Actor


def prompt(actor: Actor, case: Case, cause: PromptCause, detail: PromptDetail = PromptDetail.NONE) -> None:
    """Say that the risk has to be assessed again; of a case that nobody has assessed there is nothing to say.

    Args:
        actor: whose act is the cause; of the agency that is shown.
        case: the case.
        cause: what happened.
        detail: which fact changed, where it is a fact.
    """
    if case.state != State.NEW:
        Prompt(case=case, agency_id=actor.agency, cause=cause, detail=detail).save(force_insert=True)


def prompt_linked(incident: Incident) -> None:
    """Tell the other cases of the partnership to which `incident` is linked that there was an incident, no more.

    Which cases those are, only the database knows, and it does not say (cases/sql/linked_repeats.sql).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.prompt_linked_cases(%s)", [incident.pk])
