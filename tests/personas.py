"""The people of every test, and the partnership they work in.

Ashbridge is led by the council's hate crime unit; Housing may be given access; Harbour is a partner without any.
"""

import time
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.test import Client

from partners.actor import Actor
from partners.models import Agency, Membership, Partnership, Seat, User
from partners.queries import actors_of
from partners.roles import Role

SINCE = date(2020, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class World:
    """One partnership with its agencies and people, and another partnership beside it."""

    partnership: Partnership
    other_partnership: Partnership
    unit: Agency
    housing: Agency
    harbour: Agency
    watch: Agency
    elsewhere: Agency
    alice: Actor
    bob: Actor
    charlie: Actor
    dana: Actor
    erin: Actor
    frank: Actor
    grace: Actor
    heidi: Actor
    ivan: Actor
    judy: Actor
    karim: Actor
    lena: Actor

    def people(self) -> dict[str, Actor]:
        """Return everyone by name."""
        return {name: actor for name, actor in vars(self).items() if isinstance(actor, Actor)}

    def client(self, actor: Actor, *, fresh: bool = True) -> Client:
        """Return a browser in which `actor` has signed in and, if `fresh`, has just confirmed who is sitting there."""
        client = Client()
        client.force_login(User.objects.get(pk=actor.person), backend=BACKEND)
        if fresh:
            confirm(client, actor.person)
        return client


def confirm(client: Client, person: UUID, *, seconds_ago: int = 0, method: str = "mfa") -> None:
    """Have the person in this browser prove once more who they are, as pages with `fresh=True` ask."""
    session = client.session
    record = {"method": method, "at": time.time() - seconds_ago, "reauthenticated": True}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(person)
    session.save()


def build() -> World:
    """Write the partnership, its agencies and its people."""
    ashbridge = Partnership.objects.create(code="ASH", name="Ashbridge Safer Together")
    northmere = Partnership.objects.create(code="NOR", name="Northmere Partnership")
    unit = agency("HCU", "Hate Crime Unit", ashbridge)
    housing = agency("HOU", "Ashbridge Housing", ashbridge)
    harbour = agency("HAR", "Harbour Advice", ashbridge)
    watch = agency("MON", "Equality Watch", ashbridge, is_monitoring=True)
    elsewhere = agency("NPD", "Northmere Police", northmere)
    person("alice", unit, ashbridge, Role.CASEWORKER)
    person("bob", housing, ashbridge, Role.CASEWORKER)
    person("charlie", harbour, ashbridge, Role.CASEWORKER)
    person("dana", unit, ashbridge, Role.CHAIR)
    person("erin", unit, ashbridge, Role.MANAGER)
    person("frank", unit, ashbridge, Role.ADMINISTRATOR)
    person("grace", unit, ashbridge, Role.AUDITOR)
    person("heidi", unit, ashbridge, Role.RESPONSIBLE_PERSON)
    person("ivan", watch, ashbridge, Role.MONITOR)
    person("judy", elsewhere, northmere, Role.CASEWORKER)
    person("karim", elsewhere, northmere, Role.MANAGER)
    person("lena", elsewhere, northmere, Role.ADMINISTRATOR)
    return load()


def load() -> World:
    """Read what `build` wrote."""
    partnerships = {found.code: found for found in Partnership.objects.all()}
    agencies = {found.code: found for found in Agency.objects.all()}
    people = {user.email.split("@")[0]: actors_of(user, request_id="test")[0] for user in User.objects.all()}
    return World(
        partnership=partnerships["ASH"],
        other_partnership=partnerships["NOR"],
        unit=agencies["HCU"],
        housing=agencies["HOU"],
        harbour=agencies["HAR"],
        watch=agencies["MON"],
        elsewhere=agencies["NPD"],
        **people,
    )


def agency(code: str, name: str, partnership: Partnership, *, is_monitoring: bool = False) -> Agency:
    """Write an agency with its seat."""
    made = Agency.objects.create(code=code, name=name)
    Seat.objects.create(partnership=partnership, agency=made, is_monitoring=is_monitoring, since=SINCE)
    return made


def person(name: str, agency: Agency, partnership: Partnership, role: Role) -> None:
    """Write a person with one role."""
    user = User.objects.create(email=f"{name}@example.org", name=name.capitalize())
    Membership.objects.create(user=user, agency=agency, partnership=partnership, role=role, since=SINCE)
