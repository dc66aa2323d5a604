"""Closing the account of somebody who has left, and opening it again."""

from django.db import transaction

from audit import log
from partners.actions.sessions import end_everywhere
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import User
from partners.rules import check_may_close_account, check_may_sign_out


@transaction.atomic
def disable(*, actor: Actor, user: User) -> None:
    """Close an account: the person is signed out everywhere and can no longer sign in. Their roles stay as they are.

    Raises:
        NotPermitted: it is the actor's own account, or the person works in another partnership too.
        NotPossible: the account is closed already.
    """
    check_may_close_account(actor, user)
    _switch(user, is_active=False, sentence="This account is closed already.")
    log.record(actor, "user.disable", subject=str(user.pk), facts={"sessions": end_everywhere(user)})


@transaction.atomic
def enable(*, actor: Actor, user: User) -> None:
    """Open a closed account again. For the errors see `disable`."""
    check_may_close_account(actor, user)
    _switch(user, is_active=True, sentence="This account is open already.")
    log.record(actor, "user.enable", subject=str(user.pk))


@transaction.atomic
def sign_out(*, actor: Actor, user: User) -> int:
    """End all sessions of a person, who may sign in again at once, and return how many there were.

    Raises:
        NotPermitted: the actor does not administer the partnership, or it is the actor's own account.
    """
    check_may_sign_out(actor, user)
    number = end_everywhere(user)
    log.record(actor, "user.sign_out", subject=str(user.pk), facts={"sessions": number})
    return number


def _switch(user: User, *, is_active: bool, sentence: str) -> None:
    changed = User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active)
    if changed != 1:
        raise NotPossible(sentence)
    user.is_active = is_active
