"""Who, in an agency, can take which part in a conference."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from partners.models import Membership, User
from partners.roles import GRANTS, Permission, Role


def people_who_may(permission: Permission, *, partnership_id: UUID, agencies: Iterable[UUID]) -> QuerySet[User]:
    """Return everyone whose role in one of `agencies` allows `permission` today, by name."""
    live = Membership.objects.live(timezone.localdate()).filter(
        role__in=_roles_with(permission), partnership_id=partnership_id, agency_id__in=list(agencies)
    )
    return User.objects.filter(pk__in=live.values("user_id"))


def possible_chairs(*, partnership_id: UUID, agency_id: UUID) -> QuerySet[User]:
    """Return who can chair the agency's conferences: chair is a role per conference, so any of its caseworkers can."""
    return people_who_may(Permission.CONFERENCE_CONVENE, partnership_id=partnership_id, agencies=[agency_id])


def arrangers(*, partnership_id: UUID, agency_id: UUID) -> QuerySet[User]:
    """Return who arranges agendas in the agency; where nobody does, who may share its cases."""
    found = people_who_may(Permission.AGENDA_ARRANGE, partnership_id=partnership_id, agencies=[agency_id])
    if found.exists():
        return found
    return people_who_may(Permission.CASE_SHARE, partnership_id=partnership_id, agencies=[agency_id])


def _roles_with(permission: Permission) -> list[Role]:
    return [role for role, permissions in GRANTS.items() if permission in permissions]
