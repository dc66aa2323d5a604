"""Answering a referral: accepted, which opens the sections, declined with a reason, or taken back by its sender."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit import log
from cases.actions import access
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.queries import people_who_may
from partners.roles import Permission
from referrals.actions.sending import tell_about
from referrals.models import Referral, ReferralState
from referrals.rules import check_may_answer, check_may_withdraw

ACCEPTED = "referral_accepted"
DECLINED = "referral_declined"
WITHDRAWN = "referral_withdrawn"


@transaction.atomic
def accept(*, actor: Actor, referral: Referral, note: str = "") -> None:
    """Accept: the sections that were offered open to the receiver from now.

    Args:
        actor: a person of the agency that is asked; for a service without this software, of the sender.
        referral: the referral.
        note: words to the sender.

    Raises:
        NotPermitted: the actor may not answer.
        NotPossible: it was answered or taken back before.
    """
    check_may_answer(actor, referral)
    _write(actor, referral, ReferralState.ACCEPTED, note)
    if referral.access_id is not None:
        access.accept_offer(actor=actor, access_id=referral.access_id, reference=referral.case_reference)
    _record(actor, referral, "referral.accept")
    tell_about(actor, _sender(referral), referral, ACCEPTED)


@transaction.atomic
def decline(*, actor: Actor, referral: Referral, note: str) -> None:
    """Decline: nothing of the case opens. For the arguments and errors see `accept`; a reason is needed."""
    check_may_answer(actor, referral)
    if not note.strip():
        raise NotPossible("Write why, so that the sender can look for other help.")
    _write(actor, referral, ReferralState.DECLINED, note)
    if referral.access_id is not None:
        _give_back(referral.access_id)
    _record(actor, referral, "referral.decline")
    tell_about(actor, _sender(referral), referral, DECLINED)


@transaction.atomic
def withdraw(*, actor: Actor, referral: Referral) -> None:
    """Take a referral back that waits for its answer, and the offer with it.

    Args:
        actor: a person of the agency that sent it.
        referral: the referral.

    Raises:
        NotPermitted: another agency sent it.
        NotPossible: it has been answered.
    """
    check_may_withdraw(actor, referral)
    _write(actor, referral, ReferralState.WITHDRAWN, "")
    offered = referral.access
    if offered is not None and offered.revoked_at is None:
        access.revoke(actor=actor, case=referral.case, access=offered)
    _record(actor, referral, "referral.withdraw")
    if referral.to_agency_id is not None:
        seat = {"partnership_id": referral.partnership_id, "agency_id": referral.to_agency_id}
        tell_about(actor, people_who_may(Permission.REFERRAL_ANSWER, **seat), referral, WITHDRAWN)


def _sender(referral: Referral) -> QuerySet[User]:
    return User.objects.filter(pk=referral.sent_by_id)


def _give_back(access_id: UUID) -> None:
    """End the offer for good. An offer that its sender took back meanwhile needs no ending."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.decline_offer(%s)", [access_id])


def _write(actor: Actor, referral: Referral, state: ReferralState, note: str) -> None:
    """Write the answer, if nobody else has answered since the page was opened."""
    changed = Referral.objects.filter(pk=referral.pk, state=ReferralState.OFFERED).update(
        state=state, answer_note=note.strip(), answered_by_id=actor.person, answered_at=timezone.now()
    )
    if changed != 1:
        raise NotPossible("Somebody else has answered this referral meanwhile.")
    referral.refresh_from_db(fields=["state", "answer_note", "answered_by_id", "answered_at"])


def _record(actor: Actor, referral: Referral, verb: str) -> None:
    log.record(
        actor,
        verb,
        subject=referral.case_reference,
        owner_agency_id=referral.from_agency_id,
        sections=referral.sections,
    )
