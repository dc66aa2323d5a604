"""The people of every test, and the partnership they work in.

Ashbridge is led by the council's hate crime unit; Housing may be given access; Harbour is a partner without any.
"""

from dataclasses import dataclass
from datetime import date

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

    def client(self, actor: Actor) -> Client:
        """Return a browser in which `actor` has signed in."""
        client = Client()
        client.force_login(User.objects.get(pk=actor.person), backend=BACKEND)
        return client


def build() -> World:
    """Write the partnership, its agencies and its people."""
    ashbridge = Partnership.objects.create(code="ASH", name="Ashbridge Safer Together")
    northmere = Partnership.objects.create(code="NOR", name="Northmere Partnership")
    unit = _agency("HCU", "Hate Crime Unit", ashbridge)
    housing = _agency("HOU", "Ashbridge Housing", ashbridge)
    harbour = _agency("HAR", "Harbour Advice", ashbridge)
    watch = _agency("MON", "Equality Watch", ashbridge, is_monitoring=True)
    elsewhere = _agency("NPD", "Northmere Police", northmere)
    return World(
        partnership=ashbridge,
        other_partnership=northmere,
        unit=unit,
        housing=housing,
        harbour=harbour,
        watch=watch,
        elsewhere=elsewhere,
        alice=_person("alice", unit, ashbridge, Role.CASEWORKER),
        bob=_person("bob", housing, ashbridge, Role.CASEWORKER),
        charlie=_person("charlie", harbour, ashbridge, Role.CASEWORKER),
        dana=_person("dana", unit, ashbridge, Role.CHAIR),
        erin=_person("erin", unit, ashbridge, Role.MANAGER),
        frank=_person("frank", unit, ashbridge, Role.ADMINISTRATOR),
        grace=_person("grace", unit, ashbridge, Role.AUDITOR),
        heidi=_person("heidi", unit, ashbridge, Role.RESPONSIBLE_PERSON),
        ivan=_person("ivan", watch, ashbridge, Role.MONITOR),
        judy=_person("judy", elsewhere, northmere, Role.CASEWORKER),
        karim=_person("karim", elsewhere, northmere, Role.MANAGER),
        lena=_person("lena", elsewhere, northmere, Role.ADMINISTRATOR),
    )


def _agency(code: str, name: str, partnership: Partnership, *, is_monitoring: bool = False) -> Agency:
    agency = Agency.objects.create(code=code, name=name)
    Seat.objects.create(partnership=partnership, agency=agency, is_monitoring=is_monitoring, since=SINCE)
    return agency


def _person(name: str, agency: Agency, partnership: Partnership, role: Role) -> Actor:
    user = User.objects.create(email=f"{name}@example.org", name=name.capitalize())
    Membership.objects.create(user=user, agency=agency, partnership=partnership, role=role, since=SINCE)
    (actor,) = actors_of(user, request_id="test")
    return actor
