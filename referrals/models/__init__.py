"""The directory of support services, and referrals of cases."""

from referrals.models.history import ReferralHistory, ServiceHistory
from referrals.models.referral import Referral, ReferralState
from referrals.models.service import Service

__all__ = [
    "Referral",
    "ReferralHistory",
    "ReferralState",
    "Service",
    "ServiceHistory",
]
