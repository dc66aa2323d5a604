"""Taking in files that people send: what they are, by content, and what of them is kept (docs/security.md)."""

from cases.documents.accepting import Accepted, accepted
from cases.documents.formats import FORMATS, Format

__all__ = ["FORMATS", "Accepted", "Format", "accepted"]
