"""The case page is one page, yet higher apps have parts on it: they add panels and timeline entries when they load."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases.models import Case
from partners.actor import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the case page.

    Attributes:
        key: its place in the page's address (`#key`).
        title: its heading.
        template: draws it, with `context` and `case`.
    """

    key: str
    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a case's timeline: when, what, by which agency or person, and where to read on.

    Of some things only the day is known: `is_of_day` says that the clock of `at`, midnight in London, means nothing.
    """

    at: datetime
    text: str
    by: str
    path: str = ""
    is_of_day: bool = False


PanelSource = Callable[[Actor, Case], Panel | None]
EntrySource = Callable[[Actor, Case], Iterable[Entry]]
_panels: list[PanelSource] = []
_entries: list[EntrySource] = []


def add_panel(source: PanelSource) -> None:
    """Let an app draw a part of the case page; it returns nothing when the actor may not see it."""
    _panels.append(source)


def add_timeline(source: EntrySource) -> None:
    """Let an app add to the timeline what the actor may see."""
    _entries.append(source)


def panels_for(actor: Actor, case: Case) -> list[Panel]:
    """Return the panels of the case page for this actor, in the order of the apps."""
    return [panel for source in _panels if (panel := source(actor, case)) is not None]


def timeline_for(actor: Actor, case: Case) -> list[Entry]:
    """Return the timeline of the case for this actor, newest first."""
    entries = [entry for source in _entries for entry in source(actor, case)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)
