"""What goes along when a case is handed over: words to read of what was decided and agreed. Higher apps add theirs.

They add what keeps a case from being handed over, too, when they load.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from cases.models import Case
from cases.sections import Section
from partners.actor import Actor

Line = tuple[str, str]
"""What is told, and what it says."""


class Chapter(NamedTuple):
    """A heading with the lines beneath it."""

    heading: str
    lines: Sequence[Line]


class Paper(NamedTuple):
    """One paper: its title, the section that the receiver must be given to get it, and its chapters."""

    title: str
    section: Section
    chapters: Sequence[Chapter]


PaperSource = Callable[[Actor, Case, Collection[Section]], Iterable[Paper]]
ObstacleSource = Callable[[Case], Iterable[str]]
_papers: list[PaperSource] = []
_obstacles: list[ObstacleSource] = []


def add_papers(source: PaperSource) -> None:
    """Let an app add papers; it is handed who offers the case, the case, and the sections that are offered."""
    _papers.append(source)


def add_obstacle(source: ObstacleSource) -> None:
    """Let an app say in sentences what has to be settled before a case is handed over."""
    _obstacles.append(source)


def papers_of(actor: Actor, case: Case, sections: Collection[Section]) -> list[Paper]:
    """Return the papers that go along with these sections of a case, in the order of the apps."""
    found = [paper for source in _papers for paper in source(actor, case, sections)]
    return [paper for paper in found if paper.section in sections and paper.chapters]


def obstacles_to(case: Case) -> list[str]:
    """Return what keeps a case from being handed over."""
    return [sentence for source in _obstacles for sentence in source(case)]


def as_content(paper: Paper) -> list[dict[str, Any]]:
    """Return a paper as it is stored."""
    return [
        {"heading": chapter.heading, "lines": [list(line) for line in chapter.lines if line[1]]}
        for chapter in paper.chapters
    ]
