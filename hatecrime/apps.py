"""Django's entry for this app."""

from django.apps import AppConfig


class HatecrimeConfig(AppConfig):
    name = "hatecrime"
