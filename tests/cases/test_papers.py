"""Papers to print: accessible, marked, and deaf to every address that is not packaged with them."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from cases.papers import Marking, pdf_is_available, write_pdf
from cases.papers.engine import PackagedOnly, pdf_of

LOCKED = "Finalised by Dana Whitlow on 13 November 2026, 09:30. These minutes are locked."
PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>T</title>{head}</head><body><h1>Heading</h1>{body}</body></html>'


def minutes(**changes: object) -> bytes:
    item: dict[str, object] = {
        "heading": "Case 7KQ2-M4XD-9T",
        "said": [("Risks", "First line.\n\n<b>Not bold</b> & sound."), ("Information", "Long. " * 900)],
        "decision": ("Multi-agency approach continues", "The incidents come closer together."),
        "actions": [(number, "Fit a new lock", "Housing", "1 December 2026") for number in range(1, 41)],
        "no_actions": "No actions were agreed.",
        **changes,
    }
    context: dict[str, object] = {
        "number": "2026-014",
        "held": [("Date", "12 November 2026, 10:00"), ("Chair", "Dana Whitlow")],
        "attendance": [
            ("Alice Żółć", "Hate Crime Unit", "Present", "Confirmed"),
            ("Олена", "Victim Support", "Apologies", "Not needed"),
        ],
        "statement": "What is said here stays here.",
        "items": [item],
        "finalised": LOCKED,
        "hashes": [],
    }
    return write_pdf(
        template="papers/minutes.html",
        context=context,
        title="Minutes of 12 November 2026",
        marking=Marking.OFFICIAL_SENSITIVE,
        partnership="Wrekin Vale & Partners",
        as_of=datetime(2026, 11, 13, 9, 30, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def printed() -> bytes:
    """The minutes with nothing changed."""
    return minutes()


def pages(pdf: bytes) -> list[str]:
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(pdf)).pages]


def test_minutes_are_accessible(printed: bytes) -> None:
    found = page.validate_pdf_bytes(printed, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []


def test_minutes_say_everything_and_are_marked_on_every_page(printed: bytes) -> None:
    sheets = pages(printed)
    assert [sheet.count("OFFICIAL-SENSITIVE") for sheet in sheets] == [2] * len(sheets)
    assert [f"Page {number} of {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)] == [True] * len(
        sheets
    )
    text = " ".join(sheets)
    for said in ("Case 7KQ2-M4XD-9T", "Alice Żółć", "Олена", "<b>Not bold</b> & sound.", LOCKED):
        assert said in text
    assert text.count("Fit a new lock") == 40


def test_minutes_without_actions_say_so() -> None:
    assert "No actions were agreed." in " ".join(pages(minutes(actions=[])))


def test_the_metadata_name_the_paper_and_nothing_else(printed: bytes) -> None:
    metadata = PdfReader(BytesIO(printed)).metadata
    assert metadata is not None
    assert {key: str(value) for key, value in metadata.items() if key != "/Producer"} == {
        "/Title": "Minutes of 12 November 2026",
        "/Author": "Wrekin Vale & Partners",
        "/CreationDate": "D:20261113093000+00'00",
    }


def test_the_same_paper_gives_the_same_bytes(printed: bytes) -> None:
    assert minutes() == printed


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "https://example.org/font.woff2",
        "ftp://127.0.0.1/",
        "data:text/css,body{}",
        "paper:../engine.py",
        "paper:LICENSE.txt",
        "paper:",
        "paper:/etc/passwd",
        "",
    ],
)
def test_every_other_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="only use what is packaged"):
        PackagedOnly().fetch(address)


def test_the_packaged_fonts_are_handed_out() -> None:
    response = PackagedOnly().fetch("paper:source-sans-3-latin-400-normal.woff2")
    assert response.read()[:4] == b"\0\1\0\0"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on this machine that takes note of who calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def hostile(address: str) -> str:
    """A page that tries every way we know to fetch an address."""
    head = (
        f'<link rel="stylesheet" href="{address}"><link rel="attachment" href="{address}"><base href="{address}">'
        f'<style>@import "{address}"; @font-face {{ font-family: x; src: url("{address}") }}'
        f'body {{ background: url("{address}"); font-family: x }} li {{ list-style-image: url("{address}") }}'
        f'h1::before {{ content: url("{address}") }}</style>'
    )
    body = (
        f'<img src="{address}" alt="x"><object data="{address}">x</object><embed src="{address}">'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title><image href="{address}"/>'
        f'<use href="{address}#a"/></svg><ul><li>x</li></ul><a rel="attachment" href="{address}">x</a>'
    )
    return PAGE.format(head=head, body=body)


def test_no_hostile_page_reaches_another_machine(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert pages(pdf_of(hostile(f"http://127.0.0.1:{port}/x")))[0].startswith("Heading")
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("name", ["leak.css", "leak.svg"])
def test_no_hostile_page_reads_a_local_file(tmp_path: Path, name: str) -> None:
    leak = tmp_path / name
    css = 'body::after { content: "LEAKED" }'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="12">LEAKED</text></svg>'
    leak.write_text(css if name.endswith("css") else svg)
    reader = PdfReader(BytesIO(pdf_of(hostile(leak.as_uri()))))
    assert "LEAKED" not in reader.pages[0].extract_text()
    assert dict(reader.attachments) == {}


def test_an_image_written_into_the_page_is_left_out_as_well() -> None:
    pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    assert list(PdfReader(BytesIO(pdf_of(hostile(pixel)))).pages[0].images) == []


def test_this_machine_can_print() -> None:
    assert pdf_is_available()


def test_without_pango_the_site_runs_and_says_what_to_install(tmp_path: Path) -> None:
    """A machine without Pango: the loader of shared libraries finds none of them."""
    (tmp_path / "sitecustomize.py").write_text(
        "import cffi\n"
        "def missing(self, name, flags=0):\n"
        "    raise OSError(f'cannot load library {name}')\n"
        "cffi.FFI.dlopen = missing\n"
    )
    program = (
        "from datetime import datetime, UTC\n"
        "from cases import papers\n"
        "print(papers.pdf_is_available())\n"
        "try:\n"
        "    papers.write_pdf(template='x', context={}, title='x', marking=papers.Marking.OFFICIAL,\n"
        "                     partnership='x', as_of=datetime.now(UTC))\n"
        "except papers.PdfUnavailableError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "False",
        "PDF documents are not available on this machine. Install the Debian packages libpango-1.0-0,"
        " libpangoft2-1.0-0 and libharfbuzz-subset0, then start the site again.",
    ]
