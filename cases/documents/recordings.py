"""Recordings: MP4 and M4A are a row of boxes, MP3 a row of frames. One that is not, to its last byte, is none."""

import struct
from collections.abc import Iterator
from typing import Final

from cases.documents.refusing import KINDS, refuse
from cases.models.document import Kind

_DAMAGED: Final = (
    "This recording is damaged or is two files in one. Save it anew as MP3, M4A or MP4, then add it again."
)
_SOUND: Final = {b"M4A ", b"M4B "}
_VIDEO: Final = {
    *(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"MSNV", b"M4V ", b"M4VP"),
    *(b"3gp4", b"3gp5", b"3gp6", b"3g2a"),
}
_KNOWN: Final = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"udta", b"meta", b"uuid", b"pdin", b"sidx"}
_FRAGMENTS: Final = {b"moof", b"mfra", b"styp", b"emsg", b"prft"}


def checked_boxes(data: bytes) -> Kind:
    """Return whether boxes are sound or video.

    Raises:
        UnusableFile: they do not fill the file, one is unknown, or the file is of another family.
    """
    kinds = list(_boxes(data))
    brand = data[8:12]
    if not {b"ftyp", b"moov"} <= set(kinds) or set(kinds) - _KNOWN - _FRAGMENTS:
        refuse(_DAMAGED)
    if brand in _SOUND:
        return Kind.M4A
    return Kind.MP4 if brand in _VIDEO else refuse(f"This kind of recording cannot be added. {KINDS}")


def _boxes(data: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(data):
        if place + 16 > len(data) and place + 8 != len(data):
            refuse(_DAMAGED)
        size, kind = struct.unpack_from(">I4s", data, place)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, place + 8)
        elif size == 0:
            size = len(data) - place
        if size < 8 or place + size > len(data):
            refuse(_DAMAGED)
        yield kind
        place += size


_RATES: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_KILOBITS_1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KILOBITS_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_FRAMES_LOOKED_AT: Final = 3


def check_frames(data: bytes) -> None:
    """Check that an MP3 begins with its tag, if it has one, and then with frames one after another.

    Raises:
        UnusableFile: it does not.
    """
    place = _after_tag(data)
    for _ in range(_FRAMES_LOOKED_AT):
        length = _frame(data[place : place + 4])
        if not length or place + length > len(data):
            refuse(_DAMAGED)
        place += length
        if place == len(data):
            return


def _after_tag(data: bytes) -> int:
    if not data.startswith(b"ID3"):
        return 0
    # Seven bits of each byte count.
    length = 0
    for byte in data[6:10]:
        length = length << 7 | byte & 0x7F
    return 10 + length


def _frame(head: bytes) -> int:
    """Return the length of the layer III frame with this head; 0 when it is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bits in (0, 15) or rate == 3:
        return 0
    kilobits = (_KILOBITS_1 if version == 3 else _KILOBITS_2)[bits]
    return (144 if version == 3 else 72) * kilobits * 1000 // _RATES[version][rate] + (head[2] >> 1 & 1)
