"""Partnerships, agencies, people, their roles, and what they agreed to."""

from partners.models.agency import Agency, Seat
from partners.models.agreement import Acceptance, Agreement
from partners.models.history import MembershipHistory, PartnershipHistory, SeatHistory, UserHistory
from partners.models.membership import Membership
from partners.models.notice import Notice
from partners.models.partnership import Partnership
from partners.models.password_request import PasswordRequest
from partners.models.proposal import Proposal
from partners.models.sign_on import BoundAccount, SingleSignOn
from partners.models.user import User

__all__ = [
    "Acceptance",
    "Agency",
    "Agreement",
    "BoundAccount",
    "Membership",
    "MembershipHistory",
    "Notice",
    "Partnership",
    "PartnershipHistory",
    "PasswordRequest",
    "Proposal",
    "Seat",
    "SeatHistory",
    "SingleSignOn",
    "User",
    "UserHistory",
]
