"""How the fields of a referral are called in the history of a case."""

from partners.changes import Part
from referrals.models import ReferralHistory

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
