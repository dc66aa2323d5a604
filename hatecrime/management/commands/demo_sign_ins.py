"""Print who can sign in to the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hatecrime.demo.sign_ins import is_loaded, table


class Command(BaseCommand):
    help = "Print the people of the demo and how they sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO or not is_loaded():
            raise CommandError("The demo is not loaded. Run load_demo where DEMO is set to yes.")
        self.stdout.write(table())
