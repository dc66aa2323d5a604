"""Assessments, decisions and the actions of conferences, one after the other."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from reporting.periods import Period
from reporting.reconcile.arithmetic import NOT_APPLICABLE, Value, day_of, in_tenths, middle
from reporting.reconcile.question import Asked, Recount, by_case
from reporting.reconcile.rows import Fact

_CHOICES: Final = ("single_agency", "multi_agency")
_BANDS: Final = ("high", "medium", "low")


def within(rows: Iterable[Fact], column: str, period: Period) -> list[Fact]:
    """Return the rows whose moment lies on a day of the period, in London."""
    return [row for row in rows if (day := day_of(row[column])) is not None and day in period]


def by_then(row: Fact, column: str, last: date) -> bool:
    """Whether the moment of the row had come by the end of the day."""
    day = day_of(row[column])
    return day is not None and day <= last


def risk(asked: Asked) -> Recount:
    """Assessments by level, and cases opened by the level of their last assessment."""
    now = within(asked.rows.of("assessments"), "completed_at", asked.period)
    before = within(asked.rows.of("assessments"), "completed_at", asked.before)
    lowered = within(asked.rows.of("lowerings"), "answered_at", asked.period)
    assessed = by_case([row for row in asked.rows.of("assessments") if by_then(row, "completed_at", asked.period.last)])
    opened = [row["id"] for row in asked.rows.of("cases") if row["opened_on"] in asked.period]
    levels = [_level(asked, assessed.get(case, [])) for case in opened]

    def cells(key: str) -> Mapping[str, Value]:
        def fits(band: str) -> bool:
            return key in {"total", band}

        if key == "not_recorded":
            unknown = dict.fromkeys(("assessments", "percent", "raised", "lowered", "before", "change"), NOT_APPLICABLE)
            return unknown | {"cases": levels.count(key)}
        own = [row for row in now if fits(row["band"])]
        return {
            "assessments": len(own),
            "percent": in_tenths(len(own), len(now)),
            "raised": sum(1 for row in own if row["band"] != row["scored_band"]),
            "lowered": sum(1 for row in lowered if fits(row["from_band"])),
            "cases": sum(1 for level in levels if fits(level)),
            **asked.against(len(own), sum(1 for row in before if fits(row["band"]))),
        }

    return Recount(len(now), frozenset({*_BANDS, "not_recorded", "total"}), cells)


def _level(asked: Asked, assessed: list[Fact]) -> str:
    """Return the level of a case at the end of the period, given its assessments up to then."""
    if not assessed:
        return "not_recorded"
    latest = max(assessed, key=lambda row: (row["completed_at"], row["id"]))
    for lowering in asked.rows.of("lowerings"):
        if lowering["assessment_id"] == latest["id"] and by_then(lowering, "answered_at", asked.period.last):
            return str(lowering["band"])
    return str(latest["band"])


def _decided(asked: Asked) -> tuple[list[Fact], list[Fact]]:
    every = asked.rows.of("decisions")
    return within(every, "decided_at", asked.period), within(every, "decided_at", asked.before)


def _in_time(row: Fact) -> bool:
    return by_then(row, "decided_at", row["due_on"])


def decisions(asked: Asked) -> Recount:
    """Decisions by choice, those opened again, and the cases that wait for one."""
    now, before = _decided(asked)
    reopened = within(asked.rows.of("reopenings"), "reopened_at", asked.period)
    reopened_before = len(within(asked.rows.of("reopenings"), "reopened_at", asked.before))
    nothing = dict.fromkeys(("as_recommended", "against", "in_time", "percent_in_time"), NOT_APPLICABLE)

    def of(key: str) -> dict[str, Value]:
        own = [row for row in now if key in {"total", row["choice"]}]
        followed = sum(1 for row in own if row["choice"] == row["recommendation"])
        in_time = sum(map(_in_time, own))
        return {
            "number": len(own),
            "as_recommended": followed,
            "against": len(own) - followed,
            "in_time": in_time,
            "percent_in_time": in_tenths(in_time, len(own)),
            **asked.against(len(own), sum(1 for row in before if key in {"total", row["choice"]})),
        }

    waiting = _waiting(asked)
    cells: dict[str, dict[str, Value]] = {key: of(key) for key in (*_CHOICES, "total")}
    cells["reopened"] = {"number": len(reopened), **nothing, **asked.against(len(reopened), reopened_before)}
    cells["undecided"] = {"number": waiting, **nothing, "before": NOT_APPLICABLE, "change": NOT_APPLICABLE}
    return Recount.of(len(now), cells)


def _waiting(asked: Asked) -> int:
    decided, reopened = by_case(asked.rows.of("decisions")), by_case(asked.rows.of("reopenings"))
    opened = [row["id"] for row in asked.rows.of("cases") if row["opened_on"] <= asked.period.last]
    return sum(1 for case in opened if _waits(asked, decided.get(case, []), reopened.get(case, [])))


def _waits(asked: Asked, decisions: list[Fact], reopenings: list[Fact]) -> bool:
    """Whether a case had no decision at the end of the period since it was last opened again."""
    last = asked.period.last
    decided = [row["decided_at"] for row in decisions if by_then(row, "decided_at", last)]
    reopened = [row["reopened_at"] for row in reopenings if by_then(row, "reopened_at", last)]
    return not decided or (bool(reopened) and max(reopened) > max(decided))


def overrides(asked: Asked) -> Recount:
    """Decisions by choice and recommendation."""
    now, before = _decided(asked)
    pairs = {
        "single_agency_followed": ("single_agency", "single_agency"),
        "multi_agency_followed": ("multi_agency", "multi_agency"),
        "to_multi_agency": ("multi_agency", "single_agency"),
        "to_single_agency": ("single_agency", "multi_agency"),
    }

    def number(rows: list[Fact], key: str) -> int:
        return sum(1 for row in rows if key == "total" or (row["choice"], row["recommendation"]) == pairs[key])

    def of(key: str) -> dict[str, Value]:
        own = number(now, key)
        return {"number": own, "percent": in_tenths(own, len(now)), **asked.against(own, number(before, key))}

    return Recount.of(len(now), {key: of(key) for key in (*pairs, "total")})


def time_to_decision(asked: Asked) -> Recount:
    """Decisions by how long they took."""
    now, before = _decided(asked)
    bands: dict[str, Callable[[int | None], bool]] = {
        "days_0": lambda days: days == 0,
        "days_1": lambda days: days == 1,
        "days_2": lambda days: days == 2,
        "days_3_5": lambda days: days in {3, 4, 5},
        "days_6_10": lambda days: days is not None and 6 <= days <= 10,
        "days_11_20": lambda days: days is not None and 11 <= days <= 20,
        "days_21": lambda days: days is not None and days > 20,
        "not_recorded": lambda days: days is None,
        "total": lambda _: True,
    }

    def of(is_in: Callable[[int | None], bool]) -> dict[str, Value]:
        own = [row for row in now if is_in(row["working_days"])]
        return {
            "number": len(own),
            "percent": in_tenths(len(own), len(now)),
            **{choice: sum(1 for row in own if row["choice"] == choice) for choice in _CHOICES},
            **asked.against(len(own), sum(1 for row in before if is_in(row["working_days"]))),
        }

    cells = {key: of(is_in) for key, is_in in bands.items()}
    cells["median"] = _medians(asked, now, before)
    return Recount.of(len(now), cells)


def _medians(asked: Asked, now: list[Fact], before: list[Fact]) -> dict[str, Value]:
    def median(rows: list[Fact]) -> Value:
        return middle(row["working_days"] for row in rows if row["working_days"] is not None)

    known = asked.known(0, asked.before.last)
    return {
        "number": median(now),
        "percent": NOT_APPLICABLE,
        **{choice: median([row for row in now if row["choice"] == choice]) for choice in _CHOICES},
        "before": known if isinstance(known, str) else median(before),
        "change": NOT_APPLICABLE,
    }


def is_open(row: Fact, last: date) -> bool:
    """Whether an action was agreed by the end of the day and not answered by then."""
    return by_then(row, "agreed_at", last) and not by_then(row, "answered_at", last)


def is_overdue(row: Fact, asked: Asked) -> bool:
    """Whether it was open at the end of the period though its day had passed (of a running period: before today)."""
    limit = min(asked.period.last + timedelta(days=1), asked.today)
    return is_open(row, asked.period.last) and row["due_on"] is not None and row["due_on"] < limit


def is_in_time(row: Fact) -> bool:
    """Whether it was answered by the date that was set."""
    return row["due_on"] is not None and by_then(row, "answered_at", row["due_on"])


def agreed_actions(asked: Asked) -> list[Fact]:
    """Return the actions of final minutes."""
    return [row for row in asked.rows.of("actions") if row["agreed_at"] is not None]


def actions(asked: Asked) -> Recount:
    """Actions agreed and answered in the period, and those open at its end."""
    every = agreed_actions(asked)

    def of(period: Period) -> dict[str, int]:
        answered = within(every, "answered_at", period)
        done = [row for row in answered if row["state"] == "done"]
        return {
            "agreed": len(within(every, "agreed_at", period)),
            "done": len(done),
            "done_in_time": sum(map(is_in_time, done)),
            "not_possible": sum(1 for row in answered if row["state"] == "not_possible"),
        }

    now, before = of(asked.period), of(asked.before)
    cells: dict[str, dict[str, Value]] = {
        key: {"actions": count, **asked.against(count, before[key])} for key, count in now.items()
    }
    for key, count in (
        ("open", sum(1 for row in every if is_open(row, asked.period.last))),
        ("overdue", sum(1 for row in every if is_overdue(row, asked))),
    ):
        cells[key] = {"actions": count, "before": NOT_APPLICABLE, "change": NOT_APPLICABLE}
    return Recount.of(now["agreed"], cells)
