"""Who may see a referral: the agency that sent it, and the agency that is asked, unless the case is closed to them."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from audit import log
from cases.policy import IsClosed
from partners.actor import Actor
from partners.roles import Permission
from referrals.models import Referral


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """Return the referrals that the actor may see, newest first.

    The receiver reads the summary and what is offered; the case itself stays with `cases.policy`.
    """
    if actor.agency_id is None or not actor.may(Permission.REFERRAL_READ):
        return Referral.objects.none()
    mine = Q(from_agency_id=actor.agency_id) | Q(to_agency_id=actor.agency_id)
    people = ("sent_by", "answered_by")
    return Referral.objects.filter(mine, ~Q(IsClosed("case_id")), partnership_id=actor.partnership_id).select_related(
        "from_agency", "to_agency", "service", *people
    )


def get_referral(actor: Actor, referral_id: UUID) -> Referral:
    """Return the referral, and record that it was opened.

    Raises:
        Http404: there is no such referral, or the actor may not see it. Both look the same.
    """
    referral = visible_referrals(actor).filter(pk=referral_id).first()
    if referral is None:
        raise Http404("There is no referral here that you can see.")
    log.record(actor, "referral.read", subject=referral.case_reference, owner_agency_id=referral.from_agency_id)
    return referral
