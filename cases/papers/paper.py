"""What a paper needs to be printed, and what to say where it cannot be."""

from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from io import StringIO
from typing import Final

from django.template.loader import render_to_string

_MISSING: Final = (
    "PDF documents are not available on this machine. Install the Debian packages libpango-1.0-0,"
    " libpangoft2-1.0-0 and libharfbuzz-subset0, then start the site again."
)


@cache
def _engine() -> Callable[[str], bytes] | None:
    """Load what makes PDFs when one is first asked for: it takes a second, and most processes never print.

    The site runs without Pango; only papers to print are missing then, and say so.
    """
    try:
        # WeasyPrint prints advice on standard output where Pango is missing, which would spoil a command's JSON.
        with redirect_stdout(StringIO()):
            pdf_of: Callable[[str], bytes] = import_module("cases.papers.engine").pdf_of
    except OSError:
        return None
    return pdf_of


class Marking(StrEnum):
    """The protective marking on every page of a paper; one that can still change says so beside it."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"
    OFFICIAL_SENSITIVE_DRAFT = "OFFICIAL-SENSITIVE DRAFT"


class PdfUnavailableError(RuntimeError):
    """The libraries that make PDFs are missing; the text says which packages to install."""


def pdf_is_available() -> bool:
    """Whether this machine can write PDFs."""
    return _engine() is not None


def write_pdf(
    *,
    template: str,
    context: Mapping[str, object],
    title: str,
    marking: Marking,
    partnership: str,
    as_of: datetime,
) -> bytes:
    """Return a paper as a tagged PDF (PDF/UA-1, English), the same bytes for the same arguments.

    Args:
        template: a template that extends `papers/base.html`.
        context: what the template shows besides the arguments below, which it is given under their names.
        title: the document's title, in its metadata and at the foot of its pages.
        marking: the protective marking at the head and foot of every page.
        partnership: the partnership's name, at the head of every page.
        as_of: when the paper was made, with its time zone; stands in the metadata as the date of creation.

    Raises:
        PdfUnavailableError: this machine lacks the libraries.
    """
    pdf_of = _engine()
    if pdf_of is None:
        raise PdfUnavailableError(_MISSING)
    given = {"title": title, "marking": marking.value, "partnership": partnership, "as_of": as_of}
    return pdf_of(render_to_string(template, {**context, **given}))
