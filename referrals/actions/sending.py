"""Referring a case, or named sections of it, to another agency or to a support service."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions import access
from cases.models import Case, CaseAccess
from cases.models.access import Reason
from cases.policy import not_kept_away
from cases.sections import Section
from cases.terms import check_codes
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.notices import tell
from partners.queries import agencies_in, people_who_may
from partners.roles import Permission
from referrals.models import Referral, ReferralState, Service
from referrals.rules import check_gateway, check_may_refer

NOTICE = "referral_sent"
LONGEST_SUMMARY = 1_000


@transaction.atomic
def send(
    *,
    actor: Actor,
    case: Case,
    to_agency_id: UUID | None = None,
    service: Service | None = None,
    sections: Collection[Section],
    summary: str,
    legal_gateway: str,
    gateway_reason: str = "",
) -> Referral:
    """Send a referral. An agency that works here is offered the sections and told; it sees only the summary yet.

    Args:
        actor: a person of the lead agency.
        case: the case.
        to_agency_id: the agency that is asked; leave it out for a service.
        service: the service that is asked; its agency answers when it has one here, else the sender records the answer.
        sections: what is offered; the coded summary of the case always comes along.
        summary: what the receiver reads before it accepts, without names.
        legal_gateway: a code of the vocabulary `legal_gateway` (domain 5).
        gateway_reason: why it is shared without consent.

    Raises:
        NotPermitted: the actor may not refer this case.
        NotPossible: the receiver, the summary or the legal gateway does not do.
    """
    check_may_refer(actor, case)
    check_codes([legal_gateway], "legal_gateway", partnership_id=actor.partnership_id, day=timezone.localdate())
    check_gateway(case, legal_gateway, gateway_reason)
    _check_summary(summary)
    receiver = service.agency_id if service else to_agency_id
    _check_receiver(actor, case, receiver, service)
    referral = Referral(
        partnership_id=actor.partnership_id,
        case=case,
        case_reference=case.reference,
        from_agency_id=actor.agency,
        to_agency_id=receiver,
        service=service,
        access=_offer(actor, case, receiver, sections, legal_gateway),
        summary=summary.strip(),
        sections=sorted({Section.SUMMARY, *sections}),
        legal_gateway=legal_gateway,
        gateway_reason=gateway_reason.strip(),
        sent_by_id=actor.person,
    )
    referral.save(force_insert=True)
    _record(actor, referral)
    _tell(actor, referral)
    return referral


def _check_summary(summary: str) -> None:
    if not summary.strip():
        raise NotPossible("Write a short summary. The receiver reads it before it accepts.")
    if len(summary.strip()) > LONGEST_SUMMARY:
        raise NotPossible(f"Use {LONGEST_SUMMARY:,} characters or fewer for the summary.")


def _check_receiver(actor: Actor, case: Case, receiver: UUID | None, service: Service | None) -> None:
    if receiver is None and service is None:
        raise NotPossible("Choose who receives the referral.")
    if receiver == actor.agency_id:
        raise NotPossible("Choose another agency. Yours leads this case.")
    if receiver is not None and not agencies_in(actor.partnership_id).filter(pk=receiver).exists():
        raise NotPossible("This agency is not in your partnership.")
    if service is not None and not (service.is_listed and service.partnership_id == actor.partnership_id):
        raise NotPossible("This service is no longer in the directory.")
    waiting = Referral.objects.filter(case=case, state=ReferralState.OFFERED)
    asked = waiting.filter(to_agency_id=receiver) if receiver else waiting.filter(service=service)
    if asked.exists():
        raise NotPossible("A referral to the same receiver is waiting for an answer. Withdraw it first.")


def _offer(
    actor: Actor, case: Case, receiver: UUID | None, sections: Collection[Section], legal_gateway: str
) -> CaseAccess | None:
    if receiver is None:
        return None
    return access.grant(
        actor=actor,
        case=case,
        agency_id=receiver,
        sections=sections,
        reason=Reason.REFERRAL,
        legal_gateway=legal_gateway,
        is_offer=True,
    )


def _record(actor: Actor, referral: Referral) -> None:
    log.record(
        actor,
        "referral.send",
        subject=referral.case_reference,
        owner_agency_id=referral.from_agency_id,
        sections=referral.sections,
        reason=referral.legal_gateway,
        facts={
            "to_agency": str(referral.to_agency_id) if referral.to_agency_id else None,
            "service": str(referral.service_id) if referral.service_id else None,
        },
    )


def _tell(actor: Actor, referral: Referral) -> None:
    if referral.to_agency_id is None:
        return
    people = people_who_may(
        Permission.REFERRAL_ANSWER, partnership_id=referral.partnership_id, agency_id=referral.to_agency_id
    )
    tell_about(actor, people, referral, NOTICE)


def tell_about(actor: Actor, people: QuerySet[User], referral: Referral, kind: str) -> None:
    """Tell those of `people` who are not kept away from the case about the referral, with a link to its page."""
    path = reverse("referral_page", args=[referral.pk])
    tell(actor, not_kept_away(people, referral.case_id), kind=kind, subject=referral.case_reference, path=path)
