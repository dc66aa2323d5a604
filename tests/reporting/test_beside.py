"""Targets and published figures: printed beside the figures they belong to, in every format, and kept with a report."""

import re
from dataclasses import replace

import pytest

from reporting.disclosure.protecting import protect
from reporting.render.csv import report_csv
from reporting.render.html import table_html
from reporting.render.json import report_from_json, report_json
from reporting.render.ods import report_ods
from reporting.tables import Base, Beside, Column, Row, Table, TableError
from tests.reporting.samples import EDITION, report
from tests.reporting.unpacking import csv_files, sheets

STRANDS = Table(
    id="strands",
    title="Strands",
    base=Base("recorded incidents", 262),
    columns=(Column("recorded", "Recorded"),),
    rows=(Row("race", "Race", (260,)), Row("age", "Age", (2,))),
    beside=(
        Beside("strands/race/recorded", "Target from 1 April 2026", 200, "The plan"),
        Beside("strands/age/recorded", "England, 2026", 7.5, "The statistics"),
        Beside("strands/base/n", "England, 2026", 1_200, "The statistics"),
    ),
)


def test_they_stand_beside_their_figures_in_every_format() -> None:
    words = " ".join(re.sub(r"<[^>]+>", " ", table_html(STRANDS)).split())
    assert "Race: Recorded 260 Target from 1 April 2026 200 The plan" in words
    assert "Age: Recorded 2 England, 2026 7.5 The statistics" in words
    assert "Recorded incidents 262 England, 2026 1,200 The statistics" in words
    made = report(STRANDS)
    assert report_from_json(report_json(made)).tables == made.tables
    assert csv_files(report_csv(made, EDITION))["read_against.csv"][1] == [
        *("strands", "strands/race/recorded", "Race: Recorded", "260"),
        *("Target from 1 April 2026", "200", "The plan"),
    ]
    assert sheets(report_ods(made, EDITION))["Read against"][-3] == [
        *("Strands", "Race: Recorded", 260.0, "Target from 1 April 2026", 200.0, "The plan")
    ]
    assert "read_against.csv" not in csv_files(report_csv(report(replace(STRANDS, beside=())), EDITION))


def test_what_a_release_keeps_back_is_kept_back_beside_them_too() -> None:
    safe = protect(report(STRANDS), threshold=5).report
    words = table_html(safe.table("strands"))
    assert safe.table("strands").beside == STRANDS.beside
    assert "[c]" in words
    assert not re.search(r">2<", words)
    for written in (
        csv_files(report_csv(safe, EDITION))["read_against.csv"],
        sheets(report_ods(safe, EDITION))["Read against"],
    ):
        assert not {"2", 2.0} & {cell for line in written for cell in line}


def test_a_figure_that_a_table_does_not_have_has_nothing_beside_it() -> None:
    with pytest.raises(TableError, match="strands/sex/recorded"):
        replace(STRANDS, beside=(Beside("strands/sex/recorded", "England", 1, ""),))
