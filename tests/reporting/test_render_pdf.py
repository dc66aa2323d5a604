"""A report as PDF: everybody can read it, the contents lead to the right page, and the bytes stay the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from cases.papers import Marking
from reporting.charts import Chart, words
from reporting.render.json import report_from_json, report_json
from reporting.render.pdf import report_pdf
from tests.reporting.samples import AGE_BY_SEX, CHARTS, EDITION, MONTHS, STRANDS, TWO_YEARS, offences_by_marker, report


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The whole sample report."""
    return report_pdf(report(), EDITION)


@pytest.fixture(scope="module")
def sheets(pdf: bytes) -> list[str]:
    """The words on each of its pages."""
    return pages(pdf)


def failures(pdf: bytes) -> list[str]:
    found = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in found.failures]


def pages(pdf: bytes) -> list[str]:
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(pdf)).pages]


def structure(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the elements of the structure tree, in the order in which they are read out."""
    element = node.get_object()
    if isinstance(element, dict):
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from structure(kid)


def on_its_side(pdf: bytes) -> list[int]:
    sheets = PdfReader(BytesIO(pdf)).pages
    return [number for number, sheet in enumerate(sheets) if sheet.mediabox.width > sheet.mediabox.height]


def test_it_is_accessible(pdf: bytes) -> None:
    assert failures(pdf) == []


def test_it_says_what_it_is(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Quarterly report: Quarter 3 of 2007, July to September 2007"
    assert reader.metadata.author == "Wrekin Vale & Partners"
    assert str(reader.metadata.creation_date) == "2026-11-21 09:30:00+00:00"
    assert str(reader.root_object["/Lang"]) == "en-GB"


def test_the_cover_has_the_key_figures(sheets: list[str]) -> None:
    cover = sheets[0]
    assert "Hate crimes and hate incidents recorded from 1 July 2007 to 30 September 2007." in cover
    assert "Figures as of 21 November 2026, 09:30." in cover
    assert re.search("1,262 ?Recorded in all The year before: 1,231 878 ?Hate crimes", cover)
    assert re.search(r"\[c\] ?With transgender identity as a strand The year before: 0", cover)


def test_the_contents_lead_to_the_right_pages(pdf: bytes, sheets: list[str]) -> None:
    outline = PdfReader(BytesIO(pdf))
    headings = {str(entry.title): outline.get_destination_page_number(entry) for entry in _entries(outline)}
    titles = [f"{number}. {table.title}" for number, table in enumerate(report().tables, start=1)]
    for heading in [*titles, "7. About these figures"]:
        number = headings[heading]
        assert number is not None
        assert heading in sheets[number]
        assert _in_contents(sheets[0], heading) == number + 1


def _entries(outline: PdfReader) -> list[Destination]:
    found: list[Any] = []
    for entry in outline.outline:
        found += entry if isinstance(entry, list) else [entry]
    return found


def _in_contents(cover: str, heading: str) -> int:
    return int(cover.partition(heading)[2].split()[0])


def test_every_page_carries_marking_partnership_and_number(sheets: list[str]) -> None:
    for number, text in enumerate(sheets, start=1):
        assert "Wrekin Vale & Partners" in text
        assert text.count("OFFICIAL") == 2
        assert f"Page {number} of {len(sheets)}" in text


def test_another_marking_is_carried_too() -> None:
    text = pages(report_pdf(report(STRANDS), replace(EDITION, marking=Marking.OFFICIAL_SENSITIVE)))
    assert [sheet.count("OFFICIAL-SENSITIVE") for sheet in text] == [2] * len(text)


def test_only_a_wide_table_lies_on_its_side(pdf: bytes, sheets: list[str]) -> None:
    (number,) = on_its_side(pdf)
    assert "3. Offences by strand and by who reported them" in sheets[number]
    assert on_its_side(report_pdf(report(STRANDS, MONTHS), EDITION)) == []


def test_two_years_with_their_chart_keep_to_one_page() -> None:
    edition = replace(EDITION, charts={"run": Chart("columns", at_most=24)})
    sheets = pages(report_pdf(report(TWO_YEARS), edition))
    (whole,) = (sheet for sheet in sheets if "July 2007" in sheet and "Table 1." in sheet)
    assert "June 2009" in whole
    assert "The records begin in July 2007." in whole


@pytest.mark.slow
def test_a_long_table_repeats_its_header_and_stays_accessible() -> None:
    pdf = report_pdf(report(offences_by_marker(60)), EDITION)
    sheets = pages(pdf)
    sheets = [sheets[number] for number in on_its_side(pdf)]
    assert len(sheets) >= 3
    assert ["Third party" in sheet for sheet in sheets] == [True] * len(sheets)
    assert [f"Offence {number}, racially" in " ".join(sheets) for number in range(1, 61)] == [True] * 60
    assert failures(pdf) == []


def test_charts_have_their_words_for_people_who_cannot_see_them(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    elements = list(structure(reader.root_object["/StructTreeRoot"]))
    assert [element["/Alt"] for element in elements if element.get("/S") == "/Figure"] == [
        words(table, CHARTS[table.id]) for table in (STRANDS, offences_by_marker(), MONTHS, AGE_BY_SEX)
    ]


def test_the_same_report_gives_the_same_bytes(pdf: bytes) -> None:
    stored = report_from_json(report_json(report()))
    assert report_pdf(stored, EDITION) == pdf


def test_a_report_without_key_figures_has_a_cover_all_the_same() -> None:
    cover = pages(report_pdf(report(STRANDS), EDITION))[0]
    assert "Quarterly report" in cover
    assert "1. Strands" in cover
