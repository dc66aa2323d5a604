"""What is proposed, looked at and compared before a release is signed: pure functions over tables and words."""

from dataclasses import replace
from uuid import UUID

from reporting.releases.checklist import checklist, pointers, small_numbers
from reporting.releases.comparing import differences
from reporting.releases.findings import per_cent, proposed_findings
from reporting.releases.slots import slots
from reporting.render.edition import Passage
from reporting.tables import CONFIDENTIAL, TOTAL, Base, Column, Row, Table
from tests.reporting.samples import MONTHS, STRANDS, report

UNIT = UUID(int=1)
HEADLINE = Table(
    id="headline",
    title="Key figures",
    base=Base("recorded incidents", 262),
    columns=(Column("period", "This period"), Column("before", "A year before"), Column("change", "Change (%)")),
    rows=(Row("recorded", "Recorded in all", (262, 231, 13.4)), Row("crimes", "Hate crimes", (178, 190, -6.3))),
)
DECISIONS = Table(
    id="decisions",
    title="Decisions",
    base=Base("decisions", 40),
    columns=(Column("number", "Number"), Column("in_time", "Within the limit")),
    rows=(Row("single_agency", "Single-agency", (22, 20)), Row(TOTAL, "All decisions", (40, 33))),
)
QUALITY = Table(
    id="data_quality",
    title="Data quality",
    base=Base("recorded incidents", 262),
    columns=(Column("of", "Counted"), Column("known", "Known")),
    rows=(Row("area", "Area", (262, 250)), Row("ethnicity", "Ethnic group", (200, 120)), Row("age", "Age", (0, 0))),
)


def passage(key: str, words: str) -> Passage:
    return Passage(key, key.capitalize(), words)


def test_findings_are_proposed_in_plain_words() -> None:
    assert proposed_findings(report(HEADLINE, STRANDS, DECISIONS, QUALITY, MONTHS)) == (
        "262 hate crimes and hate incidents were recorded, 31 more than in the same period a year before (231).",
        "Race or ethnicity was recorded in 205 of 262 incidents, 78%.",
        "Religion or belief was recorded in 27 of 262 incidents, 10%.",
        "33 of 40 decisions were taken within the limit, 83%.",
        "Least often known: “Ethnic group”, in 120 of 200, 60%.",
    )
    assert (per_cent(1, 8), per_cent(1, 200), per_cent(3, 3)) == ("13%", "1%", "100%")


def test_nothing_is_said_of_what_is_kept_back_or_not_there() -> None:
    hidden = replace(STRANDS, base=Base("recorded incidents", CONFIDENTIAL))
    same = replace(HEADLINE, rows=(Row("recorded", "All", (262, 262, 0.0)),))
    alone = replace(HEADLINE, rows=(Row("recorded", "All", (262, None, None)),))
    kept_back = replace(HEADLINE, rows=(Row("recorded", "All", (CONFIDENTIAL, 231, CONFIDENTIAL)),))
    assert proposed_findings(report(hidden, kept_back)) == ()
    assert proposed_findings(report(same)) == (
        "262 hate crimes and hate incidents were recorded, as many as in the same period a year before.",
    )
    assert proposed_findings(report(alone)) == ("262 hate crimes and hate incidents were recorded.",)


def test_words_that_may_point_to_a_person_are_found() -> None:
    words = (
        "On 4 May Mrs Quill, a 43-year-old from Mill Lane, TF1 2AB, called 01952 123456. On 2026-05-06 case"
        " 7F3K-9QX2-4M was opened. May we say so? 43 years later, in Lane 3."
    )
    assert pointers(words) == [
        "a date: “4 May”",
        "a date: “2026-05-06”",
        "a name: “Mrs Quill”",
        "a postcode: “TF1 2AB”",
        "a street: “Mill Lane”",
        "a case reference: “7F3K-9QX2-4M”",
        "a phone number or an email address: “01952 123456”",
        "an age: “43-year-old”",
    ]
    assert pointers("A neighbour spoke up, and the shouting stopped.") == []
    assert small_numbers("4 people, 5 more, 1,204 in 2026, 3% of 12, 0 left, and 2.", 5) == ["4", "2"]


def test_the_checklist_says_what_is_empty_and_what_to_look_at() -> None:
    places = slots([(UNIT, "Hate Crime Unit")])
    assert [place.key for place in places] == [
        "foreword",
        "key_findings",
        f"agency-{UNIT}",
        "case_study",
        "next_steps",
    ]
    written = [passage(place.key, "Nothing to see.") for place in places]
    fine = checklist(places, written, threshold=5, kept_back=34)
    assert [check.is_right for check in fine] == [True] * 4
    assert fine[-1].sentence.startswith("34 figures are kept back.")
    wrong = checklist(
        places, [passage("case_study", "On 4 May 3 came."), passage("foreword", " ")], threshold=5, kept_back=0
    )
    assert [(check.sentence, check.is_right) for check in wrong[:3]] == [
        (
            "Nothing is written yet, and nothing will be printed, in: Foreword, Key findings, Hate Crime Unit, Next"
            " steps.",
            False,
        ),
        ("The case study may point to a person by a date: “4 May”.", False),
        (
            "“Case_study” holds small numbers (4, 3). If they count people or incidents, take them out.",
            False,
        ),
    ]
    own = checklist(places, [passage("case_study", "3 came.")], threshold=0, kept_back=0)
    assert own[-1].sentence == "Nothing is kept back: this release must stay within the partnership."


def test_every_difference_between_versions_is_told_in_words() -> None:
    rows = (Row("race", "Race or ethnicity", (207, 78.4)), Row("age", "Age", (0, 0.0)), Row("sex", "Sex", (1, 0.4)))
    after = replace(STRANDS, base=Base("recorded incidents", 264), rows=rows, notes=())
    texts = (
        [passage("foreword", "a"), passage("next_steps", "b")],
        [passage("foreword", "c"), passage("case_study", "d")],
    )
    assert differences(report(STRANDS, MONTHS), report(after, DECISIONS), *texts) == [
        "The table “Decisions” is new.",
        "The table “Month by month” is left out.",
        "Strands: the number counted was 262 and is now 264.",
        "Strands: “Race or ethnicity”, “Recorded” was 205 and is now 207.",
        "Strands: “Race or ethnicity”, “Share of incidents (%)” was 78.2 and is now 78.4.",
        "Strands: the row “Sex” is new.",
        "Strands: the row “Religion or belief” is left out.",
        "Strands: the row “Transgender identity” is left out.",
        "Strands: the notes are different.",
        "The text “Foreword” is different.",
        "The text “Case_study” is new.",
        "The text “Next_steps” is left out.",
    ]
    assert differences(report(STRANDS), report(STRANDS)) == []
