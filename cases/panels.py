"""The case page is one page, yet higher apps have parts on it: they add panels and timeline entries when they load."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from cases.models import Case
from cases.policy import sections_of
from cases.sections import Section
from partners.actor import Actor

Answer = TypeVar("Answer")


class Look:
    """One look of an actor at a case: what several parts of the page ask is asked of the database once."""

    def __init__(self, actor: Actor, case: Case) -> None:
        self.actor = actor
        self.case = case
        self._answers: dict[Callable[..., object], object] = {}

    @cached_property
    def sections(self) -> frozenset[Section]:
        """The sections that the actor may read."""
        return sections_of(self.actor, self.case)

    @property
    def leads(self) -> bool:
        """Whether the actor's agency leads the case."""
        return self.actor.agency_id == self.case.lead_agency_id

    def once(self, ask: Callable[[Actor, Case], Answer]) -> Answer:
        """Return what `ask` finds for this actor and case; asked again, the same answer."""
        return self._kept(ask, self.actor, self.case)

    def once_of_case(self, ask: Callable[[Case], Answer]) -> Answer:
        """Return what `ask` finds for this case; asked again, the same answer."""
        return self._kept(ask, self.case)

    def _kept(self, ask: Callable[..., Answer], *given: object) -> Answer:
        if ask not in self._answers:
            self._answers[ask] = ask(*given)
        return cast("Answer", self._answers[ask])


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


PanelSource = Callable[[Look], Panel | None]
EntrySource = Callable[[Look], Iterable[Entry]]
_panels: list[PanelSource] = []
_entries: list[EntrySource] = []


def add_panel(source: PanelSource) -> None:
    """Let an app draw a part of the case page; it returns nothing when the actor may not see it."""
    _panels.append(source)


def add_timeline(source: EntrySource) -> None:
    """Let an app add to the timeline what the actor may see."""
    _entries.append(source)


def panels_for(look: Look) -> list[Panel]:
    """Return the panels of the case page for this actor, in the order of the apps."""
    return [panel for source in _panels if (panel := source(look)) is not None]


def timeline_for(look: Look) -> list[Entry]:
    """Return the timeline of the case for this actor, newest first."""
    entries = [entry for source in _entries for entry in source(look)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)
