"""What must be settled before a case may close: higher apps add what only they know, when they load."""

from collections.abc import Callable, Iterable

from cases.models import Case

Blocker = Callable[[Case], Iterable[str]]
_blockers: list[Blocker] = []


def add_blocker(blocker: Blocker) -> None:
    """Let an app name what blocks closing, as sentences."""
    _blockers.append(blocker)


def blockers_of(case: Case) -> list[str]:
    """Return a sentence for each thing that keeps the case from closing; none when it may close."""
    return [sentence for blocker in _blockers for sentence in blocker(case)]
