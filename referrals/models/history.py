"""The history of referrals and of the directory of support services."""

from audit.history import keep
from referrals.models.referral import Referral
from referrals.models.service import Service

ReferralHistory = keep(Referral, found_by="case")
ServiceHistory = keep(Service)
