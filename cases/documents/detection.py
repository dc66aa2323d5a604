"""What a file is, by its content: the name and the type that the sender gives are not believed.

The library puremagic knows what begins how; here stands which of it is taken in. A format is then looked through by a
reader of its own (`accepting.py`), because a beginning proves little.
"""

from typing import Final

import puremagic

from cases.documents.refusing import KINDS, refuse
from cases.models.document import Kind

ARCHIVE: Final = "archive"
"""Office files are ZIP archives; what kind of them is for `archives.py` to tell."""

_BY_TYPE: Final[dict[str, Kind]] = {
    "application/pdf": Kind.PDF,
    "audio/mpeg": Kind.MP3,
    "image/jpeg": Kind.JPEG,
    "image/png": Kind.PNG,
}
_SENTENCES: Final[dict[str, str]] = {
    "image/heif": (
        "This photograph is in the format HEIC, which many machines cannot open. On an iPhone choose Settings, Camera, "
        "Formats, Most Compatible; or save the photograph as JPEG. Then add it again."
    ),
    "image/gif": "This picture is a GIF. Save it as PNG or JPEG, then add it again.",
    "application/msword": (
        "This is a document of an old Office format, which can hold programs. Save it as .docx or .xlsx, or as PDF, "
        "then add it again."
    ),
}
_BOXES: Final = b"ftyp"


def detected(data: bytes) -> Kind | str:
    """Return the kind of a file that begins like one of those that are taken in, or `ARCHIVE`.

    Raises:
        UnusableFile: it is empty, or of another kind; the text says what to do.
    """
    if not data:
        refuse("The file is empty. Check it, then add it again.")
    if data.startswith(b"PK\x03\x04"):
        return ARCHIVE
    types = _types(data)
    for found in types:
        if found in _BY_TYPE:
            return _BY_TYPE[found]
    if data[4:8] == _BOXES and "image/heif" not in types:
        return Kind.MP4
    if _is_text(data):
        return Kind.TEXT
    sentence = next((_SENTENCES[found] for found in types if found in _SENTENCES), "")
    return refuse(sentence or f"This kind of file cannot be added. {KINDS}")


def _types(data: bytes) -> list[str]:
    try:
        return [guess.mime_type for guess in puremagic.magic_string(data)]
    except (puremagic.PureError, ValueError):
        return []


def decoded(data: bytes) -> str:
    """Return plain text: UTF-8, or what older Windows programs wrote.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _is_text(data: bytes) -> bool:
    try:
        text = decoded(data)
    except UnicodeDecodeError:
        return False
    return all(sign >= " " or sign in "\t\n\r\f" for sign in text)
