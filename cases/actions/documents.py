"""Adding a document to a case, handing one out, and removing one."""

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.documents import Accepted
from cases.models import Case, Document
from cases.models.document import Scan
from cases.rules_documents import check_may_add, check_may_read, check_may_remove
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPossible


@transaction.atomic
def add(*, actor: Actor, case: Case, file: Accepted, about: str = "") -> Document:
    """Keep a file. Where there is a virus scanner it waits for the verdict before anybody can have it.

    Args:
        actor: a person whose agency has the documents of the case.
        case: the case.
        file: what was taken in.
        about: what it is, in the sender's words.

    Raises:
        NotPermitted: the agency has not been given the documents.
        NotPossible: the case is closed or full.
    """
    lock(case)
    check_may_add(actor, case)
    document = Document(
        case=case,
        partnership_id=actor.partnership_id,
        agency_id=actor.agency,
        name=file.name,
        about=about.strip(),
        kind=file.kind,
        size=len(file.content),
        sha256=file.sha256,
        content=file.content,
        added_by_id=actor.person,
        scan=Scan.WAITING if settings.CLAMD_URL else Scan.NOT_SCANNED,
    )
    document.save(force_insert=True)
    _record(actor, document, "document.add")
    if document.scan == Scan.WAITING:
        arguments = [str(document.pk), str(document.partnership_id)]
        transaction.on_commit(lambda: current_app.send_task("cases.tasks.scan_document", arguments), robust=True)
    return document


@transaction.atomic
def read(*, actor: Actor, document: Document) -> bytes:
    """Return the content of a document that was found by `cases.queries_documents.get_document`.

    Raises:
        NotPossible: it was removed, a virus was found, or it is not checked yet.
    """
    check_may_read(document)
    _record(actor, document, "document.read")
    return bytes(document.content)


@transaction.atomic
def remove(*, actor: Actor, document: Document) -> None:
    """Destroy a document's content and name; that there was one, and who removed it, stays.

    Raises:
        NotPermitted: the actor's agency neither added it nor leads the case.
        NotPossible: it is removed already, or the case is closed.
    """
    lock(document.case)
    check_may_remove(actor, document)
    gone = {"content": b"", "name": "", "about": "", "removed_at": timezone.now(), "removed_by_id": actor.person}
    if not Document.objects.filter(pk=document.pk, removed_at__isnull=True).update(**gone):
        raise NotPossible("This document has been removed already.")
    _record(actor, document, "document.remove")


def _record(actor: Actor, document: Document, verb: str) -> None:
    case = document.case
    log.record(
        actor,
        verb,
        subject=case.reference,
        owner_agency_id=case.lead_agency_id,
        sections=[Section.DOCUMENTS],
        facts={"document": str(document.pk), "kind": document.kind, "size": document.size},
    )
