"""Giving and ending roles."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Agency, Membership, Seat, User
from partners.queries_people import other_administrators
from partners.roles import Role
from partners.rules import SEES_CASES, check_may_end_role, check_may_give

GIVEN = "case_role_given"
"""The kind of notice that this sends."""


@transaction.atomic
def give_role(
    *, actor: Actor, user: User, agency: Agency, role: Role, since: date | None = None, until: date | None = None
) -> Membership:
    """Give a person a role.

    Args:
        actor: who administers the partnership.
        user: the person.
        agency: where the role holds; it has a seat in the actor's partnership.
        role: the role.
        since: the first day, today if it is not given.
        until: the last day, if there is to be one.

    Raises:
        NotPermitted: the actor does not administer the partnership, or the role takes a second administrator.
        NotPossible: the agency has no seat in the partnership, the days are wrong, or the person has the role already.
    """
    check_may_give(actor, user, role)
    membership = checked_role(actor, user, agency, role, since, until)
    membership.save(force_insert=True)
    log.record(actor, "role.give", subject=str(user.pk), facts=role_facts(membership))
    if role in SEES_CASES and actor.user_id is not None:
        path = reverse("person_page", args=[user.pk])
        notices.tell(actor, other_administrators(actor), kind=GIVEN, subject="", path=path)
    return membership


def checked_role(
    actor: Actor, user: User, agency: Agency, role: Role, since: date | None, until: date | None
) -> Membership:
    """Return the membership, not yet written. For the arguments and the errors see `give_role`."""
    first = since or timezone.localdate()
    if first < timezone.localdate():
        raise NotPossible("A role begins today or later.")
    if until and until < first:
        raise NotPossible("The last day of a role cannot come before its first day.")
    if not Seat.objects.filter(agency=agency, partnership_id=actor.partnership_id, until__isnull=True).exists():
        raise NotPossible(f"{agency.name} has no seat in {actor.partnership_name}. Give it one first.")
    if _overlapping(actor, user, agency, role, first, until):
        raise NotPossible(f"{user.name} has the role “{role.label}” already.")
    return Membership(
        user=user, agency=agency, partnership_id=actor.partnership_id, role=role, since=first, until=until
    )


def _overlapping(actor: Actor, user: User, agency: Agency, role: Role, first: date, until: date | None) -> bool:
    held = Membership.objects.not_over(first).filter(
        user=user, agency=agency, partnership_id=actor.partnership_id, role=role
    )
    return (held.filter(since__lte=until) if until else held).exists()


def live_role(actor: Actor, user: User, agency: Agency, role: Role) -> Membership | None:
    """Return the person's membership with this role in the actor's partnership today, if there is one."""
    return (
        Membership.objects.held(timezone.localdate())
        .filter(user=user, agency=agency, partnership_id=actor.partnership_id, role=role)
        .first()
    )


@transaction.atomic
def end_role(*, actor: Actor, membership: Membership) -> None:
    """End a role at once: the person's very next request is without it.

    Raises:
        NotPermitted: the actor does not administer the partnership, or would leave it without an administrator.
        NotPossible: the role has ended already.
    """
    check_may_end_role(actor, membership)
    now = timezone.now()
    changed = (
        Membership.objects.not_over(timezone.localdate(now))
        .filter(pk=membership.pk, partnership_id=actor.partnership_id)
        .update(ended_at=now)
    )
    if changed != 1:
        raise NotPossible("This role has ended already.")
    log.record(actor, "role.end", subject=str(membership.user_id), facts={"role": membership.role})


def role_facts(membership: Membership) -> dict[str, str | int | bool | None]:
    """Return what the log keeps of a role that is given."""
    facts: dict[str, str | int | bool | None] = {"role": membership.role, "agency": membership.agency.code}
    if membership.since > timezone.localdate():
        facts["from"] = membership.since.isoformat()
    if membership.until:
        facts["until"] = membership.until.isoformat()
    return facts
