"""Reading about people, agencies and roles."""

from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone

from partners.actor import Actor
from partners.models import Agency, Membership, Notice, Partnership, User
from partners.roles import GRANTS, Permission, Role


def actors_of(user: User, *, request_id: str = "") -> list[Actor]:
    """Return everyone this person can act as today: one for each agency and partnership, with all roles there."""
    memberships = (
        Membership.objects.live(timezone.localdate())
        .filter(user=user)
        .select_related("agency", "partnership")
        .order_by("partnership__name", "agency__name", "role")
    )
    seats: dict[tuple[UUID, UUID], list[Membership]] = {}
    for membership in memberships:
        seats.setdefault((membership.partnership_id, membership.agency_id), []).append(membership)
    return [_actor(user, found, request_id) for found in seats.values()]


def _actor(user: User, memberships: list[Membership], request_id: str) -> Actor:
    first = memberships[0]
    return Actor(
        user_id=user.pk,
        name=user.name,
        agency_id=first.agency_id,
        agency_name=first.agency.name,
        partnership_id=first.partnership_id,
        partnership_name=first.partnership.name,
        roles=frozenset(Role(membership.role) for membership in memberships),
        request_id=request_id,
    )


def agencies_in(partnership_id: UUID) -> QuerySet[Agency]:
    """Return the agencies that hold a seat in the partnership today."""
    return Agency.objects.filter(seats__partnership_id=partnership_id, seats__until__isnull=True).distinct()


def people_with(role: Role, *, partnership_id: UUID, agency_id: UUID) -> QuerySet[User]:
    """Return the people who have `role` in the agency today."""
    live = Membership.objects.live(timezone.localdate()).filter(
        role=role, partnership_id=partnership_id, agency_id=agency_id
    )
    return User.objects.filter(pk__in=live.values("user_id"))


def people_who_may(permission: Permission, *, partnership_id: UUID, agency_id: UUID) -> QuerySet[User]:
    """Return the people whose role in the agency today allows `permission`."""
    roles = [role for role, allowed in GRANTS.items() if permission in allowed]
    live = Membership.objects.live(timezone.localdate()).filter(
        role__in=roles, partnership_id=partnership_id, agency_id=agency_id
    )
    return User.objects.filter(pk__in=live.values("user_id"))


def people_of(*, partnership_id: UUID, agency_id: UUID) -> QuerySet[User]:
    """Return everyone who acts for the agency in the partnership today."""
    live = Membership.objects.live(timezone.localdate()).filter(partnership_id=partnership_id, agency_id=agency_id)
    return User.objects.filter(pk__in=live.values("user_id"))


def monitoring_agencies(partnership_id: UUID) -> QuerySet[Agency]:
    """Return the agencies that are told of every incident in the partnership, without personal data."""
    return agencies_in(partnership_id).filter(seats__partnership_id=partnership_id, seats__is_monitoring=True)


def system_actor(
    *, partnership: Partnership, name: str, agency: Agency | None = None, roles: frozenset[Role] = frozenset()
) -> Actor:
    """Return the actor for work that no person started: a schedule, or a command at the machine.

    It has an id like a request has, so that what was done in one go is found together in the log.
    """
    return Actor(
        user_id=None,
        name=name,
        agency_id=agency.pk if agency else None,
        agency_name=agency.name if agency else "",
        partnership_id=partnership.pk,
        partnership_name=partnership.name,
        roles=roles,
        request_id=str(uuid4()),
    )


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices in this partnership that stand on the site, newest first."""
    return Notice.objects.filter(user_id=actor.person, partnership_id=actor.partnership_id, in_app=True)
