"""Where somebody may still be named after their record is erased: higher apps add what only they know, when they load.

Words that people typed cannot be searched for a person with certainty, so they are counted and named, not changed.
"""

from collections.abc import Callable, Iterable

from django.db.models import Model, QuerySet

from cases.models import Case

Trace = tuple[str, int]
"""What there is, in words, and how many of it."""
Source = Callable[[Case], Iterable[Trace]]
_sources: list[Source] = []


def add_traces(source: Source) -> None:
    """Let an app name what it holds about a case and cannot erase."""
    _sources.append(source)


def traces_of(case: Case) -> list[Trace]:
    """Return what stays, in the order of the apps, without what there is none of; read as the lead agency."""
    return [trace for source in _sources for trace in source(case) if trace[1]]


def counted(words: str, rows: "QuerySet[Model]") -> Trace:
    """Return what there is with the number of its rows."""
    return words, rows.count()
