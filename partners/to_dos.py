"""What waits for an administrator: the agreements that are missing, and the proposals of other administrators."""

from collections.abc import Iterator

from django.urls import reverse

from partners.actor import Actor
from partners.home import ToDo
from partners.models import Partnership, SingleSignOn
from partners.queries_agreements import missing
from partners.queries_people import proposals_of, seats_of
from partners.roles import Permission


def of_administrator(actor: Actor) -> Iterator[ToDo]:
    """Yield what the actor should do for the partnership, if they administer it."""
    if not actor.may(Permission.PARTNERSHIP_ADMINISTER):
        return
    if kinds := missing(actor):
        since = Partnership.objects.get(pk=actor.partnership_id).created_at
        for kind in kinds:
            yield ToDo(f"Write the {kind.label.lower()}: there is none yet", reverse("agreement_write"), since)
    unapproved = SingleSignOn.objects.filter(seat__in=seats_of(actor), approved_at__isnull=True)
    for sign_on in unapproved.exclude(changed_by=actor.user_id):
        path = reverse("seat_page", args=[sign_on.seat_id])
        yield ToDo("Approve an agency’s single sign-on", path, sign_on.changed_at)
    waiting = proposals_of(actor).filter(outcome="").exclude(proposed_by=actor.user_id).exclude(user=actor.user_id)
    for proposal in waiting:
        path = reverse("proposal_page", args=[proposal.pk])
        yield ToDo("Decide as the second administrator", path, proposal.proposed_at)
