"""People and places targeted again, as far as it is known: nobody is matched by name across cases."""

from collections.abc import Iterable
from typing import Final

from reporting.queries.breakdown import BEFORE, CHANGE, INCIDENTS, against, compared, related
from reporting.queries.source import Question, ask
from reporting.relations import Relation, Sum, Within, address, base_of, equals, shares_of
from reporting.tables import Base, Column, Row, Table, share

_REPEATS: Final = """
    SELECT i.recorded_on >= %(first)s, 'repeat' = ANY (i.flags), earlier.is_there, r.incident_id IS NOT NULL, count(*)
    FROM stats.incidents i
    LEFT JOIN stats.repeats r ON r.incident_id = i.id
    CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM stats.incidents e
        WHERE e.case_id = i.case_id AND (e.recorded_on, e.occurred_from, e.id) < (i.recorded_on, i.occurred_from, i.id)
    ) AS is_there) AS earlier
    WHERE i.partnership_id = %(partnership)s
      AND (i.recorded_on BETWEEN %(first)s AND %(last)s OR i.recorded_on BETWEEN %(before_first)s AND %(before_last)s)
    GROUP BY 1, 2, 3, 4
"""

ROWS: Final = {
    "repeats": "Repeats in all, by any of these signs",
    "marked": "Marked as a repeat by whoever recorded it",
    "further": "A further incident in a case that was there already",
    "after_conference": "Within the time for which a case is flagged after a conference",
    "not_known": "Not known to be a repeat",
}


def repeat_victims(asked: Question) -> Table:
    """Incidents that are known to be repeats, by the sign of it; an incident can have several signs."""
    now, before = _counted(asked, is_now=True), _counted(asked, is_now=False)
    n = now["repeats"] + now["not_known"]
    table = Table(
        id="repeat_victims",
        title="Targeted again",
        base=Base(INCIDENTS, n),
        columns=(Column("recorded", "Recorded"), Column("percent", "Share (%)"), BEFORE, CHANGE),
        rows=tuple(
            Row.of(key, label, now[key], share(now[key], n), *against(asked, now[key], before[key]))
            for key, label in ROWS.items()
        ),
        notes=_NOTES,
    )
    return related(table, *_relations())


_NOTES: Final = (
    "An incident can show several signs, so the signs may add up to more than the repeats, and shares to over 100%.",
    "Names are not compared: somebody who is targeted in two cases that nobody has linked is not known as a repeat.",
)


def _counted(asked: Question, *, is_now: bool) -> dict[str, int]:
    counts = dict.fromkeys(ROWS, 0)
    for now, *signs, count in ask(asked, _REPEATS):
        if now is is_now:
            shown = [key for key, is_it in zip(("marked", "further", "after_conference"), signs, strict=True) if is_it]
            for key in [*shown, "repeats" if shown else "not_known"]:
                counts[key] += count
    return counts


def _relations() -> Iterable[Relation]:
    id_ = "repeat_victims"
    yield equals(base_of(id_), address("headline", "recorded", "period"))
    yield Sum(base_of(id_), (address(id_, "repeats", "recorded"), address(id_, "not_known", "recorded")))
    yield from shares_of(id_, rows=ROWS, cell="percent", part="recorded", whole=base_of(id_))
    yield from compared(id_, ROWS, now="recorded")
    for column in ("recorded", "before"):
        for sign in ("marked", "further", "after_conference"):
            yield Within(address(id_, sign, column), address(id_, "repeats", column))
