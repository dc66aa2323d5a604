"""Load the demo, unless it is there."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hatecrime.demo.loading import load
from hatecrime.demo.reading import partnership
from hatecrime.demo.reports_made import produce_last_quarter
from hatecrime.demo.sign_ins import is_loaded
from partners.commands import plain_refusals


class Command(BaseCommand):
    help = "Load a fictional partnership with nine quarters of work. A second time it does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is loaded only where DEMO is set to yes. Nothing has been changed.")
        name = partnership().name
        if is_loaded():
            self.stdout.write(f"{name} is there already. Nothing has been changed.")
            return
        with plain_refusals():
            cast = load()
            produce_last_quarter(cast)
        self.stdout.write(f"{name} is ready.")
