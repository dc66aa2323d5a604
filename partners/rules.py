"""What an administrator may do, and what takes a second administrator of the partnership."""

from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Membership, Proposal, Seat, SingleSignOn, User
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


def check_may_end_role(actor: Actor, membership: Membership) -> None:
    """Check that the actor may end this role: a partnership is never left without an administrator.

    Raises:
        NotPermitted: the actor may not.
    """
    check_may_administer(actor)
    if membership.user_id == actor.user_id and membership.role == Role.ADMINISTRATOR:
        raise NotPermitted("You cannot end your own role as administrator. Ask another administrator.")


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
    if _works_elsewhere(actor, user):
        raise NotPermitted(f"{user.name} works in another partnership too. Ask whoever looks after the site.")


def check_may_send_link(actor: Actor, user: User) -> None:
    """Check that the actor may have a link made with which this person sets their first password.

    Raises:
        NotPermitted: the actor may not administer, or the person works in another partnership too.
        NotPossible: the person has a password.
    """
    check_may_administer(actor)
    if user.has_usable_password():
        raise NotPossible(f"{user.name} has set a password. A new one is asked for with “Forgotten your password?”.")
    if _works_elsewhere(actor, user):
        raise NotPermitted(f"{user.name} works in another partnership too, whose administrator sends the link.")


def _works_elsewhere(actor: Actor, user: User) -> bool:
    return Membership.objects.filter(user=user).exclude(partnership_id=actor.partnership_id).exists()


def address_takes_two(actor: Actor, user: User) -> bool:
    """Say whether a new address for this person takes a second administrator.

    Whoever reads the mail of an account can ask for a new password: for somebody who sees cases, or who is the second
    administrator, that would be a way round.
    """
    if user.pk == actor.user_id or actor.user_id is None:
        return False
    roles = Membership.objects.filter(user=user, ended_at__isnull=True).values_list("role", flat=True)
    return bool(set(roles) & {*SEES_CASES, Role.ADMINISTRATOR})


def check_may_sign_out(actor: Actor, user: User) -> None:
    """Check that the actor may end this person's sessions.

    Raises:
        NotPermitted: the actor may not.
    """
    check_may_administer(actor)
    if user.pk == actor.user_id:
        raise NotPermitted("This is your own account. Go to “Where you are signed in” at the foot of the page.")


def check_may_close_account(actor: Actor, user: User) -> None:
    """Check that the actor may close or open this account: one that belongs to the actor's partnership alone.

    Raises:
        NotPermitted: the actor may not.
    """
    check_may_administer(actor)
    if user.pk == actor.user_id:
        raise NotPermitted("You cannot close your own account. Ask another administrator.")
    if _works_elsewhere(actor, user):
        raise NotPermitted(f"{user.name} works in another partnership too. End the roles here instead.")


def check_may_reset_second_factor(actor: Actor, user: User) -> None:
    """Check that the actor may take away this person's second factors.

    Raises:
        NotPermitted: it is the actor's own, or the person works in another partnership too.
    """
    check_may_administer(actor)
    if user.pk == actor.user_id:
        raise NotPermitted("You cannot take away your own second step. Ask another administrator.")
    if _works_elsewhere(actor, user):
        raise NotPermitted(f"{user.name} works in another partnership too. Its administrator has to do this.")


def check_may_rename(seat: Seat) -> None:
    """Check that the agency has its name in this partnership alone.

    Raises:
        NotPermitted: another partnership uses the same name.
    """
    elsewhere = Seat.objects.filter(agency_id=seat.agency_id, until__isnull=True).exclude(pk=seat.pk)
    if elsewhere.exists():
        raise NotPermitted(f"{seat.agency.name} sits in another partnership too, under the same name.")


def check_may_end_seat(actor: Actor, seat: Seat) -> None:
    """Check that the actor may end the seat of this agency.

    Raises:
        NotPermitted: the actor does not administer the partnership, or acts for this agency.
        NotPossible: the seat has ended already.
    """
    check_may_administer(actor)
    if seat.agency_id == actor.agency_id:
        raise NotPermitted("You act for this agency. Ask an administrator of another agency to end its seat.")
    if seat.until is not None:
        raise NotPossible("The seat of this agency has ended already.")


def check_may_approve(actor: Actor, sign_on: SingleSignOn) -> None:
    """Check that the actor is the second administrator for these settings.

    Raises:
        NotPermitted: the actor wrote them.
        NotPossible: they are approved already.
    """
    check_may_administer(actor)
    if sign_on.approved_at is not None:
        raise NotPossible("These settings are approved.")
    if sign_on.changed_by_id == actor.user_id:
        raise NotPermitted("You wrote these settings. Another administrator approves them.")
