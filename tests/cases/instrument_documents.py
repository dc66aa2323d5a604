"""Instrument documents for tests: made by hand, read from a file, and generated."""

import copy
from itertools import count, product
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from cases.instruments import UNKNOWN, Instrument, Kind, build
from cases.instruments.files import examine

Document = dict[str, Any]
DATA = Path(__file__).parents[1] / "data"
TICKS = DATA / "ticks_24.toml"
ABOUT = {"help": "Help.", "source": "Records"}


def ticks() -> Instrument:
    """Return the form of 24 ticks with a threshold of 14."""
    return examine(TICKS.read_bytes(), name=TICKS.name).build()


def yes_no(key: str, points: int = 1, **more: Any) -> Document:
    return {**ABOUT, "key": key, "text": f"{key}?", "kind": "yes_no", "points": points, **more}


def choice(key: str, *options: Document, kind: str = "choice") -> Document:
    return {**ABOUT, "key": key, "text": f"{key}?", "kind": kind, "options": list(options)}


def option(key: str, points: int, **more: Any) -> Document:
    return {"key": key, "label": key.capitalize(), "points": points, **more}


def document(*questions: Document, medium: int | None = 3, high: int = 6, **more: Any) -> Document:
    """Return a document of one section with these questions."""
    levels: Document = {"low": band(0), "medium": band(medium or 0), "high": band(high, "multi_agency")}
    if medium is None:
        del levels["medium"]
    plain: Document = {
        "schema": "risk-instrument/1",
        "key": "small",
        "version": 1,
        "title": "Small",
        "about": "For tests",
        "published": "2026-11-21",
        "method": "weighted_sum",
        "bands": levels,
        "escalation": {"incidents": 3, "within_days": 365, "raises_by": 1},
        "unknowns": {"limit": 2, "review_in_days": 5},
        "actions": {"call": "Telephone the person"},
        "sections": [{"key": "only", "title": "Only", "questions": copy.deepcopy(list(questions))}],
    }
    plain["sections"][0]["questions"][0].setdefault("suggests", ["call"])
    return plain | more


def band(start: int, recommends: str = "single_agency") -> Document:
    return {"from": start, "review_in_days": 30, "recommends": recommends}


def answers_to(instrument: Instrument) -> "st.SearchStrategy[dict[str, str]]":
    """Return what somebody may answer to an instrument."""
    asked = [question for question in instrument.questions if question.kind is not Kind.TEXT]
    return st.fixed_dictionaries({each.key: st.sampled_from([*each.by_key, UNKNOWN]) for each in asked})


def all_answers(instrument: Instrument) -> list[dict[str, str]]:
    """Return every way to answer an instrument."""
    keys = [[*question.by_key, UNKNOWN] for question in instrument.questions]
    names = [question.key for question in instrument.questions]
    return [dict(zip(names, said, strict=True)) for said in product(*keys)]


triggers = st.sampled_from([{}, {}, {}, {}, {"at_least": "medium"}, {"at_least": "high"}])


@st.composite
def questions(draw: st.DrawFn, key: str) -> Document:
    """A question of any kind that is scored."""
    kind = draw(st.sampled_from(["yes_no", "choice", "frequency", "number"]))
    if kind == "yes_no":
        return yes_no(key, draw(st.integers(1, 5)), when=draw(st.sampled_from(["yes", "no"])), **draw(triggers))
    points = [*draw(st.lists(st.integers(0, 6), min_size=1, max_size=2)), draw(st.integers(1, 6))]
    if kind == "choice":
        return choice(key, option("none", 0), *(option(f"o{n}", p, **draw(triggers)) for n, p in enumerate(points)))
    points.sort()
    if kind == "frequency":
        return choice(key, option("never", 0), *(option(f"o{n}", p) for n, p in enumerate(points)), kind="frequency")
    steps = [{"from": 0, "points": 0}, *({"from": 2 * n + 1, "points": p} for n, p in enumerate(points))]
    return {**ABOUT, "key": key, "text": "How many?", "kind": "number", "steps": steps}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of two to five questions with everything in it; its bands may be out of reach."""
    numbers = count()
    sizes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3).filter(lambda sizes: sum(sizes) > 1))
    method = draw(st.sampled_from(["count", "weighted_sum", "capped_sections"]))
    sections: list[Document] = [
        {"key": f"s{place}", "title": "S", "questions": [draw(questions(f"q{next(numbers)}")) for _ in range(size)]}
        for place, size in enumerate(sizes)
    ]
    if method == "capped_sections":
        for section in sections:
            section["cap"] = draw(st.integers(1, 10))
    medium = draw(st.integers(1, 6))
    made = document(yes_no("unused"), medium=medium, high=medium + draw(st.integers(1, 6)), method=method)
    made["sections"] = sections
    made["clusters"] = draw(st.lists(_clusters(sections), max_size=2))
    if not made["clusters"]:
        del made["clusters"]
    for place, cluster in enumerate(made.get("clusters", [])):
        cluster["key"] = f"c{place}"
    made["escalation"] = draw(st.lists(_repeats(), min_size=1, max_size=2))
    made["actions"] = {"call": "Telephone the person"}
    first = sections[0]["questions"][0]
    [first, *first.get("options", []), *first.get("steps", [])][-1]["suggests"] = ["call"]
    return made


def _weighing(sections: list[Document]) -> list[str]:
    asked = [question for section in sections for question in section["questions"]]
    named = [f"{q['key']}.{q['when']}" for q in asked if q["kind"] == "yes_no"]
    for q in asked:
        given = [*q.get("options", []), *q.get("steps", [])]
        named += [f"{q['key']}.{each.get('key', each.get('from'))}" for each in given if each["points"]]
    return named


@st.composite
def _clusters(draw: st.DrawFn, sections: list[Document]) -> Document:
    named = draw(st.lists(st.sampled_from(_weighing(sections)), min_size=2, max_size=4, unique=True))
    level = draw(st.sampled_from(["medium", "high"]))
    return {"key": "c", "text": "Together", "answers": named, "needs": 2, "at_least": level}


@st.composite
def _repeats(draw: st.DrawFn) -> Document:
    effects: list[Document] = [{"raises_by": 1}, {"raises_by": 2}, {"at_least": "medium"}, {"at_least": "high"}]
    over = draw(st.lists(st.sampled_from(["person", "household", "subject", "place"]), min_size=1, unique=True))
    return {
        "incidents": draw(st.integers(2, 5)),
        "within_days": draw(st.integers(1, 365)),
        "over": over,
        **draw(st.sampled_from(effects)),
    }


def built(made: Document) -> Instrument:
    return build(made)
