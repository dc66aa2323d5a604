"""What this app tells in the history of a case: referrals, to the agency that sent one and the agency asked."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from cases.changes import Vocabularies
from cases.models import Case
from partners.actor import Actor
from partners.changes import Told
from partners.roles import Permission
from referrals.history_labels import REFERRAL
from referrals.models import Service


def changes(actor: Actor, case: Case) -> Iterator[Told]:
    """Yield the history of the referrals that the actor may see."""
    if actor.agency_id is not None and actor.may(Permission.REFERRAL_READ):
        mine = Q(from_agency_id=actor.agency_id) | Q(to_agency_id=actor.agency_id)
        yield REFERRAL.told(mine, case_id=case.pk)


def vocabularies(partnership_id: UUID) -> Vocabularies:
    """Return the names of support services by their keys."""
    names = Service.objects.filter(partnership_id=partnership_id).values_list("pk", "name")
    return {"service": {str(key): name for key, name in names}}
