"""Partnerships, agencies, people and their roles."""

from partners.models.agency import Agency, Seat
from partners.models.membership import Membership
from partners.models.notice import Notice
from partners.models.partnership import Partnership
from partners.models.user import User

__all__ = ["Agency", "Membership", "Notice", "Partnership", "Seat", "User"]
