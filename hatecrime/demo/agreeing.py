"""What the agencies of the demo have agreed: written, signed for every agency, accepted by everybody who sees cases."""

from collections.abc import Iterable

from django.utils import timezone

from hatecrime.demo.reading import agreements
from partners.actions.agreements import accept, write_agreement
from partners.actions.seats import sign_agreement
from partners.actor import Actor
from partners.models.agreement import Kind
from partners.queries_agreements import outstanding
from partners.queries_people import seats_of
from partners.roles import Permission
from partners.scope import acting


def write_and_sign(actor: Actor) -> None:
    """Write the texts, and record a signature for each agency.

    Args:
        actor: the command that sets the partnership up; its scope is open.
    """
    today = timezone.localdate()
    for plan in agreements():
        write_agreement(actor=actor, kind=Kind(plan.kind), title=plan.title, text=plan.text, in_force_from=today)
    for seat in seats_of(actor):
        sign_agreement(actor=actor, seat=seat, signed_by=f"Head of service, {seat.agency.name}", signed_on=today)


def accept_all(actors: Iterable[Actor]) -> None:
    """Let everybody who sees cases accept what is in force."""
    for actor in actors:
        if actor.may(Permission.CASE_READ):
            with acting(actor):
                accept(actor=actor, agreements=outstanding(actor))
