"""The files of a release: every format from the same protected tables and the same words."""

import json
from datetime import datetime
from typing import Any, Final

from django.template.loader import render_to_string

from cases.papers import pdf_is_available
from reporting.charts import Chart
from reporting.disclosure.protecting import document_of_report
from reporting.loaded_charts import with_loaded
from reporting.making import CONTENT_TYPES, Document
from reporting.models import Audience, Release
from reporting.registry import report_spec
from reporting.releases.audiences import marking_of, title_for
from reporting.releases.glossary import GLOSSARY
from reporting.releases.slots import BEFORE_TABLES
from reporting.render.csv import report_csv
from reporting.render.edition import Edition, Passage
from reporting.render.ods import report_ods
from reporting.render.pdf import report_pdf
from reporting.render.sections import sections
from reporting.runs import period_of
from reporting.tables import Report

TYPES: Final = {**CONTENT_TYPES, "html": "text/html; charset=utf-8"}
"""The formats of a release, and what a browser is told of each."""


def charts_of(release: Release, as_of: datetime) -> dict[str, Chart]:
    """Return the charts of a release, with the outlines of areas and the events of the day its figures were counted."""
    return with_loaded(
        report_spec(release.report).charts,
        [table["id"] for table in (release.content or {}).get("tables", ())],
        partnership_id=release.partnership_id,
        period=period_of(release.run),
        moment=as_of,
    )


def edition_of(
    release: Release, *, partnership: str, as_of: datetime, passages: list[Passage], changes: list[str]
) -> Edition:
    """Return what a release carries besides its figures.

    Args:
        release: one version for one audience.
        partnership: the partnership's name.
        as_of: when the figures were counted.
        passages: its texts, in order.
        changes: what differs from the version before.
    """
    spec, audience = report_spec(release.report), Audience(release.audience)
    return Edition(
        title=title_for(audience, spec, release.version),
        partnership=partnership,
        as_of=as_of,
        marking=marking_of(audience),
        charts=charts_of(release, as_of),
        first=tuple(passage for passage in passages if passage.key in BEFORE_TABLES),
        last=tuple(passage for passage in passages if passage.key not in BEFORE_TABLES),
        changes=tuple(changes),
        glossary=GLOSSARY,
    )


def release_json(report: Report, edition: Edition, version: int) -> Document:
    """Return the release as JSON: a report of `report-tables/1` with its texts. Its hash is what somebody signs."""
    texts = [
        {"key": each.key, "title": each.title, "paragraphs": list(each.paragraphs)}
        for each in (*edition.first, *edition.last)
    ]
    document: dict[str, Any] = document_of_report(report) | {
        "title": edition.title,
        "marking": edition.marking.value,
        "version": version,
        "figures_as_of": edition.as_of.isoformat(),
        "narrative": texts,
        "changes": list(edition.changes),
        "glossary": dict(edition.glossary),
    }
    return Document("json", (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode())


def release_documents(report: Report, edition: Edition, version: int) -> list[Document]:
    """Return the release in every format that this machine can write: without its libraries, there is no PDF."""
    made = [
        Document("html", _html(report, edition)),
        Document("ods", report_ods(report, edition)),
        Document("csv", report_csv(report, edition)),
        release_json(report, edition, version),
    ]
    if pdf_is_available():
        made.insert(0, Document("pdf", report_pdf(report, edition)))
    return made


def _html(report: Report, edition: Edition) -> bytes:
    context = {"report": report, "edition": edition, "sections": sections(report, edition.charts)}
    return render_to_string("reporting/release_file.html", context).encode()
