"""Create a partnership."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partners.actions.setup import create_partnership
from partners.commands import plain_refusals
from partners.models.partnership import Nation


class Command(BaseCommand):
    help = "Create a partnership, such as: create_partnership TEL 'Telford and Wrekin' --reporting-year-starts 1"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="2 to 12 letters or digits, such as TEL")
        parser.add_argument("name", help="as it stands on reports")
        parser.add_argument("--nation", default=Nation.ENGLAND.value, help=f"one of: {', '.join(Nation.values)}")
        parser.add_argument("--reporting-year-starts", type=int, default=4, metavar="MONTH", help="1 to 12, default 4")
        parser.add_argument(
            "--decision-limit-days", type=int, default=5, metavar="DAYS", help="working days, default 5"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with plain_refusals():
            made = create_partnership(
                code=options["code"],
                name=options["name"],
                nation=options["nation"],
                reporting_year_starts=options["reporting_year_starts"],
                decision_limit_days=options["decision_limit_days"],
            )
        self.stdout.write(f"Created the partnership {made.name} ({made.code}).")
