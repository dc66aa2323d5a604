"""Re-opening the decision: "changes to information or circumstances" (003, the "Shropshire model")."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.actions.movement import move
from cases.limits import decision_due
from cases.models import Case, Move, Reopening
from cases.models.decision import Cause
from cases.policy import not_kept_away
from cases.rules import check_may_reopen
from cases.states import DECIDED, State
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.queries import people_of, people_with
from partners.roles import Role

NOTICE = "decision_reopened"
_UNDONE = {"closed_on": None, "closing_outcome": "", "victim_told_on": None, "victim_not_told": ""}


@transaction.atomic
def reopen(*, actor: Actor, case: Case, cause: Cause, reason: str = "") -> None:
    """Let the decision be taken again; do nothing when none has been taken.

    Whoever has access to the case may cause this, by adding an incident. A closed case is opened again. The limit for
    the decision begins anew, unless the Responsible Person returned it: then nothing has changed but the decision.

    Args:
        actor: whose act is the cause.
        case: the case; it is brought up to date and changed in memory too.
        cause: why.
        reason: which information or circumstances changed, or why the decision was returned; needed for both.
    """
    lock(case)
    start = State(case.state)
    if start not in DECIDED:
        return
    Reopening(
        case=case,
        agency_id=actor.agency,
        cause=cause,
        reason=reason,
        from_state=start,
        reopened_by_id=actor.user_id,
    ).save(force_insert=True)
    is_returned = cause == Cause.RETURNED
    due = case.decision_due_on if is_returned else decision_due(case.partnership, timezone.localdate())
    closing = _UNDONE if start == State.CLOSED else {}
    move(actor=actor, case=case, to=State.ASSESSED, decision_due_on=due, **closing)
    log.record(
        actor,
        "decision.reopen",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        reason=cause,
        facts={"from": start},
    )
    _tell(actor, case)


@transaction.atomic
def reopen_for_new_fact(*, actor: Actor, case: Case, reason: str) -> None:
    """Re-open the decision because a person says that information or circumstances changed.

    Args:
        actor: a person of the lead agency.
        case: the case.
        reason: what changed.

    Raises:
        NotPermitted: the actor may not take the decision in this case.
        NotPossible: there is no decision to re-open, or no reason.
    """
    lock(case)
    check_may_reopen(actor, case)
    if not reason.strip():
        raise NotPossible("Say what has changed.")
    reopen(actor=actor, case=case, cause=Cause.NEW_FACT, reason=reason.strip())


def _tell(actor: Actor, case: Case) -> None:
    notices.tell(
        actor,
        _concerned(case),
        kind=NOTICE,
        subject=case.reference,
        path=reverse("case_page", args=[case.reference]),
    )


def _concerned(case: Case) -> QuerySet[User]:
    """Return who opened the case, who took its decisions and the Responsible Persons, as far as they still work there
    and are not kept away from it.

    Deciders are read from the moves: an agency that adds an incident need not be able to read decisions.
    """
    deciders = Move.objects.filter(
        case=case, from_state=State.ASSESSED, to_state__in=DECIDED, agency_id=case.lead_agency_id
    )
    seat = {"partnership_id": case.partnership_id, "agency_id": case.lead_agency_id}
    responsible = people_with(Role.RESPONSIBLE_PERSON, **seat)
    concerned = people_of(**seat).filter(
        Q(pk=case.opened_by_id) | Q(pk__in=deciders.values("moved_by_id")) | Q(pk__in=responsible.values("pk"))
    )
    return not_kept_away(concerned, case.pk)
