"""Saying what became of an action."""

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.policy import not_kept_away
from conferences.models import Action, ActionState
from conferences.people import possible_chairs
from conferences.rules import check_may_answer
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell

NOTICE = "action_answered"


@transaction.atomic
def answer(*, actor: Actor, action: Action, state: ActionState, note: str) -> None:
    """Record that an action is done, or that it is not possible; "not possible" is apart from "not done" (domain 5).

    Args:
        actor: a person of the agency that took the action.
        action: the action; its state is changed in memory too.
        state: done or not possible.
        note: what was done, or why it is not possible.

    Raises:
        NotPermitted: another agency took the action.
        NotPossible: it has been answered, or the answer says nothing.
    """
    check_may_answer(actor, action)
    if state == ActionState.OPEN:
        raise NotPossible("Choose whether the action is done or not possible.")
    if not note.strip():
        raise NotPossible("Say what was done, or why it is not possible.")
    _write(actor, action, state, note)
    log.record(
        actor,
        "action.answer",
        subject=action.case_reference,
        owner_agency_id=action.lead_agency_id,
        facts={"action": str(action.pk), "state": state},
    )
    tell(
        actor,
        _whoever_agreed_it(action),
        kind=NOTICE,
        subject=action.case_reference,
        path=reverse("action_answer", args=[action.pk]),
    )


def _write(actor: Actor, action: Action, state: ActionState, note: str) -> None:
    changed = Action.objects.filter(pk=action.pk, state=ActionState.OPEN).update(
        state=state, note=note, answered_by_id=actor.person, answered_at=timezone.now()
    )
    if changed != 1:
        raise NotPossible("This action has been answered already.")
    action.refresh_from_db(fields=["state", "note", "answered_by", "answered_at"])


def _whoever_agreed_it(action: Action) -> QuerySet[User]:
    """Return the person of the lead agency who wrote the action down, when still a caseworker there and let in."""
    caseworkers = possible_chairs(partnership_id=action.partnership_id, agency_id=action.lead_agency_id)
    return not_kept_away(caseworkers.filter(pk=action.agreed_by_id), action.case_id)
