"""A release as pages show it: in words, with its figures, its texts, its checklist and its files."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db.models.functions import Length
from django.urls import reverse

from reporting.models import Audience, Release, ReleaseFile, ReleaseState
from reporting.policy_releases import subject_of
from reporting.registry import report_spec
from reporting.releases.audiences import marking_of, title_for
from reporting.releases.checklist import Check, checklist
from reporting.releases.documents import charts_of
from reporting.releases.reading import changes_of, counted_at, figures_of, passages_of, slots_of
from reporting.releases.slots import BEFORE_TABLES
from reporting.releases.taken import Taken, takers_of
from reporting.render.edition import Passage
from reporting.render.html import chart_html, table_html
from reporting.runs import period_of
from reporting.shown import Download, Section

FORMATS: Final = {
    "pdf": "PDF",
    "html": "web page (HTML)",
    "ods": "spreadsheet (ODS)",
    "csv": "CSV files (ZIP)",
    "json": "JSON",
}
"""The formats in words, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One release in a list."""

    row: Release
    title: str
    audience: str
    period: str
    state: ReleaseState
    marking: str
    downloads: tuple[Download, ...]
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A release as its audience reads it."""

    changes: list[str]
    first: list[Passage]
    sections: list[Section]
    last: list[Passage]


def listed(releases: list[Release]) -> list[Listed]:
    """Return the releases with their files, in the order given."""
    files = _downloads(releases)
    return [_listed(release, tuple(files.get(release.pk, ()))) for release in releases]


def in_library(releases: list[Release]) -> list[Listed]:
    """Return the releases with who downloaded their files."""
    taken = takers_of(map(subject_of, releases))
    return [replace(each, taken=taken.get(subject_of(each.row), ())) for each in listed(releases)]


def _listed(release: Release, downloads: tuple[Download, ...]) -> Listed:
    audience = Audience(release.audience)
    return Listed(
        row=release,
        title=title_for(audience, report_spec(release.report), release.version),
        audience=audience.label,
        period=period_of(release.run).label,
        state=ReleaseState(release.state),
        marking=marking_of(audience).value,
        downloads=downloads,
    )


def _downloads(releases: list[Release]) -> dict[UUID, list[Download]]:
    """Return the files of each release by its key, without reading their bytes."""
    found: dict[UUID, list[Download]] = {}
    files = ReleaseFile.objects.filter(release__in=[release.pk for release in releases])
    rows = files.values_list("release_id", "format", Length("content"))
    for release_id, format_, size in sorted(rows, key=lambda row: list(FORMATS).index(row[1])):
        url = reverse("release_download", args=[release_id, format_])
        found.setdefault(release_id, []).append(Download(FORMATS[format_], max(1, round(size / 1_000)), url))
    return found


def read(release: Release) -> Read | None:
    """Return what the audience reads; nothing while the release is being prepared, or when that failed."""
    if release.content is None:
        return None
    passages, charts = passages_of(release), charts_of(release, counted_at(release))
    return Read(
        changes=changes_of(release),
        first=[each for each in passages if each.key in BEFORE_TABLES],
        sections=[
            Section(
                table.id,
                table.title,
                table_html(table),
                chart_html(table, charts[table.id]) if table.id in charts else None,
            )
            for table in figures_of(release).tables
        ],
        last=[each for each in passages if each.key not in BEFORE_TABLES],
    )


def checks_of(release: Release) -> list[Check]:
    """Return the checklist of a draft."""
    kept_back = len(release.hidden)
    return checklist(slots_of(release), passages_of(release), threshold=release.threshold, kept_back=kept_back)


def file_name(code: str, release: Release, format_: str) -> str:
    """Return the name of a release's file: "tel-annual-2026-public-version-1.pdf"; it says what is withdrawn."""
    withdrawn = "-withdrawn" if release.state == ReleaseState.WITHDRAWN else ""
    ending = "csv.zip" if format_ == "csv" else format_
    stem = f"{code}-{release.report}-{release.period}-{release.audience}-version-{release.version}{withdrawn}"
    return f"{stem}.{ending}".lower()
