"""One panel and one referral to it, loaded only for those who may see them."""

from uuid import UUID

from django.http import Http404

from audit import log
from conferences.models import AgendaReferral, Panel
from conferences.policy import visible_referrals
from conferences.queries_agenda import panels_of
from partners.actor import Actor


def get_panel(actor: Actor, panel_id: UUID, *, purpose: str = "panel.read") -> Panel:
    """Return a panel of the actor's agency, and record that it was opened with its queue.

    Raises:
        Http404: there is no such panel, or another agency keeps it. Both look the same.
    """
    panel = panels_of(actor).filter(pk=panel_id).first()
    if panel is None:
        raise Http404("There is no panel here that your agency keeps.")
    log.record(actor, purpose, owner_agency_id=panel.agency_id, facts={"panel": str(panel.pk)})
    return panel


def get_referral(actor: Actor, referral_id: UUID) -> AgendaReferral:
    """Return a referral to a panel.

    Raises:
        Http404: there is no such referral, or the actor may not see it. Both look the same.
    """
    referral = visible_referrals(actor).filter(pk=referral_id).first()
    if referral is None:
        raise Http404("There is no referral here that you can see.")
    return referral
