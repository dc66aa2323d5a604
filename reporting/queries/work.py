"""The actions agreed in conferences.

What happened counts in the period of its day, so that four quarters add up to the year. What stands open is told as at
the end of the period (of a period that is not finished: today), so those rows do not add up.
"""

from collections.abc import Iterable
from typing import Final

from reporting.cells import NOT_APPLICABLE
from reporting.queries.breakdown import BEFORE, CHANGE, against, compared, related
from reporting.queries.source import Question, ask
from reporting.relations import Relation, Within, address, base_of, equals
from reporting.tables import Base, Column, Row, Table

_ACTIONS: Final = """
    SELECT count(*) FILTER (WHERE agreed_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE state = 'done' AND answered_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (
               WHERE state = 'done' AND answered_on BETWEEN %(first)s AND %(last)s AND answered_on <= due_on),
           count(*) FILTER (WHERE state = 'not_possible' AND answered_on BETWEEN %(first)s AND %(last)s),
           count(*) FILTER (WHERE agreed_on <= %(last)s AND (answered_on IS NULL OR answered_on > %(last)s)),
           count(*) FILTER (
               WHERE agreed_on <= %(last)s AND (answered_on IS NULL OR answered_on > %(last)s)
               AND due_on < least(%(last)s + 1, %(today)s)),
           count(*) FILTER (WHERE agreed_on BETWEEN %(before_first)s AND %(before_last)s),
           count(*) FILTER (WHERE state = 'done' AND answered_on BETWEEN %(before_first)s AND %(before_last)s),
           count(*) FILTER (
               WHERE state = 'done' AND answered_on BETWEEN %(before_first)s AND %(before_last)s
               AND answered_on <= due_on),
           count(*) FILTER (WHERE state = 'not_possible' AND answered_on BETWEEN %(before_first)s AND %(before_last)s)
    FROM stats.actions
    WHERE partnership_id = %(partnership)s
"""

_LABELS: Final = {
    "agreed": "Agreed in the period",
    "done": "Done in the period",
    "done_in_time": "Of these, done by the date that was set",
    "not_possible": "Found not possible in the period",
    "open": "Open at the end",
    "overdue": "Of these, overdue",
}
_STANDING: Final = ("open", "overdue")
_HAPPENED: Final = tuple(key for key in _LABELS if key not in _STANDING)


def actions(asked: Question) -> Table:
    """Actions of case conferences: agreed, done and not possible in the period; open and overdue at its end."""
    (counts,) = ask(asked, _ACTIONS)
    now = dict(zip(_LABELS, counts, strict=False))
    before = dict(zip(_HAPPENED, counts[len(_LABELS) :], strict=True))
    table = Table(
        id="actions",
        title="Actions of case conferences",
        base=Base("actions agreed", now["agreed"]),
        columns=(Column("actions", "Actions"), BEFORE, CHANGE),
        rows=tuple(_row(asked, key, now[key], before.get(key)) for key in _LABELS),
        notes=(
            "An action counts as agreed when the minutes are finalised. What was done in this period may have been"
            " agreed earlier.",
        ),
        standing=tuple(address("actions", key, "actions") for key in _STANDING),
    )
    return related(table, *_relations())


def _row(asked: Question, key: str, now: int, before: int | None) -> Row:
    compared_ = (NOT_APPLICABLE, NOT_APPLICABLE) if before is None else against(asked, now, before)
    return Row.of(key, _LABELS[key], now, *compared_)


def _relations() -> Iterable[Relation]:
    yield equals(base_of("actions"), address("actions", "agreed", "actions"))
    yield from compared("actions", _HAPPENED, now="actions")
    for column in ("actions", "before"):
        yield Within(address("actions", "done_in_time", column), address("actions", "done", column))
    yield Within(address("actions", "overdue", "actions"), address("actions", "open", "actions"))
