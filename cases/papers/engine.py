"""HTML to PDF by WeasyPrint, which needs the Pango libraries: importing this module fails where they are missing.

WeasyPrint fetches whatever a page names, local files and other machines included. Nothing a paper needs comes
from outside this folder, so its fetcher knows four fonts by name and refuses all else without looking at it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import woff2
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

_FONTS: Final = Path(__file__).parent / "fonts"


def _unpacked(font: Path) -> bytes:
    """Return a font as WeasyPrint wants it; it would unpack the same file anew for every paper, half a second each."""
    unpacked = BytesIO()
    woff2.decompress(BytesIO(font.read_bytes()), unpacked)  # type: ignore[no-untyped-call]
    return unpacked.getvalue()


_PACKAGED: Final = {f"paper:{font.name}": _unpacked(font) for font in sorted(_FONTS.glob("*.woff2"))}


class PackagedOnly(URLFetcher):
    """Hands out the fonts of this folder and refuses every other address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("paper",), allow_redirects=False)  # type: ignore[no-untyped-call]

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the packaged file of this name.

        Raises:
            ValueError: the address is any other; WeasyPrint then leaves the thing out and carries on.
        """
        if url not in _PACKAGED:
            raise ValueError("A paper may only use what is packaged with it.")
        return URLFetcherResponse(url, _PACKAGED[url], {"Content-Type": "font/ttf"})


def pdf_of(html: str) -> bytes:
    """Return the page as PDF/UA-1, the same bytes for the same page."""
    with _without_collecting():
        document = HTML(string=html, url_fetcher=PackagedOnly(), base_url="paper:")
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())
    return pdf


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let nobody look for garbage within the block.

    A paper is made of millions of objects that are all needed until it is written; looking through them again and again
    took a tenth of its time, and saved 4 of 240 MB.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
