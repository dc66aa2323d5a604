"""What this app tells in the history of a case: conferences, what was written at them, and actions."""

from collections.abc import Iterator

from django.db.models import Q

from cases.models import Case
from conferences.history_labels import (
    ACTION,
    ATTENDANCE,
    CONFERENCE,
    INVITATION,
    ITEM,
    RECUSAL,
    RETURN,
    STATEMENT,
)
from conferences.models import ResearchReturn
from conferences.policy import visible_items
from conferences.queries import conferences_about
from partners.actor import Actor
from partners.changes import Told
from partners.roles import Permission


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
        yield ITEM.told(id__in=items)
        yield RECUSAL.told(item_id__in=items)
        yield RETURN.told(own, item_id__in=items)
        returns = ResearchReturn.objects.filter(own, item__in=items).order_by().values("pk")
        yield STATEMENT.told(own, research_return_id__in=returns)
    if actor.may(Permission.ACTION_UPDATE):
        agreed = own & Q(agreed_at__isnull=False)
        visible = agreed | Q(lead_agency_id=actor.agency_id)
        yield ACTION.told(visible, case_id=case.pk)
