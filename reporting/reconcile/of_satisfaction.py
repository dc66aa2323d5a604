"""How victims found the way they were treated, one row after the other."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from reporting.reconcile.arithmetic import NOT_APPLICABLE, NOT_AVAILABLE, Value, in_tenths
from reporting.reconcile.of_incidents import end_of
from reporting.reconcile.question import Asked, Recount
from reporting.reconcile.rows import Fact

_ANSWERS: Final = ("very_satisfied", "fairly_satisfied", "neither", "fairly_dissatisfied", "very_dissatisfied")
_STAGES: Final = ("ease_of_contact", "treatment", "actions_taken", "follow_up", "whole_experience")
_COLUMNS: Final = (
    *_ANSWERS,
    *("said", "not_said", "all", "satisfied", "percent", "satisfied_before", "said_before", "before", "change"),
)


def _of_each_the_newest(asked: Asked, first: date, last: date) -> list[Fact]:
    """Return the last word on each victim who was asked within these days."""
    newest: dict[Any, Fact] = {}
    for row in sorted(asked.rows.of("satisfaction"), key=lambda row: (row["recorded_at"], row["id"])):
        if row["outcome"] != "unsafe" and first <= row["counted_on"] <= last:
            newest[row["person_id"]] = row
    return list(newest.values())


def _answered(rows: list[Fact]) -> list[Fact]:
    return [row for row in rows if row["outcome"] == "answered"]


def _said(rows: list[Fact], stage: str) -> list[str]:
    return [row[stage] for row in rows if row[stage]]


def _satisfied(said: list[str]) -> int:
    return sum(1 for answer in said if answer in _ANSWERS[:2])


def satisfaction(asked: Asked) -> Recount:
    """Victims who answered, by what they said of each stage."""
    everybody = _of_each_the_newest(asked, asked.period.first, asked.period.last)
    now = _answered(everybody)
    before = _answered(_of_each_the_newest(asked, asked.before.first, asked.before.last))
    is_known = asked.known(0, asked.before.last) == 0

    def of(stage: str) -> Mapping[str, Value]:
        said, then = _said(now, stage), _said(before, stage)
        share = in_tenths(_satisfied(said), len(said))
        cells: dict[str, Value] = {answer: said.count(answer) for answer in _ANSWERS}
        cells |= {"said": len(said), "not_said": len(now) - len(said), "all": len(now)}
        cells |= {"satisfied": _satisfied(said), "percent": share}
        if not is_known:
            return cells | dict.fromkeys(("satisfied_before", "said_before", "before", "change"), NOT_AVAILABLE)
        earlier = in_tenths(_satisfied(then), len(then))
        cells |= {"satisfied_before": _satisfied(then), "said_before": len(then), "before": earlier}
        return cells | {"change": _points(share, earlier)}

    asked_row: Mapping[str, Value] = dict.fromkeys(_COLUMNS, NOT_APPLICABLE) | {"all": len(everybody)}
    return Recount.of(len(now), {stage: of(stage) for stage in _STAGES} | {"asked": asked_row})


def _points(now: Value, then: Value) -> Value:
    if isinstance(now, str) or isinstance(then, str):
        return NOT_APPLICABLE
    return (round(now * 10) - round(then * 10)) / 10


def satisfaction_trend(asked: Asked) -> Recount:
    """The 24 months up to the last one of the period, each with the twelve months that end with it."""
    last = asked.period.last
    number = last.year * 12 + last.month - 1
    cells: dict[str, dict[str, Value]] = {}
    base = 0
    for each in range(number - 23, number + 1):
        month, begins = (date(at // 12, at % 12 + 1, 1) for at in (each, each - 11))
        rows = _answered(_of_each_the_newest(asked, begins, min(end_of(month), last)))
        said, base = _said(rows, "whole_experience"), len(rows)
        found: dict[str, Value] = {"answered": len(rows), "said": len(said), "satisfied": _satisfied(said)}
        found["percent"] = in_tenths(_satisfied(said), len(said))
        is_known = asked.known(0, end_of(begins)) == 0
        cells[f"{month.year}-{month.month:02}"] = found if is_known else dict.fromkeys(found, NOT_AVAILABLE)
    return Recount.of(base, cells)
