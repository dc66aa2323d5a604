"""Give a person a role, and an account when there is none."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from partners.actions.people import create_user, password_link
from partners.actions.setup import command_actor
from partners.actor import Actor
from partners.commands import plain_refusals
from partners.errors import NotPossible, Refusal
from partners.models import Seat, User
from partners.roles import Role
from partners.scope import acting
from partners.seats import find_seat


class Command(BaseCommand):
    help = "Give a person a role, such as: create_user someone@example.org --agency HCU --role caseworker"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument("--role", required=True, help=f"one of: {', '.join(Role)}")
        parser.add_argument("--partnership", default="", metavar="CODE", help="for an agency in several partnerships")
        parser.add_argument("--name", default="", help="as colleagues see it; made from the address if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        with plain_refusals(), transaction.atomic():
            role = _role(options["role"])
            seat = find_seat(options["agency"], options["partnership"])
            actor = command_actor(seat.partnership, "create_user")
            with acting(actor):
                user, is_new = create_user(
                    actor=actor, email=options["email"], agency=seat.agency, role=role, name=options["name"]
                )
                lines = [_sentence(user, is_new, role, seat), _password(actor, user)]
        self.stdout.write("\n".join(lines))


def _role(typed: str) -> Role:
    try:
        return Role(typed.strip().lower().replace("-", "_"))
    except ValueError:
        raise NotPossible(f"“{typed}” is not a role. Use one of: {', '.join(Role)}.") from None


def _sentence(user: User, is_new: bool, role: Role, seat: Seat) -> str:
    verb = "has the role" if is_new else "has already got the role"
    return f"{user.name} <{user.email}> {verb} “{role.label}” at {seat.agency.name}, {seat.partnership.name}."


def _password(actor: Actor, user: User) -> str:
    try:
        return f"Set a password within three days, once: {password_link(actor=actor, user=user)}"
    except Refusal as refusal:
        return str(refusal)
