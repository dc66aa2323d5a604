"""Who may see that a case is offered to another partnership: the agency that leads it, and the one that is asked."""

from uuid import UUID

from django.db.models import BooleanField, Func, Q, QuerySet
from django.http import Http404

from audit import log
from cases.models import Case, Transfer, TransferPaper
from cases.policy import sections_of, visible_cases
from partners.actor import Actor
from partners.roles import Permission


class IsHidden(Func):
    """Whether an offer does not exist for the person acting (`app.hidden_transfers` says when).

    Only the database can tell: the agency that is asked does not see the case, nor whether it was closed or restricted.
    """

    template = "(%(expressions)s = ANY (ARRAY(SELECT app.hidden_transfers())))"
    output_field = BooleanField()


def visible_transfers(actor: Actor) -> QuerySet[Transfer]:
    """Return the offers that the actor's agency made about cases it sees, and those made to it, the newest first."""
    if actor.agency_id is None or not actor.may(Permission.CASE_READ):
        return Transfer.objects.none()
    cases = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    made = Q(from_partnership_id=actor.partnership_id, from_agency_id=actor.agency_id, case__in=cases.values("pk"))
    received = Q(to_partnership_id=actor.partnership_id, to_agency_id=actor.agency_id)
    # The case itself is not joined: the side that is asked does not see it.
    return Transfer.objects.filter(made | received, ~Q(IsHidden("pk"))).select_related(
        *("from_partnership", "from_agency", "to_partnership", "to_agency", "offered_by"),
        *("answer", "answer__answered_by"),
    )


def get_transfer(actor: Actor, transfer_id: UUID) -> Transfer:
    """Return the offer with this key, and record that it was opened.

    Raises:
        Http404: there is none, or the actor may not see it. Both look the same.
    """
    found = visible_transfers(actor).filter(pk=transfer_id).first()
    if found is None:
        raise Http404("There is no offer of a case here that you can see.")
    owner = found.from_agency_id if actor.partnership_id == found.from_partnership_id else found.to_agency_id
    log.record(actor, "transfer.read", subject=found.case_reference, owner_agency_id=owner)
    return found


def papers_for(actor: Actor, case: Case) -> QuerySet[TransferPaper]:
    """Return the papers that came or go along with a case, for the agency that leads it, in their order."""
    if actor.agency_id != case.lead_agency_id:
        return TransferPaper.objects.none()
    return TransferPaper.objects.filter(case=case, section__in=sections_of(actor, case))


def get_paper(actor: Actor, paper_id: UUID) -> TransferPaper:
    """Return a paper of a case that the actor's agency leads, and record that it was read.

    Raises:
        Http404: there is none, or the actor may not see it. Both look the same.
    """
    cases = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    papers = TransferPaper.objects.filter(pk=paper_id, case__in=cases)
    paper = papers.select_related("case", "transfer__from_agency", "transfer__from_partnership").first()
    if paper is None or not papers_for(actor, paper.case).filter(pk=paper_id).exists():
        raise Http404("There is no paper here that you can see.")
    owner = paper.case.lead_agency_id
    log.record(
        actor, "transfer.read_paper", subject=paper.case.reference, owner_agency_id=owner, sections=[paper.section]
    )
    return paper
