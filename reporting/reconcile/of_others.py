"""Conferences, attendance, outcomes, remedies, referrals and agencies, one row after the other."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from reporting.periods import Period
from reporting.reconcile.arithmetic import NOT_APPLICABLE, Value, in_tenths
from reporting.reconcile.of_incidents import NOT_RECORDED, is_crime
from reporting.reconcile.of_work import (
    agreed_actions,
    by_then,
    is_in_time,
    is_overdue,
    within,
)
from reporting.reconcile.question import Asked, Recount, ids
from reporting.reconcile.rows import Fact

_WAYS: Final = ("present", "observer", "sent_information", "apologies", "not_recorded")


def _called(asked: Asked, period: Period) -> list[Fact]:
    """Return the conferences of the period whose day has come, and whose agenda went out or whose minutes are final."""
    return [
        row
        for row in within(asked.rows.of("conferences"), "held_at", period)
        if by_then(row, "held_at", asked.today) and (row["state"] == "finalised" or row["agenda_published_at"])
    ]


def conferences(asked: Asked) -> Recount:
    """Conferences and the cases heard at them."""

    def of(period: Period) -> dict[str, int]:
        called = _called(asked, period)
        held = [row for row in called if row["state"] != "called_off"]
        heard = [row["case_id"] for row in asked.rows.of("conference_items") if row["conference_id"] in ids(held)]
        return {
            "held": len(held),
            "finalised": sum(1 for row in held if row["state"] == "finalised"),
            "panel": sum(1 for row in held if row["panel_id"]),
            "called_off": len(called) - len(held),
            "hearings": len(heard),
            "cases": len(set(heard)),
        }

    now, before = of(asked.period), of(asked.before)
    cells: dict[str, dict[str, Value]] = {
        key: {"number": count, **asked.against(count, before[key])} for key, count in now.items()
    }
    known = asked.known(0, asked.before.last)
    cells["average"] = {
        "number": in_tenths(now["hearings"], now["held"], times=1),
        "before": known if isinstance(known, str) else in_tenths(before["hearings"], before["held"], times=1),
        "change": NOT_APPLICABLE,
    }
    return Recount.of(now["held"], cells)


def attendance(asked: Asked) -> Recount:
    """One place for each agency at each conference with final minutes."""
    held = ids([row for row in within(asked.rows.of("conferences"), "held_at", asked.period) if _is_final(row)])
    came = [row for row in asked.rows.of("attendances") if row["conference_id"] in held]
    asked_for = [
        row for row in asked.rows.of("invitations") if row["conference_id"] in held and not row["withdrawn_at"]
    ]
    codes = {row["id"]: row["code"] for row in asked.rows.of("agencies")}
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for place in {(row["conference_id"], row["agency_id"]) for row in (*came, *asked_for)}:
        way = _way([row for row in came if (row["conference_id"], row["agency_id"]) == place])
        ways[codes[place[1]]][way] += 1
        ways["total"][way] += 1

    def cells(key: str) -> Mapping[str, Value]:
        own = ways[key]
        return {
            "expected": own.total(),
            **{way: own[way] for way in _WAYS},
            "percent": in_tenths(own["present"], own.total()),
        }

    return Recount(ways["total"].total(), frozenset(ways), cells)


def _is_final(row: Fact) -> bool:
    return bool(row["state"] == "finalised")


def _way(rows: list[Fact]) -> str:
    presences = {row["presence"] for row in rows}
    for way in ("present", "observer"):
        if way in presences:
            return way
    if any(row["presence"] == "apologies" and row["sent_information"] for row in rows):
        return "sent_information"
    return "apologies" if "apologies" in presences else "not_recorded"


def outcomes(asked: Asked) -> Recount:
    """Incidents by outcome, and cases closed by theirs; the rows that begin with "all" are a group together."""
    groups = {row["code"]: row["group"] for row in asked.rows.of("terms") if row["vocabulary"] == "outcome"}
    now, before = asked.incidents(), asked.incidents(asked.before)
    closed = [row for row in asked.rows.of("cases") if row["closed_on"] and row["closed_on"] in asked.period]

    def rows_of(code: str) -> set[str]:
        words = groups.get(code or NOT_RECORDED, "")
        slug = "_".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
        return {code or NOT_RECORDED} | ({f"all_{slug}"} if slug else set())

    def cells(key: str) -> Mapping[str, Value]:
        own = [row for row in now if key in rows_of(row["outcome"])]
        return {
            "recorded": len(own),
            "percent": in_tenths(len(own), len(now)),
            "crimes": sum(map(is_crime, own)),
            "cases": sum(1 for row in closed if key in rows_of(row["closing_outcome"])),
            **asked.against(len(own), sum(1 for row in before if key in rows_of(row["outcome"]))),
        }

    counted = [*(row["outcome"] for row in (*now, *before)), *(row["closing_outcome"] for row in closed)]
    return Recount(len(now), frozenset(key for code in counted for key in rows_of(code)), cells)


def remedies(asked: Asked) -> Recount:
    """Remedies by what was recorded of them, each once in a column."""
    entries = asked.rows.of("remedies")
    now, before = (within(entries, "recorded_at", period) for period in (asked.period, asked.before))
    newest: dict[Any, Fact] = {}
    for entry in sorted(entries, key=lambda row: (row["recorded_at"], row["id"])):
        if by_then(entry, "recorded_at", asked.period.last):
            newest[entry["remedy_id"]] = entry
    forceful = [row for row in newest.values() if _holds(row, asked.period.last)]

    def cells(key: str) -> Mapping[str, Value]:
        def different(rows: list[Fact], standing: str) -> int:
            return len(
                {row["remedy_id"] for row in rows if row["standing"] == standing and key in {"total", row["code"]}}
            )

        standings = ("considered", "chosen", "refused", "breached", "ended")
        return {
            **{standing: different(now, standing) for standing in standings},
            "in_force": sum(1 for row in forceful if key in {"total", row["code"]}),
            **asked.against(different(now, "chosen"), different(before, "chosen")),
        }

    counted = frozenset(row["code"] for row in (*now, *forceful))
    return Recount(int(cells("total")["chosen"]), counted | {"total"}, cells)


def _holds(entry: Fact, last: date) -> bool:
    is_chosen = entry["standing"] in {"chosen", "breached"}
    begun = entry["from_on"] is None or entry["from_on"] <= last
    return is_chosen and begun and (entry["to_on"] is None or entry["to_on"] >= last)


def referrals(asked: Asked) -> Recount:
    """Referrals by who was to take them."""
    codes = {row["id"]: f"agency_{row['code']}" for row in asked.rows.of("agencies")}
    last = asked.period.last

    def receiver(row: Fact) -> str:
        return f"service_{row['service_id'].hex[:8]}" if row["service_id"] else codes[row["to_agency_id"]]

    def cells(key: str) -> Mapping[str, Value]:
        own = [row for row in asked.rows.of("referrals") if key in {"total", receiver(row)}]
        answered = Counter(row["state"] for row in within(own, "answered_at", asked.period))
        sent = len(within(own, "sent_at", asked.period))
        agreed, refused = answered["accepted"], answered["declined"]
        waiting = sum(1 for row in own if by_then(row, "sent_at", last) and not by_then(row, "answered_at", last))
        return {
            "sent": sent,
            "accepted": agreed,
            "declined": refused,
            "withdrawn": answered["withdrawn"],
            "waiting": waiting,
            "answered": agreed + refused,
            "percent": in_tenths(agreed, agreed + refused),
            **asked.against(sent, len(within(own, "sent_at", asked.before))),
        }

    counts = ("sent", "accepted", "declined", "withdrawn", "waiting")
    keys = {receiver(row) for row in asked.rows.of("referrals")}
    shown = frozenset(key for key in keys if any(cells(key)[column] for column in counts))
    return Recount(int(cells("total")["sent"]), shown | {"total"}, cells)


def agencies(asked: Asked) -> Recount:
    """What each agency recorded and did."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    codes = {row["id"]: row["code"] for row in asked.rows.of("agencies")}
    for column, whose, rows in (*_recorded_by(asked), *_done_by(asked)):
        for row in rows:
            found[codes[row[whose]]][column] += 1
    n = len(asked.incidents())

    def cells(key: str) -> Mapping[str, Value]:
        own: dict[str, Value] = defaultdict(int, found[key])
        own["percent"] = in_tenths(found[key]["recorded"], n)
        return own

    return Recount(n, frozenset(found), cells)


Deeds = Iterator[tuple[str, str, list[Fact]]]
"""A column of the table, the column of the rows that says whose they are, and the rows."""


def _recorded_by(asked: Asked) -> Deeds:
    decided = within(asked.rows.of("decisions"), "decided_at", asked.period)
    yield "recorded", "agency_id", asked.incidents()
    yield "crimes", "agency_id", [row for row in asked.incidents() if is_crime(row)]
    yield "cases", "lead_agency_id", [row for row in asked.rows.of("cases") if row["opened_on"] in asked.period]
    yield "decisions", "agency_id", decided
    yield "decisions_in_time", "agency_id", [row for row in decided if by_then(row, "decided_at", row["due_on"])]


def _done_by(asked: Asked) -> Deeds:
    every = agreed_actions(asked)
    done = [row for row in within(every, "answered_at", asked.period) if row["state"] == "done"]
    sent = within(asked.rows.of("referrals"), "sent_at", asked.period)
    yield "actions", "agency_id", within(every, "agreed_at", asked.period)
    yield "actions_done", "agency_id", done
    yield "actions_in_time", "agency_id", [row for row in done if is_in_time(row)]
    yield "actions_overdue", "agency_id", [row for row in every if is_overdue(row, asked)]
    yield "referrals_sent", "from_agency_id", sent
    yield "referrals_received", "to_agency_id", [row for row in sent if row["to_agency_id"]]
