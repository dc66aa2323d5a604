"""What this app tells in the history of a case: conferences, what was written at them, and actions."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from cases.models import Case
from conferences.history_labels import (
    ACTION,
    ATTENDANCE,
    CONFERENCE,
    INVITATION,
    ITEM,
    RECUSAL,
    REFERRAL,
    RETURN,
    STATEMENT,
)
from conferences.models import Item, ResearchReturn
from conferences.policy import visible_items, visible_referrals
from conferences.queries import conferences_about
from partners.actor import Actor
from partners.changes import Told
from partners.roles import Permission

_ITEM_ASKED = replace(
    ITEM,
    labels={name: label for name, label in ITEM.labels.items() if name != "position"},
    untold=frozenset({"position"}),
)
"""To an invited agency the place on the agenda would tell that there are other items."""


def changes(actor: Actor, case: Case) -> Iterator[Told]:
    """Yield the histories that the actor may read: of the conferences that it sees, and of actions as they are seen."""
    seen = conferences_about(actor, case).order_by().values("pk")
    items = visible_items(actor).filter(case=case).order_by().values("pk")
    own = Q(agency_id=actor.agency_id)
    asked = own | Q(chairing_agency_id=actor.agency_id)
    if actor.may(Permission.CONFERENCE_READ):
        yield CONFERENCE.told(id__in=seen)
        yield INVITATION.told(asked, item_id__in=items)
        yield ATTENDANCE.told(conference_id__in=seen)
        yield from _of_items(actor, items)
        yield REFERRAL.told(id__in=visible_referrals(actor).filter(case=case).order_by().values("pk"))
        yield RECUSAL.told(item_id__in=items)
        yield RETURN.told(own, item_id__in=items)
        returns = ResearchReturn.objects.filter(own, item__in=items).order_by().values("pk")
        yield STATEMENT.told(own, research_return_id__in=returns)
    if actor.may(Permission.ACTION_UPDATE):
        agreed = own & Q(agreed_at__isnull=False)
        visible = agreed | Q(lead_agency_id=actor.agency_id)
        yield ACTION.told(visible, case_id=case.pk)


def _of_items(actor: Actor, items: "QuerySet[Item, Any]") -> Iterator[Told]:
    """Tell of the items: with their place on the agenda only to the agency that chairs."""
    chaired = Item.objects.filter(conference__chairing_agency_id=actor.agency_id).values("pk")
    yield ITEM.told(id__in=items.filter(pk__in=chaired))
    yield _ITEM_ASKED.told(id__in=items.exclude(pk__in=chaired))
