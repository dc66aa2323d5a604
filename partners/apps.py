"""Django's entry for this app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"

    def ready(self) -> None:
        """Load what this app adds to the registries; models have to be there first."""
        from partners import registrations  # noqa: F401, PLC0415 - it registers by being imported
