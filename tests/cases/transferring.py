"""Another partnership that can take a case, for the tests of handing cases over."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.actions.accepting import accept
from cases.actions.transfers import offer
from cases.models import Case, Transfer
from cases.policy_transfers import get_transfer
from cases.queries_transfers import receivers
from cases.sections import Section
from partners.actor import Actor
from partners.models import User
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from tests import personas
from tests.personas import World

ALL = frozenset(Section)
WHY = "The person moved to Northmere."


@dataclass(frozen=True)
class Northmere:
    """The people of the other partnership: Mona, Responsible Person of its police; Nils of another agency there."""

    mona: Actor
    nils: Actor


def northmere(world: World) -> Northmere:
    """Write the people who can take a case in the other partnership."""
    homes = personas.agency("NHO", "Northmere Homes", world.other_partnership)
    personas.person("mona", world.elsewhere, world.other_partnership, Role.RESPONSIBLE_PERSON)
    personas.person("nils", homes, world.other_partnership, Role.CHAIR)
    found = [
        actors_of(User.objects.get(email=f"{name}@example.org"), request_id="test")[0] for name in ("mona", "nils")
    ]
    return Northmere(*found)


def offered(actor: Actor, case: Case, receiver: str = "Northmere Police", **fields: Any) -> Transfer:
    """Offer a case for two weeks with all its sections."""
    plain: dict[str, Any] = {
        "why": WHY,
        "legal_gateway": "crime_and_disorder_act_s115",
        "sections": ALL,
        "lapses_on": timezone.localdate() + timedelta(days=14),
    }
    with acting(actor):
        to = next((each.key for each in receivers(actor) if each.agency == receiver), "")
        return offer(actor=actor, case=case, to=to, **{**plain, **fields})


def accepted(actor: Actor, transfer: Transfer) -> Case:
    """Accept an offer as the side that is asked reads it."""
    with acting(actor):
        return accept(actor=actor, transfer=get_transfer(actor, transfer.pk))
