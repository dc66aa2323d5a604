"""Recorded incidents by each of their facts, one incident after the other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from reporting.reconcile.arithmetic import LONDON, NOT_APPLICABLE, Value, change, in_tenths
from reporting.reconcile.question import Asked, Recount
from reporting.reconcile.rows import Fact

Codes = Callable[[Fact], Iterable[str]]

NOT_RECORDED: Final = "not_recorded"
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_crime(row: Fact) -> bool:
    """Whether the incident is a crime."""
    return bool(row["kind"] == "crime")


def by_codes(asked: Asked, codes: Codes, *, among: Callable[[Fact], bool] = lambda _: True) -> Recount:
    """Return the recount of a table with the columns of a breakdown: each incident in the row of each of its codes."""
    now = [row for row in asked.incidents() if among(row)]
    before = [row for row in asked.incidents(asked.before) if among(row)]

    def cells(key: str) -> Mapping[str, Value]:
        own = [row for row in now if key in codes(row)]
        earlier = sum(1 for row in before if key in codes(row))
        return {
            "recorded": len(own),
            "percent": in_tenths(len(own), len(now)),
            "crimes": sum(map(is_crime, own)),
            **asked.against(len(own), earlier),
        }

    return Recount(len(now), frozenset(code for row in (*now, *before) for code in codes(row)), cells)


def one(column: str) -> Codes:
    """Return what reads the one code of a column."""
    return lambda row: (row[column] or NOT_RECORDED,)


def headline(asked: Asked) -> Recount:
    """All incidents, crimes, others, and those with each strand."""

    def is_in(key: str) -> Callable[[Fact], bool]:
        kinds = {"recorded": ("crime", "incident"), "crimes": ("crime",), "incidents": ("incident",)}
        return lambda row: row["kind"] in kinds[key] if key in kinds else key in row["strands"]

    def cells(key: str) -> Mapping[str, Value]:
        now = sum(map(is_in(key), asked.incidents()))
        return {"period": now, **asked.against(now, sum(map(is_in(key), asked.incidents(asked.before))))}

    return Recount(len(asked.incidents()), frozenset({"recorded", "crimes", "incidents"}), cells)


def extract(asked: Asked) -> Recount:
    """How many incidents there are to have a line."""
    number = len(asked.incidents())
    return Recount.of(number, {"incidents": {"lines": number}})


def strands(asked: Asked) -> Recount:
    """Every strand of every incident."""
    return by_codes(asked, lambda row: set(row["strands"]))


def strand_combinations(asked: Asked) -> Recount:
    """All strands of an incident together."""
    return by_codes(asked, lambda row: ("+".join(sorted(set(row["strands"]))),))


def perceived_religion(asked: Asked) -> Recount:
    """Every perceived religion of the incidents with religion as a strand."""
    return by_codes(
        asked,
        lambda row: set(row["perceived_religion"]) or {NOT_RECORDED},
        among=lambda row: "religion" in row["strands"],
    )


def months(asked: Asked) -> Recount:
    """Every month of the period, and the whole of it."""

    def of(first: date, last: date, earlier: date, earlier_last: date) -> dict[str, Value]:
        every = asked.rows.of("incidents")
        own = [row for row in every if first <= row["recorded_on"] <= last]
        count = sum(1 for row in every if earlier <= row["recorded_on"] <= earlier_last)
        before = asked.known(count, earlier_last)
        crimes = sum(map(is_crime, own))
        return {
            "crimes": crimes,
            "incidents": len(own) - crimes,
            "recorded": len(own),
            "before": before,
            "change": change(len(own), before),
        }

    cells = {"total": of(asked.period.first, asked.period.last, asked.before.first, asked.before.last)}
    for now, earlier in zip(asked.period.months, asked.before.months, strict=True):
        cells[f"{now.year}-{now.month:02}"] = of(now, end_of(now), earlier, end_of(earlier))
    return Recount.of(len(asked.incidents()), cells)


def end_of(month: date) -> date:
    """Return the last day of a month, given its first."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def trend(asked: Asked) -> Recount:
    """The 24 months up to the last one of the period, with totals and averages of twelve months."""
    last = asked.period.last
    shown = [
        date(number // 12, number % 12 + 1, 1)
        for number in range(last.year * 12 + last.month - 24, last.year * 12 + last.month)
    ]
    counts = [sum(1 for row in asked.rows.of("incidents") if _same_month(row["recorded_on"], month)) for month in shown]
    cells: dict[str, dict[str, Value]] = {}
    for place, month in enumerate(shown):
        run: Value = NOT_APPLICABLE
        if place >= 11:
            run = asked.known(sum(counts[place - 11 : place + 1]), end_of(shown[place - 11]))
        cells[f"{month.year}-{month.month:02}"] = {
            "recorded": asked.known(counts[place], end_of(month)),
            "twelve_months": run,
            "average": run if isinstance(run, str) else in_tenths(int(run), 12, times=1),
        }
    return Recount.of(sum(counts), cells)


def _same_month(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def weekday_hour(asked: Asked) -> Recount:
    """The weekday and the hour on a clock in London."""
    cells: dict[str, dict[str, Value]] = {key: defaultdict(int) for key in (*_DAYS, "total")}
    for row in asked.incidents():
        local = row["occurred_from"].astimezone(LONDON)
        hour = NOT_RECORDED if row["occurred_precision"] == "day" else f"h{local.hour // 3 * 3:02}"
        for day in (_DAYS[local.weekday()], "total"):
            for column in (hour, "total"):
                cells[day][column] += 1  # type: ignore[operator]
    return Recount.of(len(asked.incidents()), cells)


def offences_by_marker(asked: Asked) -> Recount:
    """Crimes by their offence, with their strands and who reported them."""
    crimes = [row for row in asked.incidents() if is_crime(row)]

    def cells(key: str) -> Mapping[str, Value]:
        own = [row for row in crimes if (row["offence"] or NOT_RECORDED) == key]
        found: dict[str, Value] = defaultdict(int)
        for strand in (code for row in own for code in set(row["strands"])):
            found[strand] += 1  # type: ignore[operator]
        for route in ("victim", "third_party", "police"):
            found[route] = sum(1 for row in own if row["reported_by"] == route)
        found["offences"], found["percent"] = len(own), in_tenths(len(own), len(crimes))
        return found

    return Recount(len(crimes), frozenset(row["offence"] or NOT_RECORDED for row in crimes), cells)


def offence_groups(asked: Asked) -> Recount:
    """Crimes by the group of their offence, with their flags."""
    groups = {row["code"]: row["group"] for row in asked.rows.of("terms") if row["vocabulary"] == "offence"}

    def group(row: Fact) -> str:
        words = groups.get(row["offence"], "")
        return "_".join("".join(c if c.isalnum() else " " for c in words.lower()).split()) or NOT_RECORDED

    now = [row for row in asked.incidents() if is_crime(row)]
    before = [row for row in asked.incidents(asked.before) if is_crime(row)]

    def cells(key: str) -> Mapping[str, Value]:
        own = [row for row in now if group(row) == key]
        found: dict[str, Value] = defaultdict(int)
        for flag in (code for row in own for code in set(row["flags"])):
            found[flag] += 1  # type: ignore[operator]
        found |= {"offences": len(own), "percent": in_tenths(len(own), len(now))}
        return found | asked.against(len(own), sum(1 for row in before if group(row) == key))

    return Recount(len(now), frozenset(map(group, (*now, *before))), cells)


def repeat_victims(asked: Asked) -> Recount:
    """Incidents with a sign of being a repeat."""
    flagged = {row["incident_id"] for row in asked.rows.of("repeats")}
    firsts: dict[Any, tuple[Any, ...]] = {}
    for row in asked.rows.of("incidents"):
        firsts[row["case_id"]] = min(firsts.get(row["case_id"], _order(row)), _order(row))

    def signs(row: Fact) -> set[str]:
        found = {
            sign
            for sign, is_shown in (
                ("marked", "repeat" in row["flags"]),
                ("further", firsts[row["case_id"]] < _order(row)),
                ("after_conference", row["id"] in flagged),
            )
            if is_shown
        }
        return found | ({"repeats"} if found else {"not_known"})

    full = by_codes(asked, signs)
    return Recount(full.base, full.rows, lambda key: {k: v for k, v in full.cells(key).items() if k != "crimes"})


def _order(row: Fact) -> tuple[Any, ...]:
    return row["recorded_on"], row["occurred_from"], row["id"]
