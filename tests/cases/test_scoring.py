"""Scoring: points, bands, triggers, repeats, unknown answers, and the reasons given."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import instruments
from cases.instruments import (
    UNKNOWN,
    AnswersRefused,
    Band,
    Instrument,
    Kind,
    Method,
    Option,
    Question,
    Recommendation,
    Result,
    Reviewer,
    Section,
    SuggestedAction,
    Thresholds,
    check_answers,
    score,
)

HATE_CRIME = instruments.load("hate_crime", 1)
CALMEST = {
    "severity": "nothing",
    "weapon_or_death_threat": "neither",
    "home": "no",
    "frequency": "once",
    "worsening": "no",
    "online_and_offline": "no",
    "earlier_reports": "0",
    "fear": "safe",
    "daily_life": "little",
    "isolation": "no",
    "safeguarding": "no",
    "access": "no_access",
    "community": "no",
}


def assess(incidents: int = 1, thresholds: Thresholds | None = None, **changes: str) -> Result:
    """Score the calmest answers with these changes."""
    return score(HATE_CRIME, CALMEST | changes, incidents_in_window=incidents, thresholds=thresholds)


def assess_one(question: str, said: str, thresholds: Thresholds | None = None) -> Result:
    """Score the calmest answers with this one in place of theirs."""
    return score(HATE_CRIME, CALMEST | {question: said}, incidents_in_window=1, thresholds=thresholds)


def possible(question: Question) -> list[str]:
    """Every answer that has an effect of its own."""
    return [*(option.key for option in question.options), *(str(step.start) for step in question.steps), UNKNOWN]


answers_to_hate_crime = st.fixed_dictionaries(
    {question.key: st.sampled_from(possible(question)) for question in HATE_CRIME.questions}
)
incident_numbers = st.integers(0, 12)


# --- Exact results -----------------------------------------------------------------------------------------------


def test_calm_answers_are_low_with_every_reason_given() -> None:
    assert assess() == Result(
        instrument="hate_crime",
        version=1,
        fingerprint=HATE_CRIME.fingerprint,
        score=0,
        band_by_score=Band.LOW,
        band=Band.LOW,
        deciding=(),
        weighing=(),
        triggers=(),
        clusters=(),
        escalated=False,
        repeats=(),
        incidents={"repeats": 1},
        unknowns=(),
        why=(
            "The answers add up to 0 points. Medium risk begins at 8, so by points the risk is low.",
            "Low risk: a single-agency approach is recommended. Assess again within 90 days.",
        ),
        recommendation=Recommendation.SINGLE_AGENCY,
        review_in_days=90,
        reviewer=Reviewer.ASSESSOR,
        suggested_actions=(),
        thresholds=HATE_CRIME.thresholds,
        levels=(Band.LOW, Band.MEDIUM, Band.HIGH),
    )


def test_points_add_up_to_medium_and_the_heaviest_answers_are_named_first() -> None:
    result = assess(severity="menace", worsening="yes", access="nearby", online_and_offline="yes")
    assert (result.score, result.band, result.recommendation) == (11, Band.MEDIUM, Recommendation.SINGLE_AGENCY)
    assert [(item.question, item.answer, item.points) for item in result.weighing] == [
        ("severity", "A threat of violence, spitting, following or blocking the way", 3),
        ("worsening", "Yes", 3),
        ("access", "They live, work or study nearby, or know where the person does", 3),
        ("online_and_offline", "Yes", 2),
    ]
    assert result.why == (
        "The answers add up to 11 points. Medium risk begins at 8, so by points the risk is medium.",
        "What weighs most: “What is the most serious thing done to a person so far?” A threat of violence, spitting, "
        "following or blocking the way (3); “Compared with how it began, has it become more serious or closer "
        "together?” Yes (3); “How easily can the people responsible reach the person?” They live, work or study "
        "nearby, or know where the person does (3).",
        "Medium risk: a single-agency approach is recommended. Assess again within 30 days.",
    )


@pytest.mark.parametrize(("fear", "band"), [("uneasy", Band.LOW), ("unsafe", Band.MEDIUM)])
def test_a_band_begins_exactly_at_its_threshold(fear: str, band: Band) -> None:
    result = assess(frequency="weekly", earlier_reports="2", fear=fear)
    assert (result.score, result.band) == ({"uneasy": 6, "unsafe": 8}[fear], band)


def test_one_answer_can_make_the_risk_high() -> None:
    result = assess(weapon_or_death_threat="death_threat")
    assert (result.score, result.band_by_score, result.band) == (5, Band.LOW, Band.HIGH)
    assert [(item.question, item.answer, item.at_least) for item in result.triggers] == [
        ("weapon_or_death_threat", "A threat to kill, in person or online", Band.HIGH)
    ]
    assert result.why[-2:] == (
        "“Has a weapon been involved, or has anyone been threatened with death?” A threat to kill, in person or "
        "online: this answer alone makes the risk at least high.",
        "High risk: a multi-agency approach is recommended. Assess again within 7 days.",
    )


def test_the_hard_triggers_are_exactly_these() -> None:
    found = {
        (question.key, effect_key, result.band)
        for question in HATE_CRIME.questions
        for effect_key in possible(question)
        if (result := assess_one(question.key, effect_key)).triggers
    }
    assert found == {
        ("severity", "injury", Band.MEDIUM),
        ("severity", "serious_injury", Band.HIGH),
        ("weapon_or_death_threat", "death_threat", Band.HIGH),
        ("weapon_or_death_threat", "weapon_shown", Band.HIGH),
        ("weapon_or_death_threat", "weapon_used", Band.HIGH),
        ("home", "entered", Band.MEDIUM),
        ("home", "fire", Band.HIGH),
        ("frequency", "daily", Band.MEDIUM),
        ("fear", "in_danger", Band.MEDIUM),
        ("daily_life", "self_harm", Band.HIGH),
        ("safeguarding", "yes", Band.MEDIUM),
        ("access", "dependent", Band.MEDIUM),
    }


@pytest.mark.parametrize(
    ("incidents", "changes", "band", "sentence"),
    [
        (2, {}, Band.LOW, None),
        (3, {}, Band.MEDIUM, "This is a repeat and raises the risk from low to medium."),
        (3, {"safeguarding": "yes"}, Band.HIGH, "This is a repeat and raises the risk from medium to high."),
        (4, {"home": "fire"}, Band.HIGH, "This is a repeat; the risk is already high."),
    ],
)
def test_repeats_raise_the_band(incidents: int, changes: dict[str, str], band: Band, sentence: str | None) -> None:
    result = score(HATE_CRIME, CALMEST | changes, incidents_in_window=incidents)
    assert result.band is band
    assert result.escalated is (sentence is not None)
    said = [reason for reason in result.why if reason.startswith("There were")]
    assert said == ([f"There were {incidents} incidents in 365 days. {sentence}"] if sentence else [])


def test_the_partnership_may_set_its_own_thresholds() -> None:
    stricter = Thresholds(medium=2, high=4, incidents=2, within_days=90)
    result = assess(2, stricter, online_and_offline="yes")
    assert (result.band_by_score, result.band, result.thresholds) == (Band.MEDIUM, Band.HIGH, stricter)
    assert result.why[0] == "The answers add up to 2 points. Medium risk begins at 2, so by points the risk is medium."
    assert "There were 2 incidents in 90 days. This is a repeat and raises the risk from medium to high." in result.why


def test_unknown_answers_are_listed_apart_and_bring_the_review_forward() -> None:
    three = assess(fear=UNKNOWN, isolation=UNKNOWN, earlier_reports=UNKNOWN)
    assert [item.question for item in three.unknowns] == ["earlier_reports", "fear", "isolation"]
    assert (three.score, three.deciding, three.review_in_days) == (0, (), 90)
    assert three.why[1] == (
        "3 answers are not known. Not known is not “no”: the risk may be higher than it looks, so try to find out."
    )
    assert assess(fear=UNKNOWN, isolation=UNKNOWN, earlier_reports=UNKNOWN, access=UNKNOWN).review_in_days == 7
    assert assess(fear=UNKNOWN).why[1].startswith("1 answer is not known.")


def test_suggested_actions_come_once_each_the_urgent_first() -> None:
    result = assess(severity="injury", daily_life="self_harm", safeguarding="yes", fear="unsafe")
    assert [action.key for action in result.suggested_actions] == [
        *("safety_plan", "crisis_help", "safeguarding_referral", "medical_help", "police_report", "emotional_support"),
    ]
    assert (
        SuggestedAction(
            key="safeguarding_referral",
            text="Make a safeguarding referral today for the child or the adult at risk",
        )
        in result.suggested_actions
    )


def test_numbers_fall_into_steps() -> None:
    points = {said: assess(earlier_reports=said).score for said in ("0", "1", "2", "3", "12", "0007")}
    assert points == {"0": 0, "1": 1, "2": 1, "3": 3, "12": 3, "0007": 3}


# --- Answers that cannot be used ---------------------------------------------------------------------------------


def test_every_wrong_answer_is_named_at_once() -> None:
    answers = CALMEST | {"severity": "", "fear": "terrible", "earlier_reports": "many", "weather": "rain"}
    del answers["home"]
    expected = {
        "severity": "“What is the most serious thing done to a person so far?”: answer this question, or say that you "
        "do not know",
        "home": "“Has the place where the person lives, worships or works been targeted?”: answer this question, or "
        "say that you do not know",
        "earlier_reports": "“How many earlier reports had no outcome that the person knows of?”: enter a whole number "
        "from 0 to 9,999, or say that you do not know",
        "fear": "“How safe does the person feel now?”: choose one of the answers",
        "weather": "There is no question “weather” in Hate crime risk assessment",
    }
    assert check_answers(HATE_CRIME, answers) == expected
    with pytest.raises(AnswersRefused) as refused:
        score(HATE_CRIME, answers, incidents_in_window=1)
    assert refused.value.errors == expected


@pytest.mark.parametrize("said", ["-1", "1.5", "10000", "٣", "1 000"])
def test_a_number_must_be_whole_and_written_in_figures(said: str) -> None:
    assert list(check_answers(HATE_CRIME, CALMEST | {"earlier_reports": said})) == ["earlier_reports"]


def test_incidents_cannot_be_below_zero() -> None:
    with pytest.raises(ValueError, match="The number of incidents cannot be below 0"):
        assess(-1)


# --- What holds for every assessment -----------------------------------------------------------------------------


@given(answers_to_hate_crime, incident_numbers, st.randoms())
def test_the_order_of_the_answers_does_not_matter(answers: dict[str, str], incidents: int, random: Random) -> None:
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert score(HATE_CRIME, dict(shuffled), incidents_in_window=incidents) == score(
        HATE_CRIME, answers, incidents_in_window=incidents
    )


@given(answers_to_hate_crime, incident_numbers, st.sampled_from(HATE_CRIME.questions))
def test_not_knowing_never_lowers_what_the_calmest_answer_gives(
    answers: dict[str, str], incidents: int, question: Question
) -> None:
    calm = score(HATE_CRIME, answers | {question.key: CALMEST[question.key]}, incidents_in_window=incidents)
    unknown = score(HATE_CRIME, answers | {question.key: UNKNOWN}, incidents_in_window=incidents)
    assert unknown.score >= calm.score
    assert unknown.band.rank >= calm.band.rank
    assert unknown.review_in_days <= calm.review_in_days
    assert {item.question for item in unknown.unknowns} == {item.question for item in calm.unknowns} | {question.key}


@given(answers_to_hate_crime, incident_numbers, incident_numbers)
def test_more_incidents_never_lower_the_band(answers: dict[str, str], fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    before, after = (score(HATE_CRIME, answers, incidents_in_window=number) for number in (fewer, more))
    assert after.band.rank >= before.band.rank


@given(answers_to_hate_crime, incident_numbers)
def test_the_band_follows_from_points_triggers_and_repeats(answers: dict[str, str], incidents: int) -> None:
    result = score(HATE_CRIME, answers, incidents_in_window=incidents)
    assert result.score == sum(item.points for item in result.weighing)
    floors = [result.band_by_score.rank, *(trigger.at_least.rank for trigger in result.triggers)]
    assert result.band.rank == min(max(floors) + (incidents >= 3), Band.HIGH.rank)
    assert (result.recommendation is Recommendation.MULTI_AGENCY) is (result.band is Band.HIGH)


def test_every_question_can_change_the_band_by_points_alone() -> None:
    """Without triggers: there is a score from which each question's heaviest answer reaches the next band."""
    for question in HATE_CRIME.questions:
        heaviest = max(possible(question), key=lambda said: assess_one(question.key, said).score)
        added = assess_one(question.key, heaviest).score
        assert added > 0
        tight = replace(HATE_CRIME.thresholds, medium=added)
        assert assess(thresholds=tight).band is Band.LOW
        assert assess_one(question.key, heaviest, tight).band_by_score is Band.MEDIUM


def test_every_band_can_be_reached_by_points_alone() -> None:
    assert assess().band is Band.LOW
    assert assess(severity="force", frequency="weekly").band is Band.MEDIUM
    high = assess(severity="force", frequency="weekly", fear="unsafe", worsening="yes", community="yes")
    assert (high.score, high.band, high.triggers) == (17, Band.HIGH, ())


# --- What holds for every instrument -----------------------------------------------------------------------------


def instrument_with(weights: list[list[int]], method: Method, cap: int) -> Instrument:
    """An instrument of yes-or-no questions with these points, a section for each list."""
    sections = tuple(
        Section(
            key=f"s{place}",
            title="Section",
            cap=cap,
            questions=tuple(yes_no(f"q{place}_{number}", points) for number, points in enumerate(row)),
        )
        for place, row in enumerate(weights)
    )
    return replace(HATE_CRIME, sections=sections, method=method, actions=())


def yes_no(key: str, points: int) -> Question:
    options = (Option(key="yes", label="Yes", points=points), Option(key="no", label="No", points=0))
    return Question(key=key, text="Is it so?", help="Help", source="Records", kind=Kind.YES_NO, options=options)


weight_lists = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=4), min_size=1, max_size=4)


@given(weight_lists, st.sampled_from(Method), st.integers(1, 20), st.data())
def test_a_heavier_weight_never_lowers_the_score(
    weights: list[list[int]], method: Method, cap: int, data: st.DataObject
) -> None:
    before = instrument_with(weights, method, cap)
    answers = {question.key: data.draw(st.sampled_from(["yes", "no", UNKNOWN])) for question in before.questions}
    place = data.draw(st.integers(0, len(weights) - 1))
    number = data.draw(st.integers(0, len(weights[place]) - 1))
    weights[place][number] += data.draw(st.integers(1, 20))
    after = instrument_with(weights, method, cap)
    results = [score(instrument, answers, incidents_in_window=1) for instrument in (before, after)]
    assert results[1].score >= results[0].score
    assert results[1].band.rank >= results[0].band.rank


@pytest.mark.parametrize(
    ("method", "points"), [(Method.COUNT, 3), (Method.WEIGHTED_SUM, 11), (Method.CAPPED_SECTIONS, 8)]
)
def test_the_three_methods(method: Method, points: int) -> None:
    instrument = instrument_with([[4, 4, 0], [3]], method, cap=5)
    answers = {question.key: "yes" for question in instrument.questions}
    assert score(instrument, answers, incidents_in_window=1).score == points


def test_a_text_answers_nothing_and_need_not_be_given() -> None:
    note = Question(key="note", text="Anything else?", help="Help", source="Anyone", kind=Kind.TEXT)
    section = Section(key="only", title="Only", questions=(yes_no("worse", 9), note))
    instrument = replace(HATE_CRIME, sections=(section,), actions=())
    results = [
        score(instrument, {"worse": "yes", **said}, incidents_in_window=1)
        for said in ({}, {"note": ""}, {"note": UNKNOWN}, {"note": "He has a dog"})
    ]
    assert {(result.score, result.unknowns) for result in results} == {(9, ())}
    too_long = {"worse": "yes", "note": "x" * 10_001}
    assert check_answers(instrument, too_long) == {"note": "“Anything else?”: write 10,000 characters or fewer"}


def test_scoring_twice_gives_the_same() -> None:
    for severity, fear in product(("abuse", "injury"), ("safe", UNKNOWN)):
        assert assess(3, severity=severity, fear=fear) == assess(3, severity=severity, fear=fear)
