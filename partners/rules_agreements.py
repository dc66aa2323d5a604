"""What a person must have accepted before the first case is shown."""

from collections.abc import Iterable

from partners.actor import Actor
from partners.errors import NotPermitted
from partners.queries_agreements import has_to_accept
from partners.roles import Permission

ASKED_FIRST = (
    "Accept your partnership's sharing agreement and code of conduct first. Sign in to the pages to read them."
)
WITHOUT_CASES = frozenset(
    {
        Permission.AUDIT_READ,
        Permission.MONITORING_READ,
        Permission.PARTNERSHIP_ADMINISTER,
        Permission.REPORT_PRODUCE,
        Permission.REPORT_READ,
        Permission.SERVICE_READ,
    }
)
"""What is opened by these permissions shows no case; everything else is taken to show one."""


def must_accept_first(actor: Actor, permissions: Iterable[Permission]) -> bool:
    """Say whether the actor has to accept an agreement before a page with these permissions opens.

    Args:
        actor: who asks; only somebody whose role sees cases is ever asked to accept.
        permissions: those that open the page.
    """
    about_cases = not WITHOUT_CASES.issuperset(permissions)
    return about_cases and actor.may(Permission.CASE_READ) and has_to_accept(actor)


def check_has_accepted(actor: Actor, permission: Permission) -> None:
    """Check for the programming interface, which has no page to lead to.

    Raises:
        NotPermitted: the actor has to accept an agreement first.
    """
    if must_accept_first(actor, [permission]):
        raise NotPermitted(ASKED_FIRST)
