"""Files that people send, and some that nobody should."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
TEXT = "He said: “never come back”.\r\nSecond line.\n".encode()
GIF_SCRIPT = b"GIF89a/*\x01\x00\x01\x00\x00\xff\x00,*/=1;alert(1);"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PROGRAM = b"MZ\x90\x00\x03" + bytes(200)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless file that every virus scanner takes for a virus, so that scanners can be tried."""

_TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats.main+xml"/></Types>'


def archive(parts: dict[str, bytes], *, packed: bool = True) -> bytes:
    """Return a ZIP archive of these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED if packed else ZIP_STORED) as made:
        for name, content in parts.items():
            made.writestr(ZipInfo(name), content, ZIP_DEFLATED if packed else ZIP_STORED)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """Return a small Word document; `more` names further parts, with `__` for a slash and `_dot_` for a dot."""
    parts = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return archive({"[Content_Types].xml": _TYPES, "word/document.xml": b"<w:document/>"} | parts)


def xlsx() -> bytes:
    """Return a small Excel workbook."""
    return archive({"[Content_Types].xml": _TYPES, "xl/workbook.xml": b"<workbook/>"})


def open_document(kind: str) -> bytes:
    """Return a small OpenDocument file: `text` or `spreadsheet`."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": mimetype, "content.xml": b"<office/>"}, packed=False)


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (40, 20), place: bool = False) -> bytes:
    """Return a picture, red on the left and blue on the right; with `place`, it says where and by what it was taken."""
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (size[0] // 2, 0, *size))
    out = BytesIO()
    if place:
        exif = Image.Exif()
        exif[0x0110] = "Telephone of Quilla Testname"
        exif[0x0112] = 3  # Upside down.
        exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 28.0, 58.0), 3: "W", 4: (1.0, 53.0, 25.0)})
        drawn.save(out, kind, exif=exif, comment=b"<script>alert(1)</script>")
    else:
        drawn.save(out, kind)
    return out.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is very large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def box(kind: bytes, body: bytes = b"") -> bytes:
    """Return one box of an MP4 file."""
    return struct.pack(">I4s", 8 + len(body), kind) + body


def mp4(brand: bytes = b"isom") -> bytes:
    """Return the skeleton of an MP4 or M4A file."""
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"moov", bytes(16)) + box(b"mdat", bytes(64))


def mp3(*, tag: bool = True) -> bytes:
    """Return four silent frames of an MP3 file, 128 kilobits at 44.1 kHz."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return (b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10) if tag else b"") + frame * 4


def bomb() -> bytes:
    """Return a Word document of about 30 kB that would unpack to 30 MB."""
    return archive({"word/document.xml": bytes(30_000_000)})


def overlapping() -> bytes:
    """Return an archive whose directory names the same bytes two hundred times ("a better zip bomb")."""
    noise = bytes(number * 7 % 251 for number in range(4_000))
    data = archive({"word/document.xml": noise}, packed=False)
    end = data.rindex(b"PK\x05\x06")
    length, start = struct.unpack_from("<II", data, end + 12)
    entry = data[start : start + length]
    entries = b"".join(entry.replace(b"document.xml", f"document{number:03}l".encode()) for number in range(200))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), start, 0)
    return data[:start] + entries + tail
