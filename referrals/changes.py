"""What this app tells in the history of a case: referrals, to the agency that sent one and the agency asked."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from cases.changes import Vocabularies
from cases.models import Case
from partners.actor import Actor
from partners.changes import Part, Told
from partners.roles import Permission
from referrals.models import ReferralHistory, Service

REFERRAL = Part(
    name="Referral",
    past=ReferralHistory,
    labels={
        "from_agency": "From",
        "to_agency": "To the agency",
        "service": "To the service",
        "state": "State",
        "summary": "Summary",
        "sections": "Opens when accepted",
        "legal_gateway": "Shared on the ground of",
        "gateway_reason": "Why without consent",
        "answer_note": "Answer",
        "answered_at": "Answered",
        "answered_by": "Answered by",
        "sent_at": "Sent",
        "sent_by": "Sent by",
    },
    vocabularies={"sections": "section", "legal_gateway": "legal_gateway", "service": "service"},
)


def changes(actor: Actor, case: Case) -> Iterator[Told]:
    """Yield the history of the referrals that the actor may see."""
    if actor.agency_id is not None and actor.may(Permission.REFERRAL_READ):
        mine = Q(from_agency_id=actor.agency_id) | Q(to_agency_id=actor.agency_id)
        yield REFERRAL.told(mine, case_id=case.pk)


def vocabularies(partnership_id: UUID) -> Vocabularies:
    """Return the names of support services by their keys."""
    names = Service.objects.filter(partnership_id=partnership_id).values_list("pk", "name")
    return {"service": {str(key): name for key, name in names}}
