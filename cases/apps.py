"""Django's entry for this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
