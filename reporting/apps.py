"""Django's entry for this app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
