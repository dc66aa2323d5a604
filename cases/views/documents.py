"""The documents of a case: adding one, handing one out, removing one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions import documents
from cases.documents import FORMATS
from cases.forms.documents import DocumentForm
from cases.models.document import Kind, Scan
from cases.policy import get_case, sections_of
from cases.queries_documents import get_document
from cases.rules_documents import check_may_add, check_may_remove
from cases.sections import Section
from cases.views.posted import posted
from cases.views.refusals import explaining_refusals
from partners.actor import ActorRequest
from partners.roles import Permission
from partners.web import page

_ADDED = "The document is added."
_WAITS = "The document is added. It can be opened when it has been checked for viruses, in a few minutes."


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def document_add(request: ActorRequest, reference: str) -> HttpResponse:
    """Ask for a file and keep it."""
    case = get_case(request.actor, reference)
    if Section.DOCUMENTS not in sections_of(request.actor, case):
        raise Http404("There are no documents that you can see.")
    check_may_add(request.actor, case)
    form = DocumentForm(posted(request), request.FILES or None)
    if not form.is_valid():
        return render(request, "cases/document_add.html", {"case": case, "form": form, "marking": "OFFICIAL-SENSITIVE"})
    answers = form.cleaned_data
    document = documents.add(actor=request.actor, case=case, file=answers["file"], about=answers["about"])
    messages.success(request, _WAITS if document.scan == Scan.WAITING else _ADDED)
    return redirect("case_page", case.reference)


@require_safe
@page(Permission.CASE_READ)
@explaining_refusals
def document_download(request: ActorRequest, reference: str, document_id: UUID) -> HttpResponse:
    """Hand out one document, to save and not to show."""
    case = get_case(request.actor, reference)
    document = get_document(request.actor, case, document_id)
    content = documents.read(actor=request.actor, document=document)
    response = HttpResponse(content, content_type=FORMATS[Kind(document.kind)].content_type)
    as_attachment = content_disposition_header(as_attachment=True, filename=document.name)
    response.headers["Content-Disposition"] = as_attachment or "attachment"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASE_READ)
@explaining_refusals
def document_remove(request: ActorRequest, reference: str, document_id: UUID) -> HttpResponse:
    """Ask once, then destroy a document for good."""
    case = get_case(request.actor, reference)
    document = get_document(request.actor, case, document_id)
    check_may_remove(request.actor, document)
    if request.method != "POST":
        context = {"case": case, "document": document, "marking": "OFFICIAL-SENSITIVE"}
        return render(request, "cases/document_remove.html", context)
    documents.remove(actor=request.actor, document=document)
    messages.success(request, "The document is removed for good.")
    return redirect("case_page", case.reference)
