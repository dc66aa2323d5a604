"""Reading the documents of a case: only for those who have the section, and without content in lists."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from cases.models import Case, Document
from cases.policy import sections_of
from cases.sections import Section
from partners.actor import Actor


def documents_of(actor: Actor, case: Case) -> QuerySet[Document]:
    """Return the documents of `case` that the actor may see, newest first, without their content."""
    if Section.DOCUMENTS not in sections_of(actor, case):
        return Document.objects.none()
    people = ("agency", "added_by", "removed_by")
    return Document.objects.filter(case=case).select_related("case", *people).defer("content")


def get_document(actor: Actor, case: Case, key: UUID) -> Document:
    """Return one document of `case`.

    Raises:
        Http404: there is none, or the actor may not see it.
    """
    document = documents_of(actor, case).filter(pk=key).first()
    if document is None:
        raise Http404("There is no document that you can see.")
    return document
