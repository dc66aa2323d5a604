"""Django's entry for this app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
