"""The whole job by its people in real browsers, each with its own, with JavaScript and without."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from pypdf import PdfReader

from reporting.periods import Period, last_finished_quarter, quarter_containing
from tests.browser import job
from tests.browser.conftest import Meet
from tests.browser.looking import look
from tests.browser.people import Visitor
from tests.browser.server import Site
from tests.browser.story import LONG_AGO

YEAR_STARTS = 4
LONGEST_REPORT = 30_000  # milliseconds


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_the_first_report_to_closing(site: Site, meet: Meet, tmp_path: Path, javascript: bool) -> None:
    people = ("alice", "bob", "dana", "nadia")
    alice, bob, dana, nadia = (meet(name, javascript=javascript).sign_in() for name in people)
    job.begin_report(alice)
    reference = job.finish_report(alice)
    assert not javascript or look(alice.page, f"{alice.role}-incident_logged") == []
    told_at_once(site, meet("heidi").sign_in(), meet("ivan").sign_in(), reference)
    job.assess(alice)
    job.decide(alice, reference)
    sees_nothing(bob, reference)
    job.convene(alice, reference)
    sees_its_sections(bob, reference)
    dana.go("/")
    job.hold(dana, reference)
    assert "OFFICIAL-SENSITIVE" in words_of(dana.download("Download minutes no.", tmp_path))
    bob.go("/")
    job.answer_action(bob, reference)
    sees_nothing(nadia, reference)
    job.refer(alice, reference)
    nadia.go("/")
    job.accept(nadia, reference)
    nadia.must_read(job.VICTIM)
    assert not nadia.reads(job.STORY)
    job.close(alice, reference)


def told_at_once(site: Site, responsible: Visitor, monitor: Visitor, reference: str) -> None:
    """The Responsible Person and the Monitoring Agency have a notice and an e-mail, and no name in them."""
    for person in (responsible, monitor):
        person.go("/notices/")
        person.must_read(reference)
        (letter,) = site.letters(f"To: {person.name}@example.org", reference)
        assert "Quilla" not in letter
        assert "bus stop" not in letter
        (link,) = re.findall(rf"{site.address}\S+", letter)
        person.go(link)
        person.must_read(reference)
    responsible.must_read(job.VICTIM)
    assert urlsplit(monitor.page.url).path == "/monitoring/"
    row = monitor.page.get_by_role("row").filter(has_text=reference).inner_text()
    assert "Race or ethnicity" in row
    assert "Riverside" in row
    assert not monitor.reads(job.VICTIM)
    assert monitor.status_of(f"/cases/{reference}/") == 403


def sees_nothing(person: Visitor, reference: str) -> None:
    """The case is not there for this person, on no list and not by its address."""
    assert person.status_of(f"/cases/{reference}/") == 404
    for path in ("/", "/cases/", "/conferences/", "/actions/", "/referrals/"):
        person.go(path)
        assert not person.reads(reference)


def sees_its_sections(person: Visitor, reference: str) -> None:
    """Exactly what was shared: the story and the risk, but not the people and not the decision."""
    person.go("/")
    person.must_read(f"Prepare for the case conference about case {reference}")
    person.go(f"/cases/{reference}/")
    headings = person.page.locator("main section > h2").all_inner_texts()
    assert headings == [
        "What is next",
        "Incident",
        "What happened, in the reporter’s words",
        "Risk",
        "Case conferences",
        "Timeline",
    ]
    person.must_read(job.STORY, "High risk")
    assert not person.reads(job.VICTIM)
    assert not person.reads("she lives alone")
    for way in ("assess", "decide", "close", "refer", "conference"):
        assert person.status_of(f"/cases/{reference}/{way}/") == 403


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_quarterly_report(meet: Meet, tmp_path: Path, javascript: bool) -> None:
    erin = meet("erin", javascript=javascript).sign_in()
    period = quarter_before_last(1 if javascript else 2)
    job.ask_for_report(erin, period.label)
    erin.must_read("This page looks again every")
    erin.follow("Stop looking again")
    assert not javascript or look(erin.page, f"{erin.role}-report_progress") == []
    erin.follow("Look again")
    erin.page.get_by_role("heading", name="Download").wait_for(timeout=LONGEST_REPORT)
    content = erin.download("Download the PDF", tmp_path)
    text = words_of(content)
    assert "Ashbridge Safer Together" in text
    assert job.VICTIM not in text
    recorded = sum(timezone.localdate() - timedelta(weeks=weeks) in period for weeks in range(LONG_AGO))
    assert re.search(rf"Recorded in all\s+{recorded}\b", text)


def quarter_before_last(number: int) -> Period:
    """Return the quarter that lies so many before the last one, of which the story has the report already."""
    period = last_finished_quarter(timezone.localdate(), year_starts=YEAR_STARTS)
    for _ in range(number):
        period = quarter_containing(period.first - timedelta(days=1), year_starts=YEAR_STARTS)
    return period


def words_of(pdf: bytes) -> str:
    """Return the text layer of a PDF."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
