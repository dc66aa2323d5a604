"""Office files: ZIP archives, judged by their directory alone. Nothing is unpacked but two short lists of parts.

A few kilobytes can be written that unpack to terabytes ("zip bombs"), some with parts that lie over one another; an
archive can hide in front of or behind another file; and a document can bring programs along, or fetch them.
"""

import re
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from cases.documents.refusing import KINDS, refuse
from cases.models.document import Kind

MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 200_000_000
MOST_TIMES_LARGER: Final = 100
_SHORT: Final = 1_000_000
_ENCRYPTED: Final = 0x1
_END_RECORD: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_PACKED: Final = (
    "This file would unpack to far more than it is, as files do that are made to break machines. Save it anew, or as "
    "PDF, then add it again."
)
_PROGRAMS: Final = (
    "This document brings programs (macros) along or fetches them. Save it as PDF, or as .docx or .xlsx without "
    "macros, then add it again."
)
_DAMAGED: Final = "This file is damaged or is two files in one. Save it anew, or as PDF, then add it again."
_BY_PART: Final = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
_BY_TYPE: Final = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}
_BRING_PROGRAMS: Final = ("vbaproject", "vbadata", "activex", "oleobject", "macrosheets", "basic/", "scripts/")
_RELATION: Final = re.compile(rb"<relationship\b[^>]*>")
_FETCHED: Final = re.compile(rb"/(attachedtemplate|oleobject|frame)[\"']")
_FROM_AFAR: Final = re.compile(rb"target=[\"'](https?|ftp|mhtml):")


def office_kind(data: bytes) -> Kind:
    """Return which kind of office file an archive is.

    Raises:
        UnusableFile: it is none, is made to do harm, or brings programs along.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _kind(archive, data)
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, KeyError, EOFError, OSError):
        return refuse(_DAMAGED)


def _kind(archive: ZipFile, data: bytes) -> Kind:
    parts = archive.infolist()
    _check_size(parts, data)
    _check_whole(parts, data)
    names = {part.filename for part in parts}
    kind = next((kind for name, kind in _BY_PART.items() if name in names), None) or _open_document(archive, names)
    if kind is None:
        refuse(f"This is an archive, and no document. {KINDS}")
    _check_programs(archive, parts)
    return kind


def _check_size(parts: list[ZipInfo], data: bytes) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_TIMES_LARGER * len(data):
        refuse(_PACKED)
    # Parts that lie over one another: more packed bytes than there are.
    if packed > len(data):
        refuse(_PACKED)


def _check_whole(parts: list[ZipInfo], data: bytes) -> None:
    """Check that the archive begins where the file does, ends where it ends, and keeps its parts in it, in the open."""
    begins = min((part.header_offset for part in parts), default=-1) == 0
    ends = data[-_END_LENGTH:].startswith(_END_RECORD)
    names = [part.filename for part in parts]
    inside = not any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names)
    is_open = not any(part.flag_bits & _ENCRYPTED for part in parts)
    if not (begins and ends and inside and is_open and len(set(names)) == len(names)):
        refuse(_DAMAGED)


def _open_document(archive: ZipFile, names: set[str]) -> Kind | None:
    if "mimetype" not in names or "content.xml" not in names:
        return None
    return _BY_TYPE.get(_read(archive, "mimetype").strip())


def _check_programs(archive: ZipFile, parts: list[ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if any(mark in name for name in names for mark in _BRING_PROGRAMS):
        refuse(_PROGRAMS)
    for part in parts:
        if part.filename.endswith(".rels") or part.filename == "[Content_Types].xml":
            text = _read(archive, part.filename).lower()
            if b"macroenabled" in text or any(_fetches(relation) for relation in _RELATION.findall(text)):
                refuse(_PROGRAMS)


def _fetches(relation: bytes) -> bool:
    """Say whether a part comes from another machine when the document is opened; a link to click on does not."""
    return bool(_FETCHED.search(relation) and _FROM_AFAR.search(relation))


def _read(archive: ZipFile, name: str) -> bytes:
    """Return a part that ought to be short, or refuse the archive."""
    with archive.open(name) as part:
        content = part.read(_SHORT + 1)
    return content if len(content) <= _SHORT else refuse(_PACKED)
