"""Setting the partnership up: agencies, people and their sign-ins, by the actions behind the commands."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from django.contrib.auth.hashers import make_password

from hatecrime.demo.agreeing import accept_all, write_and_sign
from hatecrime.demo.instruments import upload_a_draft
from hatecrime.demo.reading import PartnershipPlan, services
from partners.actions.people import create_user
from partners.actions.setup import command_actor, create_agency, create_partnership
from partners.actor import Actor
from partners.models import Agency, Partnership, User
from partners.queries import actors_of
from partners.roles import Permission, Role
from partners.scope import acting
from referrals.actions.directory import keep
from referrals.models import Service


@dataclass(frozen=True)
class Cast:
    """Everybody in the demo. Agencies are known by their codes."""

    plan: PartnershipPlan
    partnership: Partnership
    agencies: dict[str, Agency]
    actors: dict[str, tuple[Actor, ...]]

    def code_of(self, agency_id: UUID) -> str:
        """Return the code of an agency."""
        return next(code for code, agency in self.agencies.items() if agency.pk == agency_id)

    def one(self, code: str, permission: Permission, rng: Random) -> Actor:
        """Return somebody of the agency who may do this; those who look after a team do less of it."""
        able = [actor for actor in self.actors[code] if actor.may(permission)]
        usual = [actor for actor in able if Role.RESPONSIBLE_PERSON not in actor.roles]
        return rng.choice(usual or able)

    def chair(self, code: str) -> Actor:
        """Return who chairs the agency's conferences."""
        actors = self.actors[code]
        panel_chairs = [actor for actor in actors if actor.may(Permission.CONFERENCE_RUN)]
        return (panel_chairs or [actor for actor in actors if actor.may(Permission.CONFERENCE_CONVENE)])[0]

    def taking_part(self) -> list[str]:
        """Return the codes of the agencies that can be asked to a conference."""
        return [code for code, actors in self.actors.items() if any(a.may(Permission.CONFERENCE_READ) for a in actors)]

    def of_role(self, role: Role) -> Actor:
        """Return the first person with `role`."""
        return next(actor for actors in self.actors.values() for actor in actors if role in actor.roles)


def set_up(plan: PartnershipPlan) -> Cast:
    """Create the partnership, its agencies, its people and its directory of services."""
    partnership = create_partnership(code=plan.code, name=plan.name)
    actor = command_actor(partnership, "load_demo")
    with acting(actor):
        agencies = {
            agency.code: create_agency(
                actor=actor, code=agency.code, name=agency.name, is_monitoring=agency.is_monitoring
            )
            for agency in plan.agencies
        }
        _create_people(actor, plan, agencies)
        write_and_sign(actor)
        upload_a_draft(actor)
        for row in services():
            keep(actor=actor, service=Service(**row | {"agency": agencies.get(row["agency"])}))
    actors = _actors(plan, agencies)
    accept_all(actor for found in actors.values() for actor in found)
    return Cast(plan, partnership, agencies, actors)


def _create_people(actor: Actor, plan: PartnershipPlan, agencies: dict[str, Agency]) -> None:
    for person in plan.people:
        for code, role in person.seats:
            create_user(actor=actor, email=person.email, agency=agencies[code], role=Role(role), name=person.name)
    # One hash for all: it is slow on purpose, and the password is no secret.
    emails = [person.email for person in plan.people]
    User.objects.filter(email__in=emails).update(password=make_password(plan.password))


def _actors(plan: PartnershipPlan, agencies: dict[str, Agency]) -> dict[str, tuple[Actor, ...]]:
    users = User.objects.filter(email__in=[person.email for person in plan.people])
    everybody = [actor for user in users for actor in actors_of(user, request_id="load_demo")]
    return {
        code: tuple(actor for actor in everybody if actor.agency_id == agency.pk) for code, agency in agencies.items()
    }
