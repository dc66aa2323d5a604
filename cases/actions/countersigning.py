"""Countersigning a decision, or returning it: the Responsible Person, where the partnership wants it."""

from django.db import transaction
from django.urls import reverse

from audit import log
from cases.actions.locking import lock
from cases.actions.reopening import reopen
from cases.models import Countersignature, Decision
from cases.models.countersignature import CountersignatureVerdict
from cases.models.decision import Cause
from cases.policy import not_kept_away
from cases.queries_decision import countersignature_of, stands
from cases.rules_decision import check_may_countersign
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User

SIGNED = "decision_countersigned"
_VERBS = {CountersignatureVerdict.SIGNED: "decision.countersign", CountersignatureVerdict.RETURNED: "decision.return"}


@transaction.atomic
def countersign(*, actor: Actor, decision: Decision, verdict: CountersignatureVerdict, reason: str = "") -> None:
    """Countersign a decision; or return it, and then it has to be taken again.

    Args:
        actor: a Responsible Person of the lead agency who did not take it.
        decision: the decision; its case is brought up to date.
        verdict: signed or returned.
        reason: why; needed when it is returned.

    Raises:
        NotPermitted: the actor is not a Responsible Person of the lead agency, or took the decision.
        NotPossible: it needs no countersignature, has one, has been re-opened, or the reason is missing.
    """
    case = decision.case
    lock(case)
    is_answered = countersignature_of(decision) is not None
    check_may_countersign(actor, decision, stands=stands(decision), is_answered=is_answered)
    check_reason(verdict, reason)
    Countersignature(
        decision=decision,
        case=case,
        agency_id=actor.agency,
        verdict=verdict,
        reason=reason.strip(),
        given_by_id=actor.person,
    ).save(force_insert=True)
    log.record(
        actor,
        _VERBS[verdict],
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=["decision"],
        facts={"choice": decision.choice},
    )
    if verdict == CountersignatureVerdict.RETURNED:
        reopen(actor=actor, case=case, cause=Cause.RETURNED, reason=reason.strip())
    else:
        decider = not_kept_away(User.objects.filter(pk=decision.decided_by_id), case.pk)
        path = reverse("case_page", args=[case.reference])
        notices.tell(actor, decider, kind=SIGNED, subject=case.reference, path=path)


def check_reason(verdict: str, reason: str) -> None:
    """Check that a returned decision says why.

    Raises:
        NotPossible: it does not.
    """
    if verdict == CountersignatureVerdict.RETURNED and not reason.strip():
        raise NotPossible("Say why you return the decision.")
