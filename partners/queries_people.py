"""Reading the agencies and people of a partnership, for those who administer it."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from partners.actor import Actor
from partners.models import Membership, Seat, User


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has or had a role in the partnership, and the roles of today."""

    user: User
    memberships: list[Membership]


def seats_of(actor: Actor) -> QuerySet[Seat]:
    """Return the seats of the actor's partnership that are taken today."""
    return (
        Seat.objects.filter(partnership_id=actor.partnership_id, until__isnull=True)
        .select_related("agency")
        .order_by("agency__name")
    )


def users_of(actor: Actor) -> QuerySet[User]:
    """Return everybody who has or had a role in the actor's partnership."""
    return User.objects.filter(memberships__partnership_id=actor.partnership_id).distinct().order_by("name", "email")


def people_of_partnership(actor: Actor) -> list[Person]:
    """Return the people of the actor's partnership with the roles they have there today."""
    held = Prefetch("memberships", queryset=_held(actor), to_attr="held")
    return [Person(user, user.held) for user in users_of(actor).prefetch_related(held)]


def roles_held(actor: Actor, user: User) -> QuerySet[Membership]:
    """Return the roles that the person has in the actor's partnership today; a closed account keeps them."""
    return _held(actor).filter(user=user)


def _held(actor: Actor) -> QuerySet[Membership]:
    """Return the memberships of today, whether or not their people may sign in."""
    today = timezone.localdate()
    held = Membership.objects.filter(partnership_id=actor.partnership_id, since__lte=today)
    return (held.filter(until__isnull=True) | held.filter(until__gte=today)).select_related("agency").order_by("role")
