"""Reading drafts of the Reporting Form. Only the person who types one sees it."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit import log
from cases.models import IncidentDraft
from partners.actor import Actor
from partners.home import ToDo
from partners.roles import Permission


def drafts_of(actor: Actor) -> QuerySet[IncidentDraft]:
    """Return the actor's own drafts for the agency acted for, the last one saved first."""
    return IncidentDraft.objects.filter(
        user_id=actor.person, agency_id=actor.agency, partnership_id=actor.partnership_id
    ).select_related("case")


def get_draft(actor: Actor, draft_id: UUID) -> IncidentDraft:
    """Return one draft, and record that it was opened: it holds names before there is a case.

    Raises:
        Http404: there is none, or it is somebody else's. Both look the same.
    """
    draft = drafts_of(actor).filter(pk=draft_id).first()
    if draft is None:
        raise Http404("There is no such draft of yours. It may have been logged or discarded.")
    log.record(actor, "draft.read", subject=str(draft.pk))
    return draft


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield the drafts that the person has begun and not finished."""
    if actor.agency_id is None or actor.user_id is None or not actor.may(Permission.CASE_LOG):
        return
    for draft in drafts_of(actor):
        begun = date_format(timezone.localtime(draft.started_at), "j F, H:i")
        path = reverse("incident_resume", args=[draft.pk])
        yield ToDo(f"Finish logging the incident you began on {begun}", path, since=draft.saved_at)
