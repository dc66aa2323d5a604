"""Django's entry for this app."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
