"""For whom a release is: its marking, whether figures are kept back, and which tables it can have."""

from dataclasses import replace
from typing import Final

from cases.papers import Marking
from reporting.models import Audience
from reporting.registry import ReportSpec
from reporting.tables import Report

PROTECTED: Final = frozenset({Audience.PUBLIC, Audience.LAY})
"""Whose releases pass disclosure control, each against all that were signed for any of them before."""

_MARKINGS: Final = {
    Audience.PARTNERSHIP: Marking.OFFICIAL_SENSITIVE,
    Audience.PUBLIC: Marking.OFFICIAL,
    Audience.LAY: Marking.OFFICIAL,
}
_TITLES: Final = {
    Audience.PARTNERSHIP: "{title}",
    Audience.PUBLIC: "{title}",
    Audience.LAY: "Lay members’ pack: {title}",
}


def marking_of(audience: Audience) -> Marking:
    """Return the protective marking of what this audience reads."""
    return _MARKINGS[audience]


def title_for(audience: Audience, spec: ReportSpec, version: int) -> str:
    """Return the title of a release, with its version from the second one on."""
    title = spec.title if spec.audiences == (audience,) else _TITLES[audience].format(title=spec.title)
    return f"{title}, version {version}" if version > 1 else title


def report_for(audience: Audience, report: Report, tables: list[str]) -> Report:
    """Return the report for this audience, with only these of its tables; what is said of others is left out."""
    chosen = tuple(table for table in report.tables if table.id in tables)
    return replace(report, audience=audience.value, tables=chosen)
