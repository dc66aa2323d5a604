"""Victims and subjects, one after the other, and how complete the records are."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Final

from reporting.reconcile.arithmetic import NOT_APPLICABLE, Value, in_tenths
from reporting.reconcile.of_incidents import NOT_RECORDED, is_crime
from reporting.reconcile.question import Asked, Recount, ids
from reporting.reconcile.rows import Fact

_NO_GROUP: Final = {NOT_RECORDED, "prefer_not_to_say"}

Recounting = Callable[[Asked], Recount]


def _people(asked: Asked, who: str) -> tuple[list[Fact], list[Fact]]:
    """Return the people of the incidents of the period, and of the same one a year before."""
    now, before = ids(asked.incidents()), ids(asked.incidents(asked.before))
    found = asked.rows.of(who)
    return [row for row in found if row["incident_id"] in now], [row for row in found if row["incident_id"] in before]


def age_sex(who: str) -> Recounting:
    """Return what counts the people of this part by age band and sex."""

    def recount(asked: Asked) -> Recount:
        bands = _bands(asked)
        cells: dict[str, dict[str, Value]] = defaultdict(lambda: defaultdict(int))
        now, _ = _people(asked, who)
        for person in now:
            for row in (_band(bands, person["age"]), "total"):
                for column in (person["sex"] or NOT_RECORDED, "total"):
                    cells[row][column] += 1  # type: ignore[operator]
        return Recount(len(now), frozenset(cells), cells.__getitem__)

    return recount


def _bands(asked: Asked) -> list[tuple[int, int, str]]:
    """Return the age bands as their codes say them: age_10_17 is from 10 to 17."""
    codes = [row["code"] for row in asked.rows.of("terms") if row["vocabulary"] == "age_band"]
    return [(int(code.split("_")[1]), int(code.split("_")[2]), code) for code in codes if code.count("_") == 2]


def _band(bands: list[tuple[int, int, str]], age: int | None) -> str:
    return next((code for low, high, code in bands if age is not None and low <= age <= high), NOT_RECORDED)


def ethnicity(who: str) -> Recounting:
    """Return what counts the people of this part by ethnic group."""

    def recount(asked: Asked) -> Recount:
        now, before = ([row["ethnicity"] or NOT_RECORDED for row in people] for people in _people(asked, who))
        known = sum(1 for group in now if group not in _NO_GROUP)

        def cells(key: str) -> Mapping[str, Value]:
            own, earlier = (len(groups) if key == "total" else groups.count(key) for groups in (now, before))
            has_share = key != "total" and key not in _NO_GROUP
            percent = in_tenths(own, known) if has_share else NOT_APPLICABLE
            return {who: own, "percent": percent, **asked.against(own, earlier)}

        return Recount(known, frozenset({*now, *before, "total"}), cells)

    return recount


def data_quality(asked: Asked) -> Recount:
    """Of how many incidents, crimes and victims each fact is known."""
    incidents, before = asked.incidents(), asked.incidents(asked.before)
    victims, victims_before = _people(asked, "victims")
    described = {row["incident_id"] for row in asked.rows.of("victims")}
    listed = {row["code"] for row in asked.rows.of("terms") if row["vocabulary"] == "offence"}
    facts = _facts(listed, described)

    def of(rows: list[Fact], earlier: list[Fact], is_known: Callable[[Fact], bool]) -> dict[str, Value]:
        known, known_before = sum(map(is_known, rows)), sum(map(is_known, earlier))
        share_before = in_tenths(known_before, len(earlier))
        return {
            "of": len(rows),
            "known": known,
            "missing": len(rows) - known,
            "percent": in_tenths(known, len(rows)),
            "before": share_before if asked.known(0, asked.before.last) == 0 else asked.known(0, asked.before.last),
        }

    cells = {}
    for key, (counts, is_known) in facts.items():
        rows, earlier = (victims, victims_before) if key.startswith("victim_") else (incidents, before)
        cells[key] = of([row for row in rows if counts(row)], [row for row in earlier if counts(row)], is_known)
    return Recount.of(len(incidents), cells)


Test = Callable[[Fact], bool]


def _facts(listed: set[str], described: set[Any]) -> dict[str, tuple[Test, Test]]:
    """Return for each row which incidents (or victims) it counts, and of which of them the fact is known."""

    def everything(_: Fact) -> bool:
        return True

    def filled(column: str) -> Test:
        return lambda row: row[column] not in {None, "", NOT_RECORDED}

    return {
        **{column: (everything, filled(column)) for column in ("incident_type", "area", "premises", "reported_by")},
        "outcome": (everything, filled("outcome")),
        "strands": (everything, lambda row: set(row["strands"]) != {NOT_RECORDED}),
        "hour": (everything, lambda row: row["occurred_precision"] != "day"),
        "consent": (everything, lambda row: row["consent"] not in {"", "not_asked"}),
        "pack_given": (everything, lambda row: row["pack_given"] is not None),
        "victims": (everything, lambda row: row["id"] in described),
        "perceived_religion": (lambda row: "religion" in row["strands"], lambda row: bool(row["perceived_religion"])),
        "offence": (is_crime, lambda row: row["offence"] in listed),
        "victim_age": (everything, lambda row: row["age"] is not None),
        "victim_sex": (everything, filled("sex")),
        "victim_ethnicity": (everything, lambda row: (row["ethnicity"] or NOT_RECORDED) not in _NO_GROUP),
    }
