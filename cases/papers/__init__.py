"""Papers to print: a template becomes a tagged PDF (PDF/UA-1) that every reader can follow."""

from cases.papers.paper import Marking, PdfUnavailableError, pdf_is_available, write_pdf

__all__ = ["Marking", "PdfUnavailableError", "pdf_is_available", "write_pdf"]
