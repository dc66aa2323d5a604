"""For tests of rules: people and records that are only in memory, and what a check says to them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.roles import Role

PARTNERSHIP, LEAD, PARTNER = uuid4(), uuid4(), uuid4()


def actor(role: Role = Role.CASEWORKER, *, agency: UUID | None = LEAD, user: UUID | None = None) -> Actor:
    """Return somebody with one role, of the agency that leads unless another is named."""
    return Actor(user or uuid4(), "A", agency, "Agency", PARTNERSHIP, "Partnership", frozenset({role}))


def refusal(check: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """Return the sentence with which the check refuses, or nothing when it lets the deed pass."""
    try:
        check(*args, **kwargs)
    except (NotPermitted, NotPossible) as refused:
        return str(refused)
    return ""
