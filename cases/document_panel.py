"""What the documents of a case add to its page and to its timeline, for those who have the section."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Document
from cases.models.document import Kind, Scan
from cases.panels import Entry, Look, Panel
from cases.queries_documents import documents_of
from cases.rules_documents import check_may_add, check_may_read, check_may_remove
from cases.sections import Section
from partners.actor import Actor
from partners.errors import reason_against


@dataclass(frozen=True, slots=True)
class Line:
    """A document as the case page lists it; `reason` says why it cannot be opened."""

    document: Document
    kind: str
    scan: str
    reason: str
    may_be_removed: bool


def panel(look: Look) -> Panel | None:
    """Draw the documents of the case, and the button to add one."""
    actor, case = look.actor, look.case
    if Section.DOCUMENTS not in look.sections:
        return None
    context = {
        "documents": [_line(actor, document) for document in look.once(documents_of)],
        "add_url": reverse("document_add", args=[case.reference]),
        "adding": reason_against(check_may_add, actor, case),
    }
    return Panel("documents", "Documents", "cases/document_panel.html", context)


def _line(actor: Actor, document: Document) -> Line:
    return Line(
        document,
        Kind(document.kind).label,
        Scan(document.scan).label,
        reason_against(check_may_read, document),
        not reason_against(check_may_remove, actor, document),
    )


def timeline(look: Look) -> Iterator[Entry]:
    """Tell of documents added and removed."""
    for document in look.once(documents_of):
        kind = Kind(document.kind).label
        yield Entry(document.added_at, f"Document added: {kind}", f"{document.added_by.name}, {document.agency.name}")
        if document.removed_at and document.removed_by:
            yield Entry(document.removed_at, f"Document removed: {kind}", document.removed_by.name)
