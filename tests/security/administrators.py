"""A second administrator, and what one administrator proposes, written as rows."""

from django.db import transaction
from django.utils import timezone

from partners.actor import Actor
from partners.models import Membership, Proposal, User
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from tests.personas import SINCE, World


def appoint(world: World, name: str) -> Actor:
    """Appoint an administrator at Housing, as a command at the machine would."""
    user = User.objects.create(email=f"{name}@example.org", name=name.capitalize())
    Membership.objects.create(
        user=user, agency=world.housing, partnership=world.partnership, role=Role.ADMINISTRATOR, since=SINCE
    )
    return actors_of(user, request_id="test")[0]


def propose(world: World, **values: object) -> Proposal:
    """Write a proposal of Frank's for himself, as the app role in his scope."""
    given: dict[str, object] = {
        "partnership": world.partnership,
        "user_id": world.frank.user_id,
        "agency": world.unit,
        "role": "caseworker",
        "since": timezone.localdate(),
        "proposed_by_id": world.frank.user_id,
    }
    proposal = Proposal(**given | values)
    with acting(world.frank), transaction.atomic():
        proposal.save(force_insert=True)
    return proposal
