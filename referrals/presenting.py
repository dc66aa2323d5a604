"""Referrals in words, as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.sections import Section
from cases.terms import labels
from partners.actor import Actor
from referrals.models import Referral, ReferralState

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One referral in a list."""

    id: UUID
    reference: str
    sender: str
    receiver: str
    state: str
    state_words: str
    sent_at: datetime
    answered_at: datetime | None
    is_received: bool


def line(actor: Actor, referral: Referral) -> Line:
    """Return what a list says of the referral."""
    return Line(
        id=referral.pk,
        reference=referral.case_reference,
        sender=referral.from_agency.name,
        receiver=receiver_of(referral),
        state=referral.state,
        state_words=ReferralState(referral.state).label,
        sent_at=referral.sent_at,
        answered_at=referral.answered_at,
        is_received=referral.to_agency_id == actor.agency_id,
    )


def receiver_of(referral: Referral) -> str:
    """Return the name of the service that is asked, else of the agency."""
    if referral.service is not None:
        return referral.service.name
    return referral.to_agency.name if referral.to_agency else ""


def rows(actor: Actor, referral: Referral) -> list[Row]:
    """Return the referral's page as keys and values."""
    gateways = labels("legal_gateway", actor.partnership_id)
    found = [
        {"key": "Case", "value": referral.case_reference},
        {"key": "From", "value": f"{referral.from_agency.name}, {referral.sent_by.name}"},
        {"key": "To", "value": receiver_of(referral)},
        {"key": "Summary", "value": referral.summary},
        {"key": "Opens when accepted", "value": _sections(referral)},
        {"key": "Shared on the ground of", "value": gateways.get(referral.legal_gateway, referral.legal_gateway)},
        {"key": "Why without consent", "value": referral.gateway_reason},
        {"key": "Reason" if referral.state == ReferralState.DECLINED else "Note", "value": referral.answer_note},
    ]
    return [row for row in found if row["value"]]


def _sections(referral: Referral) -> str:
    names = "\n".join(section.label for section in Section if section in referral.sections)
    outside = "Nothing here: the service has no account. You may share with it by your own means:\n"
    return names if referral.to_agency_id else outside + names
