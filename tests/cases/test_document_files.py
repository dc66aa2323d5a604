"""Which files are taken in, what is kept of them, and what is refused with which sentence."""

import unicodedata
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cases.documents import FORMATS, accepted
from cases.documents.names import LONGEST, cleaned
from cases.documents.refusing import UnusableFile
from cases.models.document import Kind
from tests.cases import files

GOOD: dict[Kind, bytes] = {
    Kind.DOCX: files.docx(),
    Kind.JPEG: files.picture("JPEG"),
    Kind.M4A: files.mp4(b"M4A "),
    Kind.MP3: files.mp3(),
    Kind.MP4: files.mp4(),
    Kind.ODS: files.open_document("spreadsheet"),
    Kind.ODT: files.open_document("text"),
    Kind.PDF: files.PDF,
    Kind.PNG: files.picture("PNG"),
    Kind.TEXT: files.TEXT,
    Kind.XLSX: files.xlsx(),
}
DRAWN_ANEW = {Kind.JPEG, Kind.PNG}


def test_there_is_a_good_file_of_every_kind() -> None:
    assert set(GOOD) == set(Kind) == set(FORMATS)


@pytest.mark.parametrize("kind", Kind)
def test_the_content_says_what_a_file_is_and_not_its_name(kind: Kind) -> None:
    kept = accepted("holiday.exe", GOOD[kind])
    assert (kept.kind, kept.name) == (kind, f"holiday{FORMATS[kind].ending}")
    assert kind in DRAWN_ANEW or kept.content == GOOD[kind]


def test_an_mp3_without_a_tag_and_text_of_old_windows_programs() -> None:
    assert accepted("a", files.mp3(tag=False)).kind == Kind.MP3
    assert accepted("a", "BMW, caf\u00e9 \u201cx\u201d".encode("cp1252")).content == "BMW, café “x”".encode()


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "The file is empty."),
    "a program": (files.PROGRAM, "This kind of file cannot be added."),
    "noise": (bytes(range(256)), "This kind of file cannot be added."),
    "an archive": (files.archive({"a.txt": b"a"}), "This is an archive, and no document."),
    "an old office format": (files.OLD_WORD, "This is a document of an old Office format"),
    "an iPhone's format": (files.box(b"ftyp", b"heic" + bytes(4) + b"heic") + bytes(40), "in the format HEIC"),
    "a GIF that is a script": (files.GIF_SCRIPT, "This picture is a GIF."),
    "a web page as text": (b"\n<!DOCTYPE html><script>alert(1)</script>", "This is a web page and not plain text."),
    "a drawing with a script": (b"<svg onload='alert(1)'/>", "This is a web page and not plain text."),
    "a cut PDF": (files.PDF[:20], "This PDF is damaged."),
    "a PDF behind something": (b"MZ junk\0\0" + files.PDF, "cannot be added"),
    "a PDF that is an archive": (files.PDF + files.archive({"a": b"b"}), "This file is two files in one"),
    "a PDF that is a web page": (
        files.PDF.replace(b"<<>>", b"<html><script>alert(1)</script>"),
        "This file is two files in one",
    ),
    "a recording that is an archive": (files.mp4() + files.archive({"a": b"b"}), "This file is two files in one"),
    "a recording with something behind it": (files.mp4() + b"\0\0\0\x0c<sc1pt>", "This recording is damaged"),
    "a cut recording": (files.mp4()[:-3], "This recording is damaged"),
    "a film of another family": (files.mp4(b"qt  "), "This kind of recording cannot be added."),
    "a cut MP3": (files.mp3()[:300], "This recording is damaged"),
    "a tag and no sound": (b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(600), "This recording is damaged"),
    "a cut picture": (files.picture("JPEG")[:300], "This picture is damaged."),
    "a picture that unpacks to a wall": (files.claimed_png(30_000, 30_000), "more than 50 million pixels"),
    "an archive bomb": (files.bomb(), "This file would unpack to far more than it is"),
    "parts over one another": (files.overlapping(), "This file would unpack to far more than it is"),
    "too many parts": (
        files.archive({f"word/{number}": b"" for number in range(2_001)}),
        "This file would unpack to far more than it is",
    ),
    "an archive in front": (files.docx() + files.PDF, "two files in one"),
    "a comment behind": (files.docx()[:-2] + b"\x05\x00hello", "two files in one"),
    "an archive behind": (b"PK\x03\x04junk" + files.docx(), "two files in one"),
    "parts outside": (files.docx(**{"..__..__etc__passwd": b"x"}), "two files in one"),
    "a macro": (files.docx(word__vbaProject_dot_bin=b"x"), "brings programs (macros) along"),
    "a macro by its type": (
        files.archive({"[Content_Types].xml": b"macroEnabled.main+xml", "word/document.xml": b"x"}),
        "brings programs (macros) along",
    ),
    "an embedded program": (files.docx(word__embeddings__oleObject1_dot_bin=b"x"), "brings programs (macros) along"),
    "an OpenDocument macro": (
        files.archive(
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"x", "Basic/script-lc.xml": b"x"}
        ),
        "brings programs (macros) along",
    ),
    "a template from afar": (
        files.docx(
            word___rels__settings_dot_xml_dot_rels=(
                b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://evil/x.dotm"'
                b' TargetMode="External"/></Relationships>'
            )
        ),
        "brings programs (macros) along",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_and_why(what: str) -> None:
    data, sentence = REFUSED[what]
    with pytest.raises(UnusableFile) as refusal:
        accepted("a.pdf", data)
    assert sentence in str(refusal.value)


def test_a_link_and_a_template_of_ones_own_network_are_no_programs() -> None:
    relations = (
        b'<Relationships><Relationship Type="http://x/hyperlink" Target="https://example.org" TargetMode="External"/>'
        b'<Relationship Type="http://x/attachedTemplate" Target="file:///C:/Letter.dotx" TargetMode="External"/>'
        b"</Relationships>"
    )
    assert accepted("a", files.docx(word___rels__settings_dot_xml_dot_rels=relations)).kind == Kind.DOCX


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(files.docx())
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(UnusableFile, match="two files in one"):
        accepted("a.docx", bytes(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photograph_loses_all_but_the_picture(kind: str) -> None:
    """The place and the telephone, a comment, and whatever hangs behind the end: a picture and a page at once."""
    sent = files.picture(kind, place=True) + b"<html><script>alert(1)</script>" + files.archive({"evil.exe": b"MZ"})
    kept = accepted("IMG_2031.HEIC.jpg", sent).content
    for trace in (b"Exif", b"Quilla", b"script", b"evil", b"GPS", b"eXIf", b"tEXt"):
        assert trace not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (40, 20), {})
        colour = picture.convert("RGB").getpixel((3, 10))
    # It was upside down by its notes; now it stands upright without them.
    assert isinstance(colour, tuple)
    assert colour[2] > 200 > 60 > colour[0]


def test_a_picture_with_holes_keeps_them() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(accepted("a.png", out.getvalue()).content)) as picture:
        assert picture.mode == "RGBA"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Letter to the landlord.pdf", "Letter to the landlord.pdf"),
        ("Letter 12.03.2026.pdf", "Letter 12-03-2026.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\quilla\\Desktop\\scan.pdf", "scan.pdf"),
        ("invoice.pdf.exe", "invoice-pdf.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie- x=1.pdf"),
        ('a"; filename="b.html', "a-; filename=-b.pdf"),
        ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
        ("nul\0byte.pdf", "nulbyte.pdf"),
        ("   .pdf", "document.pdf"),
        ("CON.pdf", "document CON.pdf"),
        ("", "document.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
        ("شكوى.pdf", "شكوى.pdf"),
    ],
)
def test_names_are_cleaned(sent: str, kept: str) -> None:
    assert cleaned(sent, Kind.PDF) == kept


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.sampled_from(Kind))
def test_no_name_leads_anywhere_or_hides_anything(sent: str, kind: Kind) -> None:
    kept = cleaned(sent, kind)
    ending = FORMATS[kind].ending
    stem = kept.removesuffix(ending)
    assert kept.endswith(ending)
    assert 0 < len(stem) <= LONGEST + len("document ")
    assert stem == stem.strip()
    assert not set(stem) & set('<>:"/\\|?*.%')
    assert not any(unicodedata.category(sign)[0] == "C" for sign in kept)
