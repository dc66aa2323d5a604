"""Paging through events by their place, not by counting: the thousandth page is as quick as the first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from audit.models import Event

_BETWEEN = "_"


@dataclass(frozen=True, slots=True)
class Slice:
    """Some events, newest first, and the mark after which the older ones begin; empty when there are none."""

    events: list[Event]
    older: str
    is_first: bool


def slice_of(events: QuerySet[Event], after: str, most: int) -> Slice:
    """Return the next events after a mark.

    Args:
        events: in any order.
        after: the `older` of the slice before; empty, or not to be understood, for the newest.
        most: how many at most.
    """
    begun = _after(after)
    found = list(events.filter(begun).order_by("-at", "-pk")[: most + 1])
    shown = found[:most]
    older = f"{shown[-1].at.isoformat()}{_BETWEEN}{shown[-1].pk}" if len(found) > most else ""
    return Slice(shown, older, is_first=not begun)


def _after(mark: str) -> Q:
    try:
        at_text, key_text = mark.split(_BETWEEN)
        at, key = datetime.fromisoformat(at_text), UUID(key_text)
    except ValueError:
        return Q()
    if at.tzinfo is None:
        return Q()
    # The first condition, which follows from the second, lets the database begin in the middle of an index.
    return Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=key))
