"""Names of files: what a stranger's machine called them, made safe to show and to save."""

import unicodedata
from typing import Final

from cases.documents.formats import FORMATS
from cases.models.document import Kind

LONGEST: Final = 100
_NOT_IN_A_NAME: Final = frozenset('<>:"/\\|?*.%')
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


def cleaned(name: str, kind: Kind) -> str:
    """Return the name under which a file is kept: without folders, with the one ending that its content deserves.

    Control characters and those that turn the direction of writing are left out; whatever a file system or a header
    could mistake becomes a hyphen; so does every dot, so that no second ending is left.

    Args:
        name: as it was sent.
        kind: what the content is; it decides the ending.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFC", stem))
    words = " ".join(plain.split()).strip(" -")[:LONGEST].strip(" -")
    if not words or words.lower() in _DEVICES:
        words = f"document {words}".strip()
    return words + FORMATS[kind].ending


def _plain(sign: str) -> str:
    category = unicodedata.category(sign)[0]
    if category == "Z":
        return " "
    if category == "C":
        return " " if sign in "\t\r\n" else ""
    return "-" if sign in _NOT_IN_A_NAME else sign
