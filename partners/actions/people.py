"""The people of a partnership: their accounts, names, and the link with which somebody sets a password."""

from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit import log
from partners.actions.addresses import read_address
from partners.actions.proposals import propose_role
from partners.actions.roles import give_role, live_role
from partners.actions.setup import checked_name
from partners.actor import Actor
from partners.models import Agency, User
from partners.roles import Role
from partners.rules import check_may_administer, check_may_change_person, check_may_send_link, takes_two


@transaction.atomic
def create_user(
    *,
    actor: Actor,
    email: str,
    agency: Agency,
    role: Role,
    name: str = "",
    since: date | None = None,
    until: date | None = None,
) -> tuple[User, bool]:
    """Give a person a role, and an account when there is none for the address.

    A role that takes a second administrator is proposed instead (`partners.rules.takes_two`).

    Args:
        actor: who administers the partnership.
        email: the address they sign in with.
        agency: where they work; it has a seat in the actor's partnership.
        role: their first role there.
        name: as colleagues see it; made from the address when it is not given.
        since: the first day of the role, today if it is not given.
        until: its last day, if there is to be one.

    Returns:
        The person, and whether the role is new.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: the address cannot be used, or the agency has no seat.
    """
    check_may_administer(actor)
    address = read_address(email)
    user = User.objects.filter(email=address).first() or _account(actor, address, name)
    if live_role(actor, user, agency, role) is not None:
        return user, False
    give = propose_role if takes_two(actor, user, role) else give_role
    give(actor=actor, user=user, agency=agency, role=role, since=since, until=until)
    return user, True


def _account(actor: Actor, address: str, name: str) -> User:
    user = User.objects.create_user(address, name=checked_name(name or _name_from(address)))
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    log.record(actor, "user.create", subject=str(user.pk))
    return user


@transaction.atomic
def rename(*, actor: Actor, user: User, name: str) -> None:
    """Correct a person's name, as colleagues see it. The same name again changes nothing.

    Raises:
        NotPermitted: the actor does not administer the partnership, or the person works in another one too.
        NotPossible: the name is empty or too long.
    """
    check_may_change_person(actor, user)
    name = checked_name(name)
    if User.objects.filter(pk=user.pk).exclude(name=name).update(name=name):
        log.record(actor, "user.change", subject=str(user.pk), facts={"changed": "name"})
    user.name = name


@transaction.atomic
def password_link(*, actor: Actor, user: User) -> str:
    """Return a link with which a person sets their first password. It works once, and for three days.

    Whoever holds it becomes that person, so it is made only for somebody who has no password yet and works in no other
    partnership; everybody else asks for a new password with "forgotten password", which goes to their own mailbox.

    Raises:
        NotPermitted: the actor does not administer the partnership, or the person works in another one too.
        NotPossible: the person has a password.
    """
    check_may_send_link(actor, user)
    log.record(actor, "user.invite", subject=str(user.pk))
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=key)}"


def _name_from(address: str) -> str:
    local = address.partition("@")[0]
    return " ".join(part.capitalize() for part in local.replace("_", ".").split(".") if part) or local
