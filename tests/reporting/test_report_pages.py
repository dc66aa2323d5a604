"""The manager's pages, as a browser without JavaScript sees them."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from audit.models import Event
from partners.scope import acting
from reporting.actions.claims import take
from reporting.actions.documents import add_file
from reporting.actions.production import produce
from reporting.choices import finished_periods
from reporting.models import ReportRun
from reporting.periods import last_finished_quarter, parse_period, written_as
from reporting.registry import REPORTS, TABLES
from tests.personas import World
from tests.reporting import records
from tests.reporting.conftest import Queue
from tests.reporting.unpacking import csv_files, sheets, unpacked


@pytest.fixture
def erin(kept_world: World, queue: Queue) -> Client:
    """The manager's browser, in a partnership with one incident."""
    records.area(kept_world.alice, "dock", "The Dock <b>")
    records.incident(kept_world.alice, date(2024, 5, 4), area="dock", victims=[(30, "female", "asian_indian")])
    return kept_world.client(kept_world.erin)


def asked(erin: Client, world: World) -> UUID:
    """Ask for the spring's report, and return its key."""
    response = erin.post("/reports/new/", {"report": "quarterly", "period": "2024-Q1"})
    assert response.status_code == 302
    return UUID(response.headers["Location"].split("/")[2])


def made(erin: Client, world: World) -> UUID:
    run_id = asked(erin, world)
    assert produce(run_id, world.partnership.pk)
    return run_id


def text(response: Any) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def events(world: World) -> list[tuple[str, str]]:
    with transaction.atomic(), acting(world.grace):
        return list(Event.objects.filter(verb__startswith="report.").order_by("at").values_list("verb", "subject"))


def test_an_empty_library_says_what_to_do(kept_world: World) -> None:
    client = kept_world.client(kept_world.erin)
    page = text(client.get("/reports/"))
    assert "No reports yet" in page
    assert "Ask for a report" in page
    assert "There is nothing to report yet" in text(client.get("/reports/new/"))


def test_only_finished_periods_with_records_can_be_chosen(erin: Client) -> None:
    page = erin.get("/reports/new/").content.decode()
    values = re.findall(r'<option value="([^"]+)"', page)
    quarters, years = ([value for value in values if ("Q" in value) is wanted] for wanted in (True, False))
    assert (quarters[-2:], years[-1]) == (["2024-Q2", "2024-Q1"], "2024")
    today = timezone.localdate()
    assert quarters[0] == written_as(last_finished_quarter(today, year_starts=4), year_starts=4)
    assert '<optgroup label="Quarters">' in page


def test_a_wrong_choice_is_answered_on_the_form_and_keeps_what_was_chosen(erin: Client) -> None:
    nothing = erin.post("/reports/new/", {})
    assert "Choose which report you need" in text(nothing)
    assert "Choose a period" in text(nothing)
    wrong = erin.post("/reports/new/", {"report": "annual", "period": "2024-Q1"})
    assert "The annual report covers a year, such as 2026." in text(wrong)
    assert '<option value="2024-Q1" selected>' in wrong.content.decode()


def test_progress_is_real_and_the_page_looks_again_until_it_is_stopped(
    erin: Client, kept_world: World, queue: Queue
) -> None:
    run_id = asked(erin, kept_world)
    assert queue.messages() == [("reporting.tasks.run_report", [str(run_id), str(kept_world.partnership.pk)])]
    assert erin.get(f"/reports/{run_id}/").headers["Location"] == f"/reports/{run_id}/progress/"
    waiting = erin.get(f"/reports/{run_id}/progress/")
    assert waiting.headers["Refresh"] == "2"
    assert "Waiting for a worker to start" in text(waiting)
    claim = take(run_id, kept_world.partnership.pk)
    assert claim
    claim.renew(step=5, step_name="Areas")
    running = erin.get(f"/reports/{run_id}/progress/")
    assert f'value="5" max="{len(TABLES) + 5}"' in running.content.decode()
    assert "Counted: Areas" in text(running)
    claim.renew(step=len(TABLES), step_name="Actions")
    assert "the documents are being written" in text(erin.get(f"/reports/{run_id}/progress/"))
    still = erin.get(f"/reports/{run_id}/progress/?still")
    assert "Refresh" not in still.headers
    assert "Look again" in text(still)


def test_a_report_can_be_cancelled_and_asked_for_again(erin: Client, kept_world: World) -> None:
    run_id = asked(erin, kept_world)
    assert "Cancel this report" in text(erin.get(f"/reports/{run_id}/progress/"))
    told = erin.post(f"/reports/{run_id}/cancel/", follow=True)
    assert "The report is cancelled. If a worker had begun it, the work stops at its next step." in text(told)
    assert "This report was cancelled before it was ready. Nothing was stored." in text(told)
    assert "Refresh" not in told.headers
    assert "there is nothing to cancel" in text(erin.post(f"/reports/{run_id}/cancel/", follow=True))
    assert "Waiting for a worker to start" in text(erin.post(f"/reports/{run_id}/again/", follow=True))


def test_when_it_is_ready_progress_leads_to_the_report(erin: Client, kept_world: World) -> None:
    run_id = made(erin, kept_world)
    assert erin.get(f"/reports/{run_id}/progress/").headers["Location"] == f"/reports/{run_id}/"
    page = erin.get(f"/reports/{run_id}/")
    words = text(page)
    assert "Quarterly report: Quarter 1 of 2024/25, April to June 2024" in words
    assert "n = 1 recorded incidents" in words
    assert "The Dock &lt;b&gt;" in page.content.decode()
    assert "The Dock <b>" not in page.content.decode()
    assert page.content.decode().count("<svg") >= 5
    assert " style=" not in page.content.decode()
    assert ("report.read", "quarterly 2024-Q1") in events(kept_world)


def test_asking_for_what_is_there_leads_to_it(erin: Client, kept_world: World) -> None:
    assert made(erin, kept_world) == asked(erin, kept_world)
    assert text(erin.get("/reports/")).count("Ready") == 1


def test_a_download_is_the_same_bytes_every_time_and_leaves_an_event(erin: Client, kept_world: World) -> None:
    run_id = made(erin, kept_world)
    first, second = (erin.get(f"/reports/{run_id}/download/json/") for _ in range(2))
    assert first.content == second.content
    assert first.headers["Content-Type"] == "application/json"
    assert first.headers["Content-Disposition"] == 'attachment; filename="ash-quarterly-2024-q1.json"'
    assert events(kept_world)[-2:] == [("report.download", "quarterly 2024-Q1")] * 2
    assert erin.get(f"/reports/{run_id}/download/docx/").status_code == 404


def test_a_report_without_its_pdf_says_so_and_can_be_given_one(erin: Client, kept_world: World) -> None:
    run_id = made(erin, kept_world)
    assert "Its PDF can be made now" in text(erin.get(f"/reports/{run_id}/"))
    assert erin.get(f"/reports/{run_id}/download/pdf/").status_code == 404
    assert erin.post(f"/reports/{run_id}/pdf/").status_code == 302
    page = text(erin.get(f"/reports/{run_id}/"))
    assert "The PDF is ready to download." in page
    assert "Download the PDF" in page
    pdf = erin.get(f"/reports/{run_id}/download/pdf/")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_report_has_its_spreadsheet_and_its_csv_files(erin: Client, kept_world: World) -> None:
    run_id = made(erin, kept_world)
    page = text(erin.get(f"/reports/{run_id}/"))
    offered = [page.index(f"Download the {name} (") for name in ("spreadsheet (ODS)", "CSV files (ZIP)", "JSON")]
    assert offered == sorted(offered)
    spreadsheet = erin.get(f"/reports/{run_id}/download/ods/")
    assert spreadsheet.headers["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert ["The Dock <b>", 1.0] in [row[:2] for row in sheets(spreadsheet.content)["areas"]]
    packed = erin.get(f"/reports/{run_id}/download/csv/")
    assert packed.headers["Content-Disposition"] == 'attachment; filename="ash-quarterly-2024-q1.csv.zip"'
    assert ["dock", "The Dock <b>", "1"] in [row[:3] for row in csv_files(packed.content)["areas.csv"]]
    assert "OFFICIAL-SENSITIVE" in unpacked(packed.content)["README.txt"]
    assert "OFFICIAL-SENSITIVE" in text(erin.get(f"/reports/{run_id}/"))


def test_a_report_from_before_there_were_spreadsheets_is_shown_and_can_be_given_one(
    erin: Client, kept_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setitem(REPORTS, "quarterly", replace(REPORTS["quarterly"], formats=("json",)))
        run_id = made(erin, kept_world)
    page = erin.get(f"/reports/{run_id}/")
    assert (page.status_code, "ODS" in text(page), "Download the JSON" in text(page)) == (200, False, True)
    assert erin.get("/reports/").status_code == 200
    with transaction.atomic(), acting(kept_world.erin):
        run = ReportRun.objects.get(pk=run_id)
        first, again = (add_file(actor=kept_world.erin, run=run, format_="ods") for _ in range(2))
    assert first.pk == again.pk
    assert erin.get(f"/reports/{run_id}/download/ods/").content == bytes(first.content)
    assert events(kept_world).count(("report.add_file", "quarterly 2024-Q1")) == 1


def test_making_it_again_keeps_both_versions(erin: Client, kept_world: World) -> None:
    first = made(erin, kept_world)
    records.incident(kept_world.alice, date(2024, 5, 5), area="dock", victims=[(30, "female", "asian_indian")])
    response = erin.post(f"/reports/{first}/again/")
    second = UUID(response.headers["Location"].split("/")[2])
    assert second != first
    refused = erin.post(f"/reports/{first}/again/", follow=True)
    assert "Version 2 of this report is not ready yet." in text(refused)
    produce(second, kept_world.partnership.pk)
    old, new = (text(erin.get(f"/reports/{run_id}/")) for run_id in (first, second))
    assert "See version 2 , which takes its place" in old
    assert "These tables differ from the version before: Key figures Strands" in new
    assert (
        'filename="ash-quarterly-2024-q1-version-2.json"'
        in (erin.get(f"/reports/{second}/download/json/").headers["Content-Disposition"])
    )


def test_a_report_that_failed_says_so_and_can_be_tried_again(erin: Client, kept_world: World) -> None:
    run_id = asked(erin, kept_world)
    with transaction.atomic(), acting(kept_world.erin):
        ReportRun.objects.filter(pk=run_id).update(state="failed", failure="It could not be made.", attempt=3)
    page = erin.get(f"/reports/{run_id}/progress/")
    assert "Refresh" not in page.headers
    assert "It could not be made." in text(page)
    assert erin.post(f"/reports/{run_id}/again/").headers["Location"] == f"/reports/{run_id}/"
    assert produce(run_id, kept_world.partnership.pk)


def test_others_see_no_reports(erin: Client, kept_world: World) -> None:
    run_id = made(erin, kept_world)
    addresses = ["/reports/", "/reports/new/", f"/reports/{run_id}/", f"/reports/{run_id}/download/json/"]
    for name, actor in kept_world.people().items():
        client = kept_world.client(actor)
        found = [client.get(address).status_code for address in addresses]
        expected = {"erin": [200, 200, 200, 200], "karim": [200, 200, 404, 404]}.get(name, [403] * 4)
        assert found == expected, name
    assert erin.get(f"/reports/{uuid4()}/").status_code == 404
    assert Client().get("/reports/").status_code == 302


def test_finished_periods_begin_with_the_first_record() -> None:
    found = finished_periods(date(2023, 12, 31), date(2024, 11, 21), year_starts=4)
    assert [written_as(period, year_starts=4) for period in found.quarters] == [
        "2024-Q2",
        "2024-Q1",
        "2023-Q4",
        "2023-Q3",
    ]
    assert found.years == (parse_period("2023", year_starts=4),)
    today = timezone.localdate()
    assert not finished_periods(today, today + timedelta(days=1), year_starts=today.month)
