"""Reading the agencies and people of a partnership, for those who administer it."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from partners.actor import Actor
from partners.models import Membership, Proposal, Seat, User
from partners.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has or had a role in the partnership, and the roles of today and of later."""

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
    """Return everybody who has or had a role in the actor's partnership, or for whom one was proposed."""
    members = Membership.objects.filter(partnership_id=actor.partnership_id).values("user_id")
    proposed = proposals_of(actor).values("user_id")
    return User.objects.filter(Q(pk__in=members) | Q(pk__in=proposed)).order_by("name", "email")


def people_of_partnership(actor: Actor) -> list[Person]:
    """Return the people of the actor's partnership with the roles they have there, today or later."""
    held = Prefetch("memberships", queryset=_held(actor), to_attr="held")
    return [Person(user, user.held) for user in users_of(actor).prefetch_related(held)]


def roles_held(actor: Actor, user: User) -> QuerySet[Membership]:
    """Return the roles that the person has in the actor's partnership, today or later; a closed account keeps them."""
    return _held(actor).filter(user=user)


def other_administrators(actor: Actor) -> QuerySet[User]:
    """Return the people who administer the actor's partnership today, without the actor."""
    live = Membership.objects.live(timezone.localdate()).filter(
        partnership_id=actor.partnership_id, role=Role.ADMINISTRATOR
    )
    return User.objects.filter(pk__in=live.values("user_id")).exclude(pk=actor.person)


def proposals_of(actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals that administrators of the actor's partnership made, newest first."""
    return Proposal.objects.filter(partnership_id=actor.partnership_id).select_related(
        "user", "agency", "proposed_by", "decided_by"
    )


def _held(actor: Actor) -> QuerySet[Membership]:
    """Return the memberships of today and of later, whether or not their people may sign in."""
    held = Membership.objects.not_over(timezone.localdate()).filter(partnership_id=actor.partnership_id)
    return held.select_related("agency").order_by("since", "role")
