"""The people of a partnership: accounts, roles, and the link with which somebody sets a password."""

from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from partners.actions.setup import check_may_administer, checked_name
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Agency, Membership, Seat, User
from partners.roles import GRANTS, Permission, Role


@transaction.atomic
def create_user(*, actor: Actor, email: str, agency: Agency, role: Role, name: str = "") -> tuple[User, bool]:
    """Give a person a role, and an account when there is none for the address.

    Args:
        actor: who administers the partnership.
        email: the address they sign in with.
        agency: where they work; it has a seat in the actor's partnership.
        role: their first role there.
        name: as colleagues see it; made from the address when it is not given.

    Returns:
        The person, and whether the role is new.

    Raises:
        NotPermitted: the actor may not give this role.
        NotPossible: the address cannot be used, or the agency has no seat.
    """
    check_may_administer(actor)
    address = _address(email)
    user = User.objects.filter(email=address).first() or _account(actor, address, name)
    if live_role(actor, user, agency, role) is not None:
        return user, False
    give_role(actor=actor, user=user, agency=agency, role=role)
    return user, True


def _account(actor: Actor, address: str, name: str) -> User:
    user = User.objects.create_user(address, name=checked_name(name or _name_from(address)))
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    log.record(actor, "user.create", subject=str(user.pk))
    return user


def live_role(actor: Actor, user: User, agency: Agency, role: Role) -> Membership | None:
    """Return the person's membership with this role in the actor's partnership, if it has not been ended."""
    return Membership.objects.filter(
        user=user, agency=agency, partnership_id=actor.partnership_id, role=role, until__isnull=True
    ).first()


@transaction.atomic
def give_role(*, actor: Actor, user: User, agency: Agency, role: Role) -> Membership:
    """Give a person a role from today.

    Raises:
        NotPermitted: the actor does not administer the partnership, or would let themselves see cases.
        NotPossible: the agency has no seat in the partnership, or the person has the role already.
    """
    check_may_give(actor, user, role)
    if not Seat.objects.filter(agency=agency, partnership_id=actor.partnership_id, until__isnull=True).exists():
        raise NotPossible(f"{agency.name} has no seat in {actor.partnership_name}. Give it one first.")
    if live_role(actor, user, agency, role) is not None:
        raise NotPossible(f"{user.name} has the role “{role.label}” already.")
    membership = Membership(
        user=user,
        agency=agency,
        partnership_id=actor.partnership_id,
        role=role,
        since=timezone.localdate(),
    )
    membership.save(force_insert=True)
    log.record(actor, "role.give", subject=str(user.pk), facts={"role": role, "agency": agency.code})
    return membership


@transaction.atomic
def end_role(*, actor: Actor, membership: Membership) -> None:
    """End a role at once; one that was given today lasts until midnight, because a role holds for whole days.

    Raises:
        NotPermitted: the actor does not administer the partnership, or would leave it without an administrator.
        NotPossible: the role has ended already.
    """
    check_may_administer(actor)
    if membership.user_id == actor.user_id and membership.role == Role.ADMINISTRATOR:
        raise NotPermitted("You cannot end your own role as administrator. Ask another administrator.")
    until = max(timezone.localdate() - timedelta(days=1), membership.since)
    changed = Membership.objects.filter(
        pk=membership.pk, partnership_id=actor.partnership_id, until__isnull=True
    ).update(until=until)
    if changed != 1:
        raise NotPossible("This role has ended already.")
    log.record(actor, "role.end", subject=str(membership.user_id), facts={"role": membership.role})


@transaction.atomic
def password_link(*, actor: Actor, user: User) -> str:
    """Return a link with which a person sets their first password. It works once, and for three days.

    Whoever holds it becomes that person, so it is made only for somebody who has no password yet and works in no other
    partnership; everybody else asks for a new password with "forgotten password", which goes to their own mailbox.

    Raises:
        NotPermitted: the actor does not administer the partnership, or the person works in another one too.
        NotPossible: the person has a password.
    """
    check_may_administer(actor)
    if user.has_usable_password():
        raise NotPossible(f"{user.name} has set a password. A new one is asked for with “Forgotten your password?”.")
    if Membership.objects.filter(user=user).exclude(partnership_id=actor.partnership_id).exists():
        raise NotPermitted(f"{user.name} works in another partnership too, whose administrator sends the link.")
    log.record(actor, "user.invite", subject=str(user.pk))
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=key)}"


def check_may_give(actor: Actor, user: User, role: Role) -> None:
    """Check that the actor may give this role to this person. An administrator sees no case content.

    Raises:
        NotPermitted: the actor may not administer, or would let themselves see cases.
    """
    check_may_administer(actor)
    if user.pk == actor.user_id and Permission.CASE_READ in GRANTS[role]:
        raise NotPermitted("You cannot give yourself a role that sees cases. Ask another administrator.")


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise NotPossible(f"“{email}” is not an email address. Use one such as name@example.org.") from None
    return address


def _name_from(address: str) -> str:
    local = address.partition("@")[0]
    return " ".join(part.capitalize() for part in local.replace("_", ".").split(".") if part) or local
