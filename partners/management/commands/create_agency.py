"""Create an agency, or give one that exists a seat in another partnership."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from partners.actions.setup import command_actor, create_agency
from partners.commands import plain_refusals
from partners.scope import acting
from partners.seats import find_partnership


class Command(BaseCommand):
    help = "Give an agency a seat in a partnership, such as: create_agency HCU 'Hate Crime Unit' --partnership TEL"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="2 to 12 letters or digits, such as HCU")
        parser.add_argument("name", help="as it stands on papers")
        parser.add_argument("--partnership", required=True, metavar="CODE")
        parser.add_argument("--monitoring", action="store_true", help="it is told of every incident, without people")

    def handle(self, *args: Any, **options: Any) -> None:
        with plain_refusals(), transaction.atomic():
            partnership = find_partnership(options["partnership"])
            actor = command_actor(partnership, "create_agency")
            with acting(actor):
                agency = create_agency(
                    actor=actor, code=options["code"], name=options["name"], is_monitoring=options["monitoring"]
                )
        self.stdout.write(f"{agency.name} ({agency.code}) has a seat in {partnership.name}.")
