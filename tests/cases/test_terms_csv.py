"""The reference data that comes with the software."""

import csv
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import cases

COLUMNS = [
    *("vocabulary", "code", "label", "group", "position", "nation", "valid_from", "valid_to", "centrally_monitored"),
]
with (Path(cases.__file__).parent / "reference" / "terms.csv").open(newline="", encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


def codes(vocabulary: str) -> list[str]:
    return [row["code"] for row in ROWS if row["vocabulary"] == vocabulary]


def groups(vocabulary: str) -> dict[str, int]:
    return dict(Counter(row["group"] for row in ROWS if row["vocabulary"] == vocabulary))


# The codes of the incident extract, version 1: partners' systems send exactly these.
EXTRACT = {
    "strand": "race religion sexual_orientation disability transgender age gender alternative_subculture "
    "gypsy_roma_traveller not_recorded",
    "perceived_religion": "buddhist christian hindu jewish muslim sikh other none unknown",
    "reported_by": "victim witness third_party police anonymous not_recorded",
    "flag": "cyber alcohol adult_at_risk child school repeat",
    "premises": "dwelling street shop licensed_premises school public_transport place_of_worship health online other",
    "sex": "female male not_recorded",
    "ethnicity": "white_british asian_indian black_caribbean asian_pakistani white_other mixed_white_black_caribbean",
    "outcome": "charged out_of_court no_suspect evidential_victim_supports evidential_victim_does_not_support",
    "offence": "8L 8M 8N 8P 9A 9B 58A 58B 58C 58D 58J 105A 105B other",
}


@pytest.mark.parametrize("vocabulary", EXTRACT)
def test_every_code_of_the_extract_is_there(vocabulary: str) -> None:
    assert set(EXTRACT[vocabulary].split()) - set(codes(vocabulary)) == set()


@pytest.mark.parametrize("vocabulary", ["perceived_religion", "reported_by", "flag", "premises", "sex"])
def test_closed_lists_have_no_other_code(vocabulary: str) -> None:
    assert codes(vocabulary) == EXTRACT[vocabulary].split()


def test_the_vocabularies_are_these() -> None:
    assert {row["vocabulary"] for row in ROWS} == {
        *EXTRACT,
        *("age_band", "consent", "contact_method", "incident_type", "legal_gateway", "remedy", "setting"),
    }


def test_every_row_has_exactly_the_columns() -> None:
    assert {tuple(row) for row in ROWS} == {tuple(COLUMNS)}
    assert [row for row in ROWS if None in row.values()] == []


def test_a_code_stands_once_in_its_vocabulary() -> None:
    seen = Counter((row["vocabulary"], row["code"]) for row in ROWS)
    assert [key for key, times in seen.items() if times > 1] == []


def test_a_label_stands_once_in_its_group() -> None:
    seen = Counter((row["vocabulary"], row["group"], row["label"].casefold()) for row in ROWS)
    assert [key for key, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['vocabulary']}-{row['code']}")
def test_a_row_is_well_formed(row: dict[str, str]) -> None:
    home_office_code = r"[1-9][0-9]{0,2}[A-Z]?|" if row["vocabulary"] == "offence" else ""
    assert re.fullmatch(home_office_code + r"[a-z][a-z0-9_]{0,59}", row["code"])
    assert row["label"] == row["label"].strip()
    assert re.fullmatch(r"[A-Z0-9][^_;\"]{1,99}[^.]", row["label"])
    assert len(row["group"]) <= 60
    assert row["nation"] in {"", "england", "northern_ireland", "scotland", "wales"}
    assert row["centrally_monitored"] in ({"yes", "no"} if row["vocabulary"] == "strand" else {""})
    bounds = [date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if row[name]]
    assert bounds == sorted(bounds)


def test_positions_run_from_one_without_gaps() -> None:
    for vocabulary in {row["vocabulary"] for row in ROWS}:
        positions = [int(row["position"]) for row in ROWS if row["vocabulary"] == vocabulary]
        assert positions == list(range(1, len(positions) + 1)), vocabulary


def test_the_strands_that_are_monitored_everywhere_are_five() -> None:
    everywhere = {row["code"] for row in ROWS if row["centrally_monitored"] == "yes" and not row["nation"]}
    assert everywhere == {"race", "religion", "sexual_orientation", "disability", "transgender"}
    elsewhere = {(row["nation"], row["code"]) for row in ROWS if row["vocabulary"] == "strand" and row["nation"]}
    assert elsewhere == {("northern_ireland", "sectarian"), ("scotland", "variations_in_sex_characteristics")}


def test_ethnic_groups_are_the_nineteen_of_the_2021_census_in_five() -> None:
    assert groups("ethnicity") == {
        "Asian or Asian British": 5,
        "Black, Black British, Caribbean or African": 3,
        "Mixed or multiple ethnic groups": 4,
        "White": 5,
        "Other ethnic group": 2,
        "Not known": 2,
    }


def test_offences_fall_into_the_six_groups_of_the_national_statistics() -> None:
    assert set(groups("offence")) == {
        "Public order",
        "Violence with injury",
        "Violence without injury",
        "Stalking and harassment",
        "Criminal damage and arson",
        "Other notifiable offences",
    }


def test_each_aggravated_offence_stands_with_its_plain_one() -> None:
    group = {row["code"]: row["group"] for row in ROWS if row["vocabulary"] == "offence"}
    pairs = {"8P": "8N", "105B": "105A", "8M": "8L", "9B": "9A", "58J": "58A"}
    aggravated = {row["code"] for row in ROWS if row["label"].startswith("Racially or religiously aggravated")}
    assert aggravated == set(pairs)
    assert {code: group[plain] for code, plain in pairs.items()} == {code: group[code] for code in pairs}


def test_age_bands_cover_every_age_once() -> None:
    bands = [tuple(map(int, code.split("_")[1:])) for code in codes("age_band") if code != "not_recorded"]
    assert (bands[0][0], bands[-1][1]) == (0, 120)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(bands))
