"""What takes a second administrator: proposing it, and deciding what another one proposed."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from partners import notices
from partners.actions.addresses import check_is_free, read_address, set_address
from partners.actions.roles import checked_role, role_facts
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Agency, Proposal, User
from partners.models.proposal import Outcome
from partners.queries_people import other_administrators
from partners.roles import Role
from partners.rules import address_takes_two, check_may_administer, check_may_change_person, check_may_decide

WAITS = "proposal_waits"
DECIDED = "proposal_decided"
"""The kinds of notice that this sends."""


@transaction.atomic
def propose_role(
    *, actor: Actor, user: User, agency: Agency, role: Role, since: date | None = None, until: date | None = None
) -> Proposal:
    """Propose a role that takes a second administrator. For the arguments and errors see `give_role`."""
    check_may_administer(actor)
    wanted = checked_role(actor, user, agency, role, since, until)
    return _propose(
        actor,
        Proposal(user=user, agency=agency, role=role, since=wanted.since, until=until),
        "role.propose",
        role_facts(wanted),
    )


@transaction.atomic
def propose_address(*, actor: Actor, user: User, email: str) -> Proposal:
    """Propose a new address for somebody whose account it could open to another person.

    Raises:
        NotPermitted: the actor may not change this person.
        NotPossible: the address cannot be used, is taken, or is proposed already.
    """
    check_may_change_person(actor, user)
    address = read_address(email)
    check_is_free(address, user)
    return _propose(actor, Proposal(user=user, email=address), "address.propose", {})


def _propose(actor: Actor, proposal: Proposal, verb: str, facts: dict[str, str | int | bool | None]) -> Proposal:
    proposal.partnership_id, proposal.proposed_by_id = actor.partnership_id, actor.person
    same = Proposal.objects.filter(
        user=proposal.user, agency=proposal.agency, role=proposal.role, email=proposal.email, outcome=""
    )
    if same.exists():
        raise NotPossible("This is proposed already. Another administrator decides.")
    proposal.save(force_insert=True)
    log.record(actor, verb, subject=str(proposal.user_id), facts=facts)
    people = other_administrators(actor).exclude(pk=proposal.user_id)
    notices.tell(actor, people, kind=WAITS, subject="", path=reverse("proposal_page", args=[proposal.pk]))
    return proposal


@transaction.atomic
def approve(*, actor: Actor, proposal: Proposal) -> None:
    """Agree to a proposal as the second administrator: what it asks for holds from now.

    Raises:
        NotPermitted: the actor is not a second administrator for it.
        NotPossible: it is decided already, or what it asks for is no longer possible.
    """
    _decide(actor, proposal, Outcome.APPROVED)
    if proposal.email:
        check_is_free(proposal.email, proposal.user)
        set_address(proposal.user, proposal.email)
        log.record(actor, "address.approve", subject=str(proposal.user_id))
        return
    assert proposal.agency is not None
    assert proposal.since is not None
    first = max(proposal.since, timezone.localdate())
    membership = checked_role(actor, proposal.user, proposal.agency, Role(proposal.role), first, proposal.until)
    # The key of the proposal: the database lets exactly this one role pass, once.
    membership.pk = proposal.pk
    membership.save(force_insert=True)
    log.record(actor, "role.approve", subject=str(proposal.user_id), facts=role_facts(membership))


@transaction.atomic
def refuse(*, actor: Actor, proposal: Proposal) -> None:
    """Decline a proposal as the second administrator. For the errors see `approve`."""
    _decide(actor, proposal, Outcome.REFUSED)
    verb = "address.refuse" if proposal.email else "role.refuse"
    facts: dict[str, str | int | bool | None] = {"role": proposal.role} if proposal.role else {}
    log.record(actor, verb, subject=str(proposal.user_id), facts=facts)


def _decide(actor: Actor, proposal: Proposal, outcome: Outcome) -> None:
    check_may_decide(actor, proposal)
    changed = Proposal.objects.filter(pk=proposal.pk, outcome="").update(
        outcome=outcome, decided_by_id=actor.person, decided_at=timezone.now()
    )
    if changed != 1:
        raise NotPossible("This proposal is decided already.")
    path = reverse("proposal_page", args=[proposal.pk])
    notices.tell(actor, [proposal.proposed_by], kind=DECIDED, subject="", path=path)


@transaction.atomic
def change_address(*, actor: Actor, user: User, email: str) -> Proposal | None:
    """Change the address a person signs in with, or propose it where that takes a second administrator.

    Returns:
        The proposal, or nothing when the address is changed.

    Raises:
        NotPermitted: the actor may not change this person.
        NotPossible: the address cannot be used, is taken, or is proposed already.
    """
    address = read_address(email)
    if address_takes_two(actor, user):
        return propose_address(actor=actor, user=user, email=address)
    check_may_change_person(actor, user)
    check_is_free(address, user)
    set_address(user, address)
    log.record(actor, "user.change", subject=str(user.pk), facts={"changed": "address"})
    return None
