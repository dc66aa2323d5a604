"""What an administrator may do, and what takes a second administrator of the partnership."""

from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Membership, Proposal, User
from partners.roles import GRANTS, Permission, Role

SEES_CASES = frozenset(role for role, allowed in GRANTS.items() if Permission.CASE_READ in allowed)
"""The roles that see cases; `app.role_sees_cases` in the database says the same."""


def check_may_administer(actor: Actor) -> None:
    """Check that the actor may set up agencies, people and settings of the partnership.

    Raises:
        NotPermitted: the actor may not.
    """
    actor.must(Permission.PARTNERSHIP_ADMINISTER, "Your role does not include the administration of the partnership.")


def check_may_give(actor: Actor, user: User, role: Role) -> None:
    """Check that the actor may give this role to this person alone. An administrator sees no case content.

    Raises:
        NotPermitted: the actor may not administer, or the role takes a second administrator.
    """
    check_may_administer(actor)
    if takes_two(actor, user, role):
        raise NotPermitted(
            "You cannot give yourself a role that sees cases. Propose it to another administrator."
            if role in SEES_CASES
            else "You cannot make somebody an administrator alone. Propose it to another administrator."
        )


def takes_two(actor: Actor, user: User, role: Role) -> bool:
    """Say whether this role takes a second administrator.

    One's own role that sees cases does. So does anybody's role as administrator, or one would make the second.
    A command at the machine has no person, and sets up the first administrators.
    """
    if actor.user_id is None:
        return False
    return role is Role.ADMINISTRATOR or (role in SEES_CASES and _is_oneself(actor, user))


def _is_oneself(actor: Actor, user: User) -> bool:
    """Say whether the account is the actor's own, or of the same mailbox by another spelling of its address."""
    if user.pk == actor.user_id:
        return True
    own = User.objects.get(pk=actor.person)
    return mailbox(own.email) == mailbox(user.email)


def mailbox(address: str) -> str:
    """Return where mail to this address arrives: without capitals, and without what stands after a plus."""
    local, _, domain = address.strip().lower().partition("@")
    return f"{local.partition('+')[0]}@{domain}"


def check_may_decide(actor: Actor, proposal: Proposal) -> None:
    """Check that the actor is the second administrator for this proposal.

    Raises:
        NotPermitted: the actor proposed it, or it is about the actor.
        NotPossible: it is decided already.
    """
    check_may_administer(actor)
    if proposal.outcome:
        raise NotPossible("This proposal is decided already.")
    if proposal.proposed_by_id == actor.user_id:
        raise NotPermitted("You proposed this. Another administrator decides.")
    if proposal.user_id == actor.user_id:
        raise NotPermitted("This is about you. Another administrator decides.")


def check_may_change_person(actor: Actor, user: User) -> None:
    """Check that the actor may change this person's name and address: one who works in this partnership alone.

    Raises:
        NotPermitted: the actor may not.
    """
    check_may_administer(actor)
    if Membership.objects.filter(user=user).exclude(partnership_id=actor.partnership_id).exists():
        raise NotPermitted(f"{user.name} works in another partnership too. Ask whoever looks after the site.")


def address_takes_two(actor: Actor, user: User) -> bool:
    """Say whether a new address for this person takes a second administrator.

    Whoever reads the mail of an account can ask for a new password: for somebody who sees cases, or who is the second
    administrator, that would be a way round.
    """
    if user.pk == actor.user_id or actor.user_id is None:
        return False
    roles = Membership.objects.filter(user=user, ended_at__isnull=True).values_list("role", flat=True)
    return bool(set(roles) & {*SEES_CASES, Role.ADMINISTRATOR})
