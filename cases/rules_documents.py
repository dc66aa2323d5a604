"""Who may add and remove documents of a case. Each check raises a sentence that a caseworker can read."""

from django.conf import settings

from cases.models import Case, Document
from cases.models.document import Scan
from cases.policy import sections_of
from cases.rules import check_open
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible

_UNUSABLE = {
    Scan.WAITING: "This document is still being checked for viruses. Try again in a few minutes.",
    Scan.INFECTED: "A virus was found in this document, so its content has been destroyed.",
}


def check_may_add(actor: Actor, case: Case) -> None:
    """Check that the actor's agency has the documents of the case, and that there is room for another.

    Raises:
        NotPermitted: the agency was not given them.
        NotPossible: the case is closed, or full.
    """
    if Section.DOCUMENTS not in sections_of(actor, case):
        raise NotPermitted("Your agency has not been given the documents of this case.")
    check_open(case)
    most = settings.DOCUMENTS_A_CASE
    if Document.objects.filter(case=case, removed_at__isnull=True).count() >= most:
        raise NotPossible(f"This case has {most} documents already. Remove one first.")


def check_may_remove(actor: Actor, document: Document) -> None:
    """Check that the actor's agency added the document or leads its case.

    Raises:
        NotPermitted: neither.
        NotPossible: it is removed already.
    """
    if actor.agency_id not in (document.agency_id, document.case.lead_agency_id):
        raise NotPermitted("Only the agency that added a document or the lead agency can remove it.")
    if document.removed_at:
        raise NotPossible("This document has been removed already.")


def check_may_read(document: Document) -> None:
    """Check that there is something to hand out, and that it is safe to.

    Raises:
        NotPossible: it was removed, a virus was found, or it is not checked yet.
    """
    if document.removed_at:
        raise NotPossible("This document has been removed.")
    if document.scan in _UNUSABLE:
        raise NotPossible(_UNUSABLE[Scan(document.scan)])
