"""The directory of support services and referrals."""
