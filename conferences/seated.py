"""The people of the agencies at one item, for lists to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from cases.policy import not_kept_away
from conferences.models import Item
from partners.models import Agency, Membership, User
from partners.roles import GRANTS, Permission


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody of an agency at an item."""

    user_id: UUID
    name: str
    agency_id: UUID
    agency: str


def seated_at(item: Item, agencies: Sequence[Agency], permission: Permission) -> list[Seated]:
    """Return who of these agencies has a role today that allows `permission`, without whom the case is closed to.

    Args:
        item: the case on the agenda, with its conference.
        agencies: those at the item.
        permission: what the role has to allow.
    """
    roles = [role for role, allowed in GRANTS.items() if permission in allowed]
    live = Membership.objects.live(timezone.localdate()).filter(
        role__in=roles, partnership_id=item.conference.partnership_id, agency_id__in=[each.pk for each in agencies]
    )
    names = {each.pk: each.name for each in agencies}
    let_in = not_kept_away(User.objects.filter(pk__in=live.values("user_id")), item.case_id).values("pk")
    rows = live.filter(user__in=let_in).order_by("user__name", "user_id")
    found = rows.values_list("user_id", "user__name", "agency_id").distinct()
    return [Seated(user_id, name, agency_id, names[agency_id]) for user_id, name, agency_id in found]
