"""Sending a copy of the minutes as a paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from cases.papers import PdfUnavailableError
from conferences.paper import minutes_paper
from conferences.versions import Version
from partners.actor import ActorRequest


def paper_or_way_back(request: ActorRequest, version: Version, *, name: str, back: str) -> HttpResponse:
    """Send the copy as a PDF, the same bytes each time; where PDFs cannot be made, say so on the page of the copy.

    Args:
        request: who asks.
        version: the reader's copy.
        name: what the file is called.
        back: the page of the copy, by the name of its address.
    """
    try:
        document = minutes_paper(version)
    except PdfUnavailableError as missing:
        messages.error(request, str(missing))
        return redirect(back, version.minutes.conference_id)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(document, content_type="application/pdf", headers=headers)
