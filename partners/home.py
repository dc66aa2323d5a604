"""What needs me today: each app adds what it knows when it loads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from partners.actor import Actor


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that waits for the person.

    Attributes:
        text: what to do, with a reference, never a name.
        path: where to do it.
        since: when it came up; the newest stands first.
        due: in words, such as "due 3 May 2026"; may be empty.
        is_overdue: the day has passed.
        answer: the words of a button that does it in one click, where there is such a way; empty otherwise.
        answer_path: where that button sends its POST.
    """

    text: str
    path: str
    since: datetime
    due: str = ""
    is_overdue: bool = False
    answer: str = ""
    answer_path: str = ""


ToDoSource = Callable[[Actor], Iterable[ToDo]]
_sources: list[ToDoSource] = []


def add_to_do_source(source: ToDoSource) -> None:
    """Let an app add its things to do, when it loads."""
    _sources.append(source)


def to_dos(actor: Actor) -> list[ToDo]:
    """Return everything that waits for the actor, newest first."""
    found = [to_do for source in _sources for to_do in source(actor)]
    return sorted(found, key=lambda to_do: to_do.since, reverse=True)
