"""The kinds of files that are taken in, and how each is handed out again."""

from dataclasses import dataclass
from typing import Final

from cases.models.document import Kind


@dataclass(frozen=True, slots=True)
class Format:
    """How a kind of file is named and served."""

    ending: str
    content_type: str


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"

FORMATS: Final[dict[Kind, Format]] = {
    Kind.DOCX: Format(".docx", f"{_OFFICE}.wordprocessingml.document"),
    Kind.JPEG: Format(".jpg", "image/jpeg"),
    Kind.M4A: Format(".m4a", "audio/mp4"),
    Kind.MP3: Format(".mp3", "audio/mpeg"),
    Kind.MP4: Format(".mp4", "video/mp4"),
    Kind.ODS: Format(".ods", f"{_OPEN}.spreadsheet"),
    Kind.ODT: Format(".odt", f"{_OPEN}.text"),
    Kind.PDF: Format(".pdf", "application/pdf"),
    Kind.PNG: Format(".png", "image/png"),
    Kind.TEXT: Format(".txt", "text/plain; charset=utf-8"),
    Kind.XLSX: Format(".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
}
