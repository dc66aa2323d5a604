"""Giving an agency access to a case, and taking it back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Least, Now
from django.utils import timezone

from audit import log
from cases.models import Case, CaseAccess
from cases.models.access import Reason
from cases.rules import check_may_share
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def grant(
    *,
    actor: Actor,
    case: Case,
    agency_id: UUID,
    sections: Iterable[Section],
    reason: Reason,
    legal_gateway: str,
    live_until: datetime | None = None,
    is_offer: bool = False,
) -> CaseAccess:
    """Give an agency sections of a case, from now.

    Args:
        actor: a person of the lead agency.
        case: the case.
        agency_id: who receives it.
        sections: what it may read; the summary always comes along.
        reason: what the access is for.
        legal_gateway: the code of the gateway that the disclosure rests on (domain 5).
        live_until: when the access ends by itself.
        is_offer: the access begins only when the receiver accepts.

    Raises:
        NotPermitted: the actor may not share this case.
        NotPossible: the receiver is the lead agency itself.
    """
    check_may_share(actor, case)
    if agency_id == case.lead_agency_id:
        raise NotPossible("The lead agency has access to its own case already.")
    access = _write(actor, case, agency_id, sections, reason, legal_gateway, live_until, is_offer=is_offer)
    log.record(
        actor,
        "case.offer" if is_offer else "case.share",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=access.sections,
        reason=legal_gateway,
        facts={"to_agency": str(agency_id)},
    )
    return access


@transaction.atomic
def pass_on(
    *,
    actor: Actor,
    case: Case,
    agency_id: UUID,
    sections: Iterable[Section],
    legal_gateway: str,
    live_until: datetime,
) -> CaseAccess:
    """Give an agency what the lead agency has said may be shown at a conference.

    The lead agency answers for it and has named sections and gateway; the database holds the actor's agency to them
    (conferences/sql/agenda.sql). That the actor may publish the agenda is for the caller to check.
    """
    access = _write(actor, case, agency_id, sections, Reason.CONFERENCE, legal_gateway, live_until, is_offer=False)
    log.record(
        actor,
        "case.share",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=access.sections,
        reason=legal_gateway,
        facts={"to_agency": str(agency_id)},
    )
    return access


def open_for_lead(*, actor: Actor, case: Case) -> CaseAccess:
    """Write the lead agency's own access row, in the transaction that opens the case."""
    return _write(actor, case, actor.agency, tuple(Section), Reason.LEAD, "", None, is_offer=False)


def _write(
    actor: Actor,
    case: Case,
    agency_id: UUID,
    sections: Iterable[Section],
    reason: Reason,
    legal_gateway: str,
    live_until: datetime | None,
    *,
    is_offer: bool,
) -> CaseAccess:
    now = timezone.now()
    access = CaseAccess(
        case=case,
        partnership_id=case.partnership_id,
        agency_id=agency_id,
        granted_by_agency_id=actor.agency,
        granted_by_id=actor.user_id,
        granted_at=now,
        opened_on=case.opened_on,
        sections=sorted({Section.SUMMARY, *sections}),
        reason=reason,
        legal_gateway=legal_gateway,
        # By the clock that is behind: the access has begun for the database's very next statement.
        live_from=None if is_offer else Least(Now(), now),
        live_until=live_until,
    )
    access.save(force_insert=True)
    return access


@transaction.atomic
def accept_offer(*, actor: Actor, access_id: UUID, reference: str) -> None:
    """Begin the access that was offered to the actor's agency.

    Args:
        actor: a person of the agency that was asked.
        access_id: the offered access.
        reference: the case's reference, for the log.

    Raises:
        NotPossible: the offer was taken back, has ended, or was accepted before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.accept_offer(%s)", [access_id])
        (begun,) = cursor.fetchone()
    if not begun:
        raise NotPossible("This offer is no longer open. Ask the agency that sent it.")
    log.record(actor, "case.accept", subject=reference)


@transaction.atomic
def revoke(*, actor: Actor, case: Case, access: CaseAccess) -> None:
    """Take an access back; it ends at once.

    Raises:
        NotPermitted: the actor may not share this case.
        NotPossible: it is the lead agency's own, or was taken back before.
    """
    check_may_share(actor, case)
    if access.reason == Reason.LEAD:
        raise NotPossible("The lead agency keeps access to its own case.")
    _end(actor, case, access)


@transaction.atomic
def take_back(*, actor: Actor, case: Case, access: CaseAccess) -> None:
    """End an access that the actor's agency passed on; that the actor may is for the caller to check.

    Raises:
        NotPossible: it was taken back before.
    """
    _end(actor, case, access)


def _end(actor: Actor, case: Case, access: CaseAccess) -> None:
    changed = CaseAccess.objects.filter(pk=access.pk, case=case, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by_id=actor.user_id
    )
    if changed != 1:
        raise NotPossible("This access has been taken back already.")
    log.record(
        actor,
        "case.unshare",
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=access.sections,
        facts={"to_agency": str(access.agency_id)},
    )
