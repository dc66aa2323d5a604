"""Checking the log of every partnership, against itself and against heads that were sent outside."""

from collections.abc import Collection, Mapping
from uuid import UUID

from audit.chain import Verdict
from audit.heads import SentHead
from audit.verifying import NOBODYS, one_moment, verify
from partners.models import Partnership
from partners.roles import Role
from partners.scope import scope

Chains = Mapping[str | None, UUID]
"""The chain of each partnership by its code; of events without one by None."""


def all_chains() -> Chains:
    """Return every chain."""
    codes = Partnership.objects.order_by("code").values_list("code", "pk")
    return {**dict(codes), None: NOBODYS}


def check(chain: UUID, sent: Collection[SentHead]) -> Verdict:
    """Check one chain, in the scope of its auditor.

    Args:
        chain: the key of the partnership, or `NOBODYS`.
        sent: the heads of this chain that were sent outside.
    """
    outside = {head.number: head.hash for head in sent}
    with one_moment(), scope(partnership_id=chain, roles=[Role.AUDITOR]):
        verdict = verify(chain, outside)
    for head in sent:
        if outside[head.number] != head.hash:
            verdict.of_chain(f"Two heads that were sent outside do not agree on no. {head.number}, one of {head.day}.")
    return verdict
