"""One correction, loaded only through the rule of `conferences.policy`."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from audit import log
from conferences.models import Correction
from conferences.policy import visible_conferences, visible_items
from partners.actor import Actor


def visible_corrections(actor: Actor) -> QuerySet[Correction]:
    """Return the corrections that the actor may see: its agency's own, and those of conferences that it chairs."""
    seen = Q(item__isnull=True) | Q(item__in=visible_items(actor).order_by().values("pk"))
    return Correction.objects.filter(
        seen,
        Q(agency_id=actor.agency_id) | Q(conference__chairing_agency_id=actor.agency_id),
        conference__in=visible_conferences(actor).order_by().values("pk"),
    ).select_related("agency", "made_by", "item__case", "answer__answered_by", "conference__chair")


def get_correction(actor: Actor, correction_id: UUID) -> Correction:
    """Return the correction, and record that it was opened.

    Raises:
        Http404: there is no such correction, or the actor may not see it. Both look the same.
    """
    correction = visible_corrections(actor).filter(pk=correction_id).first()
    if correction is None:
        raise Http404("There is no correction here that you can see.")
    log.record(
        actor,
        "minutes.read_correction",
        subject=correction.item.case.reference if correction.item else "",
        owner_agency_id=correction.conference.chairing_agency_id,
        facts={"conference": str(correction.conference_id)},
    )
    return correction
