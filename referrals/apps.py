"""Django's entry for this app."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
