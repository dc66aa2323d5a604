"""Several files as one zip: the same bytes for the same files, whoever packs them and when."""

from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can tell: when a file was packed says nothing about its figures."""
_READABLE: Final = 0o644 << 16
_UNIX: Final = 3


def packed(files: Mapping[str, str], *, plain: frozenset[str] = frozenset()) -> bytes:
    """Return the files as a zip, in the order given.

    Args:
        files: the text of each file, by its name.
        plain: the names of those that are not compressed.
    """
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, text in files.items():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_STORED if name in plain else ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, text.encode(), compresslevel=9)
    return out.getvalue()
