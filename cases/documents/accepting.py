"""Taking in one file: what it is, whether it is whole and one file only, and what is kept of it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Final
from zipfile import is_zipfile

from cases.documents.archives import office_kind
from cases.documents.detection import ARCHIVE, decoded, detected
from cases.documents.names import cleaned
from cases.documents.pictures import drawn_anew
from cases.documents.recordings import check_frames, checked_boxes
from cases.documents.refusing import refuse
from cases.models.document import Kind

_TAIL: Final = 1_024
_TWO_IN_ONE: Final = "This file is two files in one, as those are that hide something. Save it anew, then add it again."
_MARKUP: Final = re.compile(r"\s*(<\?xml|<!doctype|<!--|<(html|head|body|script|svg|iframe|meta)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file as it is kept."""

    name: str
    kind: Kind
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def accepted(name: str, data: bytes) -> Accepted:
    """Return what is kept of a file.

    Args:
        name: as the sender's machine called it.
        data: the whole file.

    Raises:
        UnusableFile: it is empty, damaged, of a kind that is not taken in, or made to do harm.
    """
    kind, content = _looked_through(data)
    return Accepted(cleaned(name, kind), kind, content)


def _looked_through(data: bytes) -> tuple[Kind, bytes]:
    found = detected(data)
    if found == ARCHIVE:
        return office_kind(data), data
    match Kind(found):
        case Kind.JPEG | Kind.PNG as kind:
            return kind, drawn_anew(data, kind)
        case Kind.TEXT:
            return Kind.TEXT, _text(data)
        case Kind.PDF:
            _check_pdf(data)
            return Kind.PDF, data
        case Kind.MP3:
            _check_alone(data)
            check_frames(data)
            return Kind.MP3, data
        case _:
            _check_alone(data)
            return checked_boxes(data), data


def _text(data: bytes) -> bytes:
    """Return plain text as UTF-8; a web page that calls itself text is refused."""
    text = decoded(data)
    if _MARKUP.match(text):
        refuse("This is a web page and not plain text. Save it as PDF, then add it again.")
    return text.encode()


def _check_pdf(data: bytes) -> None:
    """Check that a PDF begins where the file does and ends where it ends; readers are content with less."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-_TAIL:]:
        refuse("This PDF is damaged. Save it anew, then add it again.")
    _check_alone(data)


def _check_alone(data: bytes) -> None:
    """Check that no archive hangs at the end, and no other beginning stands near the beginning."""
    beginning = data[:_TAIL].lower()
    others = (b"<script", b"<html", b"<?php", b"<!doctype html", *(() if data.startswith(b"%PDF-") else (b"%pdf-",)))
    if is_zipfile(BytesIO(data)) or any(other in beginning for other in others):
        refuse(_TWO_IN_ONE)
