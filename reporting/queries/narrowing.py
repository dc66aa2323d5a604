"""Asking a query about some areas only: what belongs to incidents elsewhere is left out before it counts anything.

An incident belongs to the area where it happened. What hangs on a case (a decision, an action, a referral) counts in
every area in which one of the case's incidents happened.
"""

import re
from typing import Final

from partners.errors import NotPossible

_VIEW: Final = re.compile(r"\bstats\.([a-z_]+)\b")
_THERE: Final = "{view}_there"
_INCIDENTS: Final = "incidents"
_OF_INCIDENTS: Final = ("repeats", "subjects", "victims")
_OF_CASES: Final = (
    *("actions", "assessments", "decisions", "lowerings", "referrals", "remedies", "reopenings", "satisfaction"),
)
_OF_NO_AREA: Final = frozenset({"agencies", "partnerships", "populations", "services", "terms"})
"""What is the same wherever something happened: reference data."""


def _narrowings() -> dict[str, str]:
    own = "SELECT * FROM stats.{view} WHERE partnership_id = %(partnership)s AND {condition}"
    incidents = "(SELECT {key} FROM incidents_there)"
    conditions = {
        _INCIDENTS: "coalesce(nullif(area, ''), 'not_recorded') = ANY(%(areas)s)",
        "cases": f"id IN {incidents.format(key='case_id')}",
        **{view: f"incident_id IN {incidents.format(key='id')}" for view in _OF_INCIDENTS},
        **{view: f"case_id IN {incidents.format(key='case_id')}" for view in _OF_CASES},
    }
    return {view: own.format(view=view, condition=condition) for view, condition in conditions.items()}


_NARROWINGS: Final = _narrowings()


def narrowed(sql: str) -> str:
    """Return the query with only what belongs to the areas in its parameter `areas`.

    Raises:
        NotPossible: it counts something that belongs to no area, such as meetings.
    """
    views = set(_VIEW.findall(sql)) - _OF_NO_AREA
    if views - _NARROWINGS.keys():
        raise NotPossible("This table counts what belongs to no area. Choose the whole partnership.")
    if not views:
        return sql
    needed = [_INCIDENTS, *sorted(views - {_INCIDENTS})]
    first = ", ".join(f"{_THERE.format(view=view)} AS ({_NARROWINGS[view]})" for view in needed)
    body = _VIEW.sub(_there, sql).strip()
    is_with = body[:5].upper() == "WITH "
    return f"WITH {first}, {body[5:]}" if is_with else f"WITH {first} {body}"


def _there(found: "re.Match[str]") -> str:
    return _THERE.format(view=found[1]) if found[1] in _NARROWINGS else found[0]
