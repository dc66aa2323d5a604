"""Clusters, several rules on repeats, one threshold, answers that decided: exact results."""

from collections.abc import Callable
from typing import Any

import pytest

from cases.instruments import Band, Instrument, Result, Reviewer, build, score, validate_document
from tests.cases.instrument_documents import Document, choice, document, option, yes_no


def made(*questions: Document, **more: Any) -> Instrument:
    return build(document(*questions, **more))


def rate(instrument: Instrument, incidents: int = 1, **answers: str) -> Result:
    said = {question.key: "no" if question.choices[0][0] == "yes" else "none" for question in instrument.questions}
    every = {rule.key: incidents for rule in instrument.escalations}
    return score(instrument, said | answers, incidents_in_window=incidents, incidents=every)


def deciding(result: Result) -> list[str]:
    return [answer.question for answer in result.deciding]


FOUR = tuple(yes_no(key, 1) for key in ("a", "b", "c", "d"))
PAIR = {"key": "pair", "text": "A and its like", "answers": ["a.yes", "b.yes", "c.yes"], "needs": 2, "at_least": "high"}


def test_two_of_these_answers_make_it_at_least_high() -> None:
    instrument = made(*FOUR, medium=1, high=4, clusters=[{**PAIR, "suggests": ["call"]}])
    assert (rate(instrument, a="yes").band, rate(instrument, a="yes", d="yes").band) == (Band.MEDIUM, Band.MEDIUM)
    result = rate(instrument, b="yes", c="yes")
    assert (result.score, result.band_by_score, result.band) == (2, Band.MEDIUM, Band.HIGH)
    assert [(each.cluster, [a.question for a in each.answers]) for each in result.clusters] == [("pair", ["b", "c"])]
    assert [action.key for action in result.suggested_actions] == ["call"]
    assert "A and its like: “b?” Yes; “c?” Yes. Together these answers make the risk at least high." in result.why
    assert rate(instrument, a="unknown", b="yes").clusters == ()


def test_an_answer_in_a_row_stands_for_those_after_it() -> None:
    often = choice("often", option("none", 0), option("some", 1), option("much", 2), kind="frequency")
    pair = {**PAIR, "answers": ["often.some", "a.yes"]}
    instrument = made(yes_no("a", 2), often, yes_no("b", 3), clusters=[pair])
    assert rate(instrument, a="yes", often="much").band is Band.HIGH
    assert rate(instrument, a="yes").band is Band.LOW


def test_a_question_may_weigh_no() -> None:
    instrument = made(yes_no("helped", 4, when="no"), yes_no("b", 3))
    assert (rate(instrument, helped="yes").score, rate(instrument, helped="no").score) == (0, 4)
    assert rate(instrument, helped="unknown").score == 0


def test_one_threshold_has_no_medium_and_a_repeat_leads_straight_to_high() -> None:
    instrument = made(*FOUR, medium=None, high=3)
    assert instrument.levels == (Band.LOW, Band.HIGH)
    assert (rate(instrument, a="yes", b="yes").band, rate(instrument, a="yes", b="yes", c="yes").band) == (
        Band.LOW,
        Band.HIGH,
    )
    assert rate(instrument, 3).band is Band.HIGH
    assert instrument.rule_of(Band.MEDIUM) == instrument.rule_of(Band.HIGH)


RULES = [
    {"key": "person", "incidents": 3, "within_days": 365, "over": ["person"], "raises_by": 1},
    {"key": "place", "incidents": 5, "within_days": 30, "over": ["place", "household"], "at_least": "medium"},
]


@pytest.mark.parametrize(
    ("person", "place", "band", "fired"),
    [
        (2, 4, Band.LOW, []),
        (3, 4, Band.MEDIUM, ["person"]),
        (2, 5, Band.MEDIUM, ["place"]),
        (3, 5, Band.HIGH, ["person", "place"]),
    ],
)
def test_several_rules_on_repeats(person: int, place: int, band: Band, fired: list[str]) -> None:
    instrument = made(*FOUR, medium=2, high=4, escalation=RULES)
    said = dict.fromkeys(("a", "b", "c", "d"), "no")
    result = score(instrument, said, incidents_in_window=person, incidents={"place": place})
    assert (result.band, [each.rule.key for each in result.repeats]) == (band, fired)
    assert result.escalated is bool(fired)
    assert result.incidents == {"person": person, "place": place}
    if fired == ["place"]:
        assert result.why[1] == (
            "There were 5 incidents in 30 days over the same household or place. "
            "This is a repeat and raises the risk from low to medium."
        )


def test_a_band_says_who_reviews() -> None:
    bands = document(*FOUR)["bands"]
    bands["high"]["reviewer"] = "responsible_person"
    instrument = made(*FOUR, yes_no("e", 9), bands=bands)
    assert (rate(instrument).reviewer, rate(instrument, e="yes").reviewer) == (
        Reviewer.ASSESSOR,
        Reviewer.RESPONSIBLE_PERSON,
    )


@pytest.mark.parametrize(
    ("said", "band", "decided"),
    [
        ({}, Band.LOW, []),
        ({"one": "yes"}, Band.LOW, []),
        ({"three": "yes"}, Band.MEDIUM, ["three"]),
        # Without the three it is low; without the one it would be medium all the same.
        ({"three": "yes", "one": "yes"}, Band.MEDIUM, ["three"]),
        # Each of the two threes would be enough, so both would have to be different.
        ({"three": "yes", "other": "yes", "one": "no", "hard": "no"}, Band.HIGH, ["other", "three"]),
        ({"hard": "yes"}, Band.HIGH, ["hard"]),
        # The trigger and the points are each enough: without the trigger one three fewer would do as well.
        ({"hard": "yes", "three": "yes", "other": "yes"}, Band.HIGH, ["other", "three", "hard"]),
    ],
)
def test_which_answers_decided(said: dict[str, str], band: Band, decided: list[str]) -> None:
    asked = (yes_no("one", 1), yes_no("three", 3), yes_no("other", 3), yes_no("hard", 1, at_least="high"))
    result = rate(made(*asked, medium=3, high=6), 1, **said)
    assert (result.band, deciding(result)) == (band, decided)


def test_a_repeat_alone_is_decided_by_no_answer() -> None:
    instrument = made(*FOUR, medium=2, high=4)
    assert (rate(instrument, 3, a="yes").band, deciding(rate(instrument, 3, a="yes"))) == (Band.MEDIUM, [])


def test_answers_of_a_cluster_decide() -> None:
    instrument = made(*FOUR, medium=1, high=4, clusters=[PAIR])
    assert deciding(rate(instrument, a="yes", b="yes", d="yes")) == ["a", "b"]
    assert deciding(rate(instrument, a="yes", b="yes", c="yes")) == ["a", "b", "c"]


# --- What validation says of these ------------------------------------------------------------------------------


def clusters(**changes: Any) -> Callable[[Document], None]:
    return lambda given: given.update(clusters=[{**PAIR, **changes}])


def repeats(*rules: Document) -> Callable[[Document], None]:
    return lambda given: given.update(escalation=list(rules))


def bands(**changes: Any) -> Callable[[Document], None]:
    return lambda given: given["bands"]["high"].update(changes)


def without_medium(given: Document) -> None:
    del given["bands"]["medium"]
    given["sections"][0]["questions"][0]["at_least"] = "medium"


def heavy(given: Document) -> None:
    for question in given["sections"][0]["questions"]:
        question["points"] = 5
    given["bands"]["high"]["from"] = 4


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        (clusters(needs=4), ["Cluster “pair”: it needs 4 answers but names 3 questions"]),
        (clusters(needs=1), ["Cluster “pair”: needs must be a whole number from 2 to 20"]),
        (clusters(answers=["a.yes", "z.yes"]), ["Cluster “pair”: there is no question “z”, which “z.yes” names"]),
        (clusters(answers=["a.yes", "b.maybe"]), ["Cluster “pair”: question “b” has no answer “maybe”"]),
        (
            clusters(answers=["a.yes", "b.no"]),
            [
                "Cluster “pair”: “b.no” has neither points nor at_least, so that not knowing would lower the risk; "
                "leave it out"
            ],
        ),
        (
            clusters(answers="a.yes", colour="red"),
            [
                "Cluster “pair”: answers must be a list of two or more answers such as “fear.unsafe”",
                "Cluster “pair”: colour is not a field that belongs here",
            ],
        ),
        (clusters(suggests=["sing"]), ["Cluster “pair”: suggests “sing”, which is not among the actions"]),
        (repeats(RULES[0], RULES[0]), ["Escalation: the rule key “person” is used 2 times"]),
        (
            repeats({"incidents": 3, "within_days": 0, "over": ["town"], "raises_by": 1, "at_least": "high"}),
            [
                "Escalation 1: over must be a list of one or more of: person, household, subject, place",
                "Escalation 1: within_days must be a whole number from 1 to 3,650",
                "Escalation 1: give either raises_by or at_least",
            ],
        ),
        (repeats(), ["Document: escalation must be a table of fields, or a list of one or more tables"]),
        (
            bands(reviewer="nobody"),
            ["Band “high”: reviewer must be one of: assessor, another_caseworker, responsible_person, panel"],
        ),
        (without_medium, ["Question “a”: at_least is medium, but there is no band “medium”"]),
        (heavy, ["Band “medium”: it begins at 2 points and high at 4, but no answers lead to it"]),
        (lambda given: given.update(example="yes"), ["Document: example must be true or false"]),
        (lambda given: given.update(licence=""), ["Document: licence must be text of 1 to 10,000 characters"]),
    ],
)
def test_errors_are_named_with_their_place(change: Callable[[Document], None], errors: list[str]) -> None:
    given = document(*FOUR, medium=2, high=4)
    assert validate_document(given) == []
    change(given)
    assert validate_document(given) == errors


def test_an_error_in_the_words_does_not_hide_a_band_out_of_reach() -> None:
    given = document(*FOUR, medium=2, high=5) | {"title": ""}
    assert validate_document(given) == [
        "Document: title must be text of 1 to 1,000 characters",
        "Band “high”: it begins at 5 points but the answers give 4 at most",
    ]


def test_a_trigger_where_not_knowing_would_be_safer_is_refused() -> None:
    hard = choice("hard", option("none", 0, at_least="high"), option("some", 2))
    number = {**yes_no("number"), "kind": "number", "steps": [{"from": 0, "points": 0, "at_least": "medium"}]}
    del number["points"]
    falling = choice(
        "falling", option("none", 0), option("some", 1, at_least="high"), option("much", 2), kind="frequency"
    )
    given = document(*FOUR, hard, number, falling, medium=1, high=4)
    assert validate_document(given) == [
        "Question “hard”: one option with 0 points must have no at_least, or not knowing would lower the risk",
        "Question “number”: the first step must have no at_least, or not knowing would lower the risk",
        "Question “falling”: the at_least of the options must not fall from one to the next",
    ]
