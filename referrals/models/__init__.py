"""The directory of support services, and referrals of cases."""

from referrals.models.referral import Referral, ReferralState
from referrals.models.service import Service

__all__ = ["Referral", "ReferralState", "Service"]
