"""From a figure to the list of its cases: only for people who see every incident that it counts.

A figure counts what all agencies recorded; a list shows what one person may see. So the link is given where the
person's own list, filtered the same way, has exactly as many incidents: then they are the same ones. Whoever may see no
cases, such as a manager, gets no link and is counted nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from cases.models import Incident
from cases.policy import visible_cases
from cases.terms import choices
from partners.actor import Actor
from partners.roles import Permission
from reporting.relations import address
from reporting.side_by_side import Side
from reporting.tables import Table

_CRIME: Final = {"kind": "crime"}
_HEADLINE: Final[dict[str, dict[str, str]]] = {"recorded": {}, "crimes": _CRIME, "incidents": {"kind": "incident"}}
_CODED: Final = {"headline": "strand", "strands": "strand", "areas": "area"}
"""The tables whose rows are codes by which the list of cases can be filtered, and the filter."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """So many incidents of one kind, strand and area on one day that the person may see."""

    day: date
    kind: str
    strands: frozenset[str]
    area: str
    is_handed_over: bool
    number: int

    def passes(self, filters: Mapping[str, str], side: Side) -> bool:
        """Whether the list of cases, filtered like this, shows them."""
        return (
            self.day in side.period
            and filters.get("kind", self.kind) == self.kind
            and filters.get("area", self.area) == self.area
            and ("strand" not in filters or filters["strand"] in self.strands)
        )


class Drill:
    """What the person may see of the incidents of some days, read once for all figures of a page."""

    def __init__(self, actor: Actor, sides: Iterable[Side], *, today: date) -> None:
        """Read it.

        Args:
            actor: who looks.
            sides: the periods of the figures.
            today: the day on which the filters of the list have to know a code.
        """
        self._may = actor.may(Permission.CASE_READ) and actor.agency_id is not None
        periods = [side.period for side in sides]
        self._seen = (
            tuple(_seen(actor, min(each.first for each in periods), max(each.last for each in periods)))
            if self._may
            else ()
        )
        names = ("strand", "area") if self._may else ()
        self._codes = {name: {code for code, _ in choices(name, actor, today)} for name in names}

    def links(self, table: Table, column: str, sides: Iterable[Side], *, of: str) -> dict[str, str]:
        """Return where figures lead, by their addresses.

        Args:
            table: one figure of the sides beside each other, as `side_by_side` returns it.
            column: the key of that figure in the table of the report.
            sides: what the table was made of.
            of: the key of that table.
        """
        if not self._may:
            return {}
        found = (
            (address(table.id, row.key, side.key), self._link(filters, side, table.cell(row.key, side.key)))
            for side in sides
            for row in table.rows
            if (filters := filters_of(of, row.key, column)) is not None
        )
        return {where: link for where, link in found if link}

    def _link(self, filters: Mapping[str, str], side: Side, cell: object) -> str:
        wanted = _with_area(filters, side)
        if wanted is None or not all(wanted[name] in known for name, known in self._codes.items() if name in wanted):
            return ""
        seen = [each for each in self._seen if each.passes(wanted, side)]
        if not cell or any(each.is_handed_over for each in seen) or sum(each.number for each in seen) != cell:
            return ""
        days = {"recorded_from": side.period.first.isoformat(), "recorded_to": side.period.last.isoformat()}
        return f"{reverse('case_list')}?{urlencode(wanted | days)}"


def filters_of(table: str, row: str, column: str) -> dict[str, str] | None:
    """Return how the list of cases is filtered to show what a figure counts; nothing where it cannot be."""
    if table == "headline" and row in _HEADLINE:
        return dict(_HEADLINE[row])
    own = {"recorded": {}, "period": {}, "crimes": _CRIME}.get(column)
    return {_CODED[table]: row} | own if table in _CODED and own is not None else None


def _with_area(filters: Mapping[str, str], side: Side) -> dict[str, str] | None:
    """Return the filters with the area of the side; nothing where it has several, or another one than a row."""
    if not side.areas:
        return dict(filters)
    if len(side.areas) > 1 or filters.get("area", side.areas[0]) != side.areas[0]:
        return None
    return {**filters, "area": side.areas[0]}


def _seen(actor: Actor, first: date, last: date) -> Iterator[_Seen]:
    rows = (
        Incident.objects.filter(case__in=visible_cases(actor).values("pk"), recorded_on__range=(first, last))
        .order_by()
        .values_list("recorded_on", "kind", "strands", "area", "transfer_id")
        .annotate(number=Count("pk"))
    )
    for day, kind, strands, area, transfer, number in rows:
        yield _Seen(day, kind, frozenset(strands), area, transfer is not None, number)
