"""What holds for every instrument that passes validation, whatever it asks and however it weighs."""

import copy
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases.instruments import UNKNOWN, Band, Instrument, Question, Result, score, validate_document
from cases.instruments.building import clusters, sections, thresholds
from cases.instruments.instrument import Method
from cases.instruments.reach import unreachable
from tests.cases.instrument_documents import Document, all_answers, answers_to, built, choice, documents, option

few = settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
LARGE = 2_000


def sound(made: Document) -> Instrument:
    """Return the instrument, unless its bands are out of reach or its clusters name too few questions."""
    assume(not validate_document(made))
    return built(made)


def rated(instrument: Instrument, answers: dict[str, str], incidents: int = 1) -> Result:
    every = {rule.key: incidents for rule in instrument.escalations}
    return score(instrument, answers, incidents_in_window=incidents, incidents=every)


def calmest(question: Question) -> str:
    return next(key for key, does in question.by_key.items() if not does.points and not does.at_least)


@few
@given(documents(), st.integers(0, 6), st.data())
def test_a_heavier_answer_never_lowers_anything(made: Document, incidents: int, data: st.DataObject) -> None:
    instrument = sound(made)
    answers = data.draw(answers_to(instrument))
    question = data.draw(st.sampled_from(instrument.questions))
    said = question.by_key.get(answers[question.key])
    before = rated(instrument, answers, incidents)
    for key, does in question.by_key.items():
        lighter = said and (does.points < said.points or _rank(does.at_least) < _rank(said.at_least))
        if lighter or not in_clusters(instrument, question.key, answers[question.key]) <= in_clusters(
            instrument, question.key, key
        ):
            continue
        after = rated(instrument, answers | {question.key: key}, incidents)
        assert after.score >= before.score
        assert after.band.rank >= before.band.rank


def in_clusters(instrument: Instrument, question: str, answer: str) -> set[str]:
    return {cluster.key for cluster in instrument.clusters if (question, answer) in cluster.answers}


def _rank(band: Band | None) -> int:
    return band.rank if band else 0


@few
@given(documents(), st.integers(0, 5), st.data())
def test_unknown_never_lowers_and_incidents_never_do(made: Document, incidents: int, data: st.DataObject) -> None:
    instrument = sound(made)
    answers = data.draw(answers_to(instrument))
    question = data.draw(st.sampled_from(instrument.questions))
    calm = rated(instrument, answers | {question.key: calmest(question)}, incidents)
    unknown = rated(instrument, answers | {question.key: UNKNOWN}, incidents)
    assert (unknown.score, unknown.band) == (calm.score, calm.band)
    assert unknown.review_in_days <= calm.review_in_days
    assert {each.question for each in unknown.unknowns} - {each.question for each in calm.unknowns} == {question.key}
    assert rated(instrument, answers, incidents + 1).band.rank >= rated(instrument, answers, incidents).band.rank


@few
@given(documents(), st.integers(0, 5), st.randoms(use_true_random=False), st.data())
def test_no_order_matters(made: Document, incidents: int, random: Random, data: st.DataObject) -> None:
    instrument = sound(made)
    answers = data.draw(answers_to(instrument))
    turned = built(shuffled(made, random))
    said = list(answers.items())
    random.shuffle(said)
    assert essence(rated(turned, dict(said), incidents)) == essence(rated(instrument, answers, incidents))


def essence(result: Result) -> tuple[Any, ...]:
    return (
        result.score,
        result.band,
        result.recommendation,
        result.review_in_days,
        {each.question for each in result.deciding},
        {each.question for each in result.triggers},
        {each.cluster for each in result.clusters},
        {each.question for each in result.unknowns},
    )


def shuffled(made: Document, random: Random) -> Document:
    """Return the same document with everything in another order that has none of its own."""
    turned = copy.deepcopy(made)
    for place, rule in enumerate(turned["escalation"]):
        rule["key"] = f"rule_{place}"
    lists = [turned["sections"], turned.get("clusters", []), *(s["questions"] for s in turned["sections"])]
    lists += [q["options"] for s in turned["sections"] for q in s["questions"] if q["kind"] == "choice"]
    lists += [cluster["answers"] for cluster in turned.get("clusters", [])]
    if len({rule["incidents"] for rule in turned["escalation"]}) == len(turned["escalation"]):
        lists.append(turned["escalation"])
    for each in lists:
        random.shuffle(each)
    return turned


@few
@given(documents())
def test_a_band_is_refused_exactly_when_no_answers_lead_to_it(made: Document) -> None:
    assume(not [error for error in validate_document(made) if not error.startswith("Band “")])
    parts = sections(made)
    asked = [question for section in parts for question in section.questions]
    complaints = list(unreachable(Method(made["method"]), parts, clusters(made, asked), thresholds(made)))
    assert validate_document(made) == complaints
    possible = _reached(made)
    refused = {complaint.split("”")[0] for complaint in complaints}
    assert ("Band “medium" in refused) is (Band.MEDIUM not in {result.band for result in possible})
    assert ("Band “high" in refused) is (Band.HIGH not in {result.band_by_score for result in possible})
    assert Band.LOW in {result.band for result in possible}


def _reached(made: Document) -> list[Result]:
    """Return the result of every way to answer, without incidents, whether or not validation lets the bands pass."""
    wide = copy.deepcopy(made) | {"method": "weighted_sum"}
    wide["bands"]["medium"]["from"], wide["bands"]["high"]["from"] = 1, 2
    for section in wide["sections"]:
        section.pop("cap", None)
    steps = [option("none", 0), option("one", 1), option("two", 2)]
    wide["sections"].append({"key": "wide", "title": "W", "questions": [choice("wide", *steps)]})
    narrow = replace(built(wide), sections=sections(made), method=Method(made["method"]), thresholds=thresholds(made))
    every = all_answers(narrow)
    assume(len(every) <= LARGE)
    return [score(narrow, answers, incidents_in_window=0) for answers in every]


@few
@given(documents(), st.integers(0, 5), st.data())
def test_without_what_decided_the_band_would_be_lower(made: Document, incidents: int, data: st.DataObject) -> None:
    instrument = sound(made)
    answers = data.draw(answers_to(instrument))
    result = rated(instrument, answers, incidents)
    nothing = dict.fromkeys(answers, UNKNOWN)
    deciding = {each.question for each in result.deciding}
    without = rated(instrument, answers | dict.fromkeys(deciding, UNKNOWN), incidents)
    alone = {
        key for key in answers if rated(instrument, answers | {key: UNKNOWN}, incidents).band.rank < result.band.rank
    }
    assert bool(deciding) is (rated(instrument, nothing, incidents).band.rank < result.band.rank)
    assert not deciding or without.band.rank < result.band.rank
    assert not alone or deciding == alone
