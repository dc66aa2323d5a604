"""The minutes as a paper to print."""

from cases.papers import Marking, write_pdf
from conferences.models import Minutes


def minutes_paper(minutes: Minutes) -> bytes:
    """Return the minutes as a tagged PDF, marked OFFICIAL-SENSITIVE on every page; the same bytes each time.

    Raises:
        PdfUnavailableError: this machine lacks the libraries that make PDFs.
    """
    content = minutes.content
    return write_pdf(
        template="conferences/minutes_paper.html",
        context={"minutes": content, "sha256": minutes.content_sha256},
        title=f"Minutes no. {content['number']}, {content['chairing_agency']}",
        marking=Marking.OFFICIAL_SENSITIVE,
        partnership=content["partnership"],
        as_of=minutes.made_at,
    )
