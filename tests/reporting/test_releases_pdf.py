"""A release as PDF: nothing that is kept back in its text, marked on every page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from reporting.models import Audience
from tests.personas import World
from tests.reporting.conftest import Queue
from tests.reporting.test_releases import counted, drafted, published, say, stored_run

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("with_pdf")
def test_the_pdf_holds_the_texts_and_nothing_that_is_kept_back(world: World, queue: Queue) -> None:
    release = drafted(world, stored_run(world, counted()), Audience.PUBLIC)
    assert {"strands/transgender/recorded", "strands/disability/recorded"} <= set(release.hidden)
    say(world, release, foreword="We begin.", next_steps="We go on.")
    reader = PdfReader(BytesIO(published(world, release)["pdf"]))
    pages = [page.extract_text() for page in reader.pages]
    assert all("OFFICIAL" in page and "SENSITIVE" not in page for page in pages)
    words = " ".join(pages)
    places = [words.index(each) for each in ("We begin.", "2,051", "We go on.", "Third-party report")]
    assert places == sorted(places)
    rows = [
        line.split() for page in pages for line in page.splitlines() if line.startswith(("Disability", "Transgender"))
    ]
    assert rows
    assert not any(part.isdigit() for row in rows for part in row)
    assert "97" not in words
