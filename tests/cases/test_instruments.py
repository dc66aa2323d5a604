"""Instrument documents: the built-in one, what a valid one needs, and what is said about a broken one."""

import copy
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import instruments
from cases.instruments import Band, DocumentRefused, Kind, Recommendation, Thresholds, UnknownInstrument

Document = dict[str, Any]
FILE = Path(instruments.__file__).parent / "hate_crime_v1.toml"


def small() -> Document:
    """A valid document with every kind of question."""
    levels = {
        "low": {"from": 0, "review_in_days": 90, "recommends": "single_agency"},
        "medium": {"from": 3, "review_in_days": 30, "recommends": "single_agency"},
        "high": {"from": 6, "review_in_days": 7, "recommends": "multi_agency"},
    }
    none_some = [{"key": "none", "label": "None", "points": 0}, {"key": "some", "label": "Some", "points": 2}]
    about = {"help": "Help", "source": "Records"}
    questions = [
        {**about, "key": "worse", "text": "Worse?", "kind": "yes_no", "points": 3, "suggests": ["call"]},
        {**about, "key": "harm", "text": "Harm?", "kind": "choice", "options": copy.deepcopy(none_some)},
        {**about, "key": "often", "text": "Often?", "kind": "frequency", "options": copy.deepcopy(none_some)},
        {
            **about,
            "key": "times",
            "text": "Times?",
            "kind": "number",
            "steps": [{"from": 0, "points": 0}, {"from": 3, "points": 4, "at_least": "medium"}],
        },
        {**about, "key": "note", "text": "Anything else?", "kind": "text"},
    ]
    return {
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
        "sections": [{"key": "only", "title": "Only", "questions": questions}],
    }


def question(document: Document, number: int) -> Document:
    found: Document = document["sections"][0]["questions"][number]
    return found


# --- The built-in instrument -------------------------------------------------------------------------------------


def test_the_built_in_instrument_is_found_by_key_and_version() -> None:
    instrument = instruments.load("hate_crime", 1)
    assert (instrument.key, instrument.version) == ("hate_crime", 1)
    assert instruments.latest("hate_crime") == instrument
    assert instruments.available() == (("asb_example", 1), ("hate_crime", 1))


def test_version_1_says_what_it_said_when_it_was_published() -> None:
    """Assessments point to these words. To change anything, write `hate_crime_v2.toml`; do not edit this value."""
    published = "fd23a3288c7a491aace23dc2f080dc3cc26475b4c7fdbc7af1931b15082321cb"
    assert instruments.load("hate_crime", 1).fingerprint == published


def test_the_built_in_document_has_no_errors_and_parses_the_same_from_json() -> None:
    document = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert instruments.validate_document(document) == []
    as_json = json.loads(json.dumps(document, default=str))
    assert instruments.build(as_json) == instruments.load("hate_crime", 1)


def test_the_built_in_instrument_asks_about_each_risk_of_hate_crime() -> None:
    sections = {
        section.key: [question.key for question in section.questions]
        for section in instruments.latest("hate_crime").sections
    }
    assert sections == {
        "what_happened": ["severity", "weapon_or_death_threat", "home"],
        "pattern": ["frequency", "worsening", "online_and_offline", "earlier_reports"],
        "person_targeted": ["fear", "daily_life", "isolation", "safeguarding"],
        "those_responsible": ["access", "community"],
    }


def test_the_bands_of_the_built_in_instrument() -> None:
    instrument = instruments.latest("hate_crime")
    assert instrument.thresholds == Thresholds(medium=8, high=16, incidents=3, within_days=365)
    assert [(band, rule.review_in_days, rule.recommends) for band, rule in instrument.bands] == [
        (Band.LOW, 90, Recommendation.SINGLE_AGENCY),
        (Band.MEDIUM, 30, Recommendation.SINGLE_AGENCY),
        (Band.HIGH, 7, Recommendation.MULTI_AGENCY),
    ]


def test_words_are_plain() -> None:
    for asked in instruments.latest("hate_crime").questions:
        assert asked.text.endswith("?")
        assert len(asked.text.split()) <= 20
        assert re.fullmatch(r"[A-Z].*[^.?]", asked.source)
        assert re.fullmatch(r"[A-Z].*\.", asked.help)


def test_questions_offer_do_not_know_last() -> None:
    instrument = instruments.latest("hate_crime")
    assert instrument.question("worsening").choices == (("yes", "Yes"), ("no", "No"), ("unknown", "Don’t know"))
    assert instrument.question("frequency").choices[-1] == ("unknown", "Don’t know")
    assert instrument.question("earlier_reports").choices == ()


def test_an_instrument_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        instruments.latest("hate_crime").title = "Another"  # type: ignore[misc]


@pytest.mark.parametrize(("key", "version"), [("hate_crime", 99), ("nobody", 1), ("../../secrets", 1), ("", 0)])
def test_an_instrument_that_is_not_there_is_refused_by_name(key: str, version: int) -> None:
    with pytest.raises(UnknownInstrument, match=re.escape(f"no version {version} of a risk instrument called “{key}”")):
        instruments.load(key, version)
    if key != "hate_crime":
        with pytest.raises(UnknownInstrument, match=re.escape(f"no risk instrument called “{key}”")):
            instruments.latest(key)


# --- Documents ---------------------------------------------------------------------------------------------------


def test_a_document_with_every_kind_is_built() -> None:
    built = instruments.build(small())
    assert [asked.kind for asked in built.questions] == list(Kind)
    assert [asked.most_points for asked in built.questions] == [3, 2, 2, 4, 0]
    assert [asked.required for asked in built.questions] == [True, True, True, True, False]


def test_the_fingerprint_follows_the_words_not_the_layout() -> None:
    document = small()
    turned = dict(reversed(document.items()))
    assert instruments.build(turned).fingerprint == instruments.build(document).fingerprint
    document["title"] = "Small!"
    assert instruments.build(turned).fingerprint != instruments.build(document).fingerprint


def change(path: str, value: object) -> Callable[[Document], None]:
    """Return a function that sets one field, given as `sections.0.key`."""

    def apply(document: Document) -> None:
        *way, last = path.split(".")
        place: Any = document
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value

    return apply


Q = "sections.0.questions"
HARM = "Question “harm”:"
CODE = "must be lower-case letters, figures and underscores, beginning with a letter"


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("schema", "risk-instrument/9", "Document: schema must be one of: risk-instrument/1"),
        ("key", "Hate Crime", f"Document: key {CODE}"),
        ("version", 0, "Document: version must be a whole number from 1 to 9,999"),
        ("version", True, "Document: version must be a whole number from 1 to 9,999"),
        ("title", "  ", "Document: title must be text of 1 to 1,000 characters"),
        ("published", "2026-02-30", "Document: published must be a date such as 2026-11-21"),
        ("method", "guess", "Document: method must be one of: count, weighted_sum, capped_sections"),
        ("extra", 1, "Document: extra is not a field that belongs here"),
        ("bands", [], "Document: bands must be a table of fields"),
        ("bands.huge", {"from": 9}, "Bands: huge is not a field that belongs here"),
        ("bands.low.from", 1, "Bands: they must begin at 0 and rise from low to high; they begin at [1, 3, 6]"),
        ("bands.high.from", 3, "Bands: they must begin at 0 and rise from low to high; they begin at [0, 3, 3]"),
        ("bands.high.from", 12, "Band “high”: it begins at 12 points but the answers give 11 at most"),
        ("bands.low.recommends", "both", "Band “low”: recommends must be one of: single_agency, multi_agency"),
        ("escalation.incidents", 1, "Escalation: incidents must be a whole number from 2 to 100"),
        ("unknowns.limit", "2", "Unknowns: limit must be a whole number from 1 to 100"),
        ("actions.call", "", "Action “call”: must be text of 1 to 1,000 characters"),
        ("actions.visit", "Visit", "Action “visit”: no answer suggests it"),
        (f"{Q}.0.suggests", ["call", "sing"], "Question “worse”: suggests “sing”, which is not among the actions"),
        (f"{Q}.0.suggests", "call", "Question “worse”: suggests must be a list of codes"),
        (f"{Q}.0.points", -1, "Question “worse”: points must be a whole number from 0 to 100"),
        (f"{Q}.0.at_least", "low", "Question “worse”: at_least must be one of: medium, high"),
        (f"{Q}.0.kind", "essay", "Question “worse”: kind must be one of: yes_no, choice, frequency, number, text"),
        (f"{Q}.1.key", "worse", "Document: the question key “worse” is used 2 times"),
        (f"{Q}.1.options", [], "Question “harm”: options must be a list of one or more tables"),
        (f"{Q}.1.options.0.points", 1, f"{HARM} one option must have 0 points, or not knowing would lower the risk"),
        (
            f"{Q}.1.options.1.points",
            0,
            f"{HARM} no answer changes the result; give points or at_least, or leave the question out",
        ),
        (f"{Q}.1.options.1.key", "none", "Question “harm”: the option key “none” is used 2 times"),
        (f"{Q}.1.options.1.key", "unknown", f"{HARM} every question offers “unknown” by itself; leave this option out"),
        (f"{Q}.1.options.1.label", 7, "Question “harm”, option “some”: label must be text of 1 to 1,000 characters"),
        (
            f"{Q}.2.options.0.points",
            3,
            "Question “often”: the points of the options must not fall from one to the next",
        ),
        (f"{Q}.3.steps.0.from", 1, "Question “times”: the first step must begin at 0 with 0 points"),
        (f"{Q}.3.steps.1.from", 0, "Question “times”: two steps begin at the same number"),
        (f"{Q}.4.points", 1, "Question “note”: points is not a field that belongs here"),
        ("sections.0.cap", 5, "Section 1 “only”: cap is not a field that belongs here"),
    ],
)
def test_an_error_is_named_with_its_place(path: str, value: object, error: str) -> None:
    document = small()
    change(path, value)(document)
    assert error in instruments.validate_document(document)


@pytest.mark.parametrize("path", ["title", "bands.low.from", "actions.call", f"{Q}.0.text", f"{Q}.3.steps.1.points"])
def test_a_missing_field_is_named(path: str) -> None:
    document = small()
    *way, last = path.split(".")
    place: Any = document
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    del place[last]
    assert instruments.validate_document(document) != []


@pytest.mark.parametrize(("method", "most"), [("weighted_sum", 11), ("count", 4), ("capped_sections", 9)])
def test_high_must_be_within_reach_by_points_alone(method: str, most: int) -> None:
    document = small()
    document["method"] = method
    if method == "capped_sections":
        document["sections"][0]["cap"] = 9
    document["bands"]["high"]["from"] = most
    assert instruments.validate_document(document) == []
    document["bands"]["high"]["from"] = most + 1
    error = f"Band “high”: it begins at {most + 1} points but the answers give {most} at most"
    assert instruments.validate_document(document) == [error]


def test_all_errors_come_at_once() -> None:
    document = small()
    document["title"] = ""
    document["bands"]["medium"]["review_in_days"] = 0
    del question(document, 0)["help"]
    question(document, 1)["options"][1]["points"] = 2.5
    errors = [
        "Document: title must be text of 1 to 1,000 characters",
        "Band “medium”: review_in_days must be a whole number from 1 to 3,650",
        "Question “worse”: help is missing",
        "Question “harm”, option “some”: points must be a whole number from 0 to 100",
    ]
    assert instruments.validate_document(document) == errors
    with pytest.raises(DocumentRefused) as refused:
        instruments.build(document)
    assert refused.value.errors == tuple(errors)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PATHS = [
    *("schema", "key", "published", "method", "bands", "bands.low", "bands.high.from", "escalation", "unknowns"),
    *("actions", "sections", "sections.0", "sections.0.key", Q, f"{Q}.0", f"{Q}.0.kind", f"{Q}.0.suggests"),
    *(f"{Q}.1.options", f"{Q}.1.options.0", f"{Q}.1.options.0.key", f"{Q}.3.steps", f"{Q}.3.steps.1.from"),
]


@given(anything)
def test_whatever_is_uploaded_is_judged_not_crashed_on(data: object) -> None:
    assert instruments.validate_document(data) != []


@given(st.sampled_from(PATHS), anything)
def test_a_document_is_refused_or_can_be_built(path: str, value: object) -> None:
    document = small()
    *way, last = path.split(".")
    place: Any = document
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[int(last) if last.isdigit() else last] = value
    if not instruments.validate_document(document):
        assert instruments.build(document).questions


# --- Thresholds and bands ----------------------------------------------------------------------------------------


def test_bands_are_ranked_low_medium_high() -> None:
    assert sorted(Band, key=lambda band: band.rank) == [Band.LOW, Band.MEDIUM, Band.HIGH]
    assert [Band.LOW.raised(1), Band.MEDIUM.raised(1), Band.HIGH.raised(1)] == [Band.MEDIUM, Band.HIGH, Band.HIGH]
    assert [Band.MEDIUM.label, Recommendation.MULTI_AGENCY.label] == ["Medium", "Multi-agency"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"medium": 0}, "Medium must begin above 0 points and below high; they begin at 0 and 16"),
        ({"medium": 16}, "Medium must begin above 0 points and below high; they begin at 16 and 16"),
        ({"incidents": 1}, "It takes at least 2 incidents to call it a repeat"),
        ({"within_days": 0}, "Incidents must be counted over at least 1 day"),
    ],
)
def test_thresholds_that_contradict_each_other_are_refused(changes: dict[str, int], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        replace(instruments.latest("hate_crime").thresholds, **changes)
