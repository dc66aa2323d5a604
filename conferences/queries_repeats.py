"""Reading about flags and repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from audit import log
from cases.models import Case, CaseAccess
from cases.models.access import Reason
from cases.policy import visible_cases
from conferences.models import AgendaReferral, Item, Panel, Repeat
from conferences.queries_agenda import panels_to_refer_to
from partners.actor import Actor


def flagged_until(case: Case, today: date | None = None) -> date | None:
    """Return the last day for which the case is flagged, when it was heard at a conference in the last 12 months.

    Args:
        case: a case that the person acting may see.
        today: a date in Europe/London; today's when it is not given.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.flag_of(%s)", [case.pk])
        until: date | None = cursor.fetchone()[0]
    return until if until and until >= (today or timezone.localdate()) else None


def visible_repeats(actor: Actor) -> QuerySet[Repeat]:
    """Return the repeats of the cases that the actor's agency leads and the actor may see, the newest first."""
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    return Repeat.objects.filter(case__in=ours.order_by().values("pk")).select_related("case", "incident")


def repeats_waiting(actor: Actor) -> QuerySet[Repeat]:
    """Return the repeats of which nobody has said what becomes of them, and that are on no agenda since."""
    referred = AgendaReferral.objects.filter(case=OuterRef("case"), referred_at__gte=OuterRef("noticed_at"))
    heard = Item.objects.filter(case=OuterRef("case"), conference__convened_at__gte=OuterRef("noticed_at"))
    unanswered = visible_repeats(actor).filter(answer__isnull=True)
    return unanswered.exclude(Exists(referred.exclude(state="withdrawn"))).exclude(
        Exists(heard.exclude(conference__state="called_off"))
    )


def get_repeat(actor: Actor, repeat_id: UUID) -> Repeat:
    """Return the repeat, and record that it was opened.

    Raises:
        Http404: there is no such repeat, or the actor may not see it. Both look the same.
    """
    repeat = visible_repeats(actor).filter(pk=repeat_id).first()
    if repeat is None:
        raise Http404("There is nothing here that you can see.")
    log.record(actor, "repeat.read", subject=repeat.case.reference, owner_agency_id=repeat.case.lead_agency_id)
    return repeat


@dataclass(frozen=True, slots=True)
class Usual:
    """How the case was put to a panel, or shared for a conference, the last time."""

    panel: Panel | None
    sections: Sequence[str]
    legal_gateway: str


def usual_for(actor: Actor, case: Case) -> Usual:
    """Return what is offered for putting the case on the next agenda, so that one click is enough."""
    panels = list(panels_to_refer_to(actor))
    last = AgendaReferral.objects.filter(case=case).order_by("-referred_at").first()
    if last is not None:
        panel = next((each for each in panels if each.pk == last.panel_id), None)
        return Usual(panel, last.sections, last.legal_gateway)
    shared = CaseAccess.objects.filter(case=case, reason=Reason.CONFERENCE).order_by("-granted_at").first()
    own = next((each for each in panels if each.agency_id == case.lead_agency_id), None)
    panel = own or (panels[0] if len(panels) == 1 else None)
    return Usual(panel, shared.sections, shared.legal_gateway) if shared else Usual(panel, ["decision", "risk"], "")
