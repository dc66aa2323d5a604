"""Django's entry for this app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self) -> None:
        """Load what this app adds to the registries; models have to be there first."""
        from reporting import registrations  # noqa: F401, PLC0415 - it registers by being imported
