"""Stepping out of an item because of a conflict of interest, and coming back after a mistake."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit import log
from conferences.models import Item, Recusal
from conferences.queries import agencies_at_item
from conferences.rules_recusals import check_may_lift, check_may_recuse
from partners.actor import Actor
from partners.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who steps out.

    Attributes:
        agency_id: of an agency that takes part in the item.
        name: as it is minuted.
        user_id: the person's account; empty for somebody at the table who has none.
    """

    agency_id: UUID
    name: str
    user_id: UUID | None = None


@transaction.atomic
def recuse(*, actor: Actor, item: Item, leaving: Leaving) -> Recusal:
    """Record that somebody steps out of an item. From the next request on the item does not exist for that person.

    Raises:
        NotPermitted: the actor records somebody else and does not run this conference.
        NotPossible: it is finalised or called off, the agency takes no part, or the person is out already.
    """
    check_may_recuse(actor, item.conference, leaving.user_id)
    if leaving.agency_id not in {agency.pk for agency in agencies_at_item(item)}:
        raise NotPossible(f"The agency of {leaving.name} takes no part in this item.")
    if _is_out(item, leaving):
        raise NotPossible(f"{leaving.name} has stepped out of this item already.")
    recusal = Recusal(
        partnership_id=actor.partnership_id,
        case_id=item.case_id,
        item=item,
        chairing_agency_id=item.conference.chairing_agency_id,
        agency_id=leaving.agency_id,
        user_id=leaving.user_id,
        name=leaving.name,
        recused_by_id=actor.person,
    )
    recusal.save(force_insert=True)
    _record(actor, "recusal.declare", item, recusal)
    return recusal


def _is_out(item: Item, leaving: Leaving) -> bool:
    standing = item.recusals.filter(lifted_at__isnull=True)
    if leaving.user_id:
        return standing.filter(user_id=leaving.user_id).exists()
    return standing.filter(user__isnull=True, name__iexact=leaving.name).exists()


@transaction.atomic
def lift(*, actor: Actor, item: Item, recusal: Recusal) -> None:
    """Let somebody back in who was recused by mistake. That it happened stays in the history.

    Raises:
        NotPermitted: the actor does not run this conference, or was recused.
        NotPossible: it is finalised or called off, or the person is back already.
    """
    check_may_lift(actor, item.conference, recusal)
    changed = Recusal.objects.filter(pk=recusal.pk, lifted_at__isnull=True).update(
        lifted_at=timezone.now(), lifted_by_id=actor.person
    )
    if changed != 1:
        raise NotPossible("This person has been let back in already.")
    _record(actor, "recusal.lift", item, recusal)


def _record(actor: Actor, verb: str, item: Item, recusal: Recusal) -> None:
    log.record(
        actor,
        verb,
        subject=item.case.reference,
        owner_agency_id=item.conference.chairing_agency_id,
        facts={"conference": str(item.conference_id), "person": str(recusal.user_id or "")},
    )
