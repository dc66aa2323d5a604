"""The zip of CSV files: the very figures of the JSON, what every key means, and no formula."""

import json
from io import BytesIO
from zipfile import ZipFile

from reporting.relations import Ratio, YearBefore, adds_up_to_base, base_of, shares_of
from reporting.render.csv import report_csv
from reporting.render.json import report_json
from reporting.tables import Base, Column, Row, Table
from tests.reporting.samples import EDITION, report
from tests.reporting.unpacking import csv_files, unpacked

SAMPLE = report()
PACKED = report_csv(SAMPLE, EDITION)
RATES = Table(
    id="rates",
    title="Rates",
    base=Base("recorded incidents", 5),
    columns=(
        Column("recorded", "Recorded"),
        Column("percent", "Share (%)"),
        Column("rate", "Rate"),
        Column("before", "A year before"),
        Column("change", "Change (%)"),
    ),
    rows=(Row("a", "@SUM(A1)", (5, 100.0, 2.5, 4, 25.0)),),
    relations=(
        adds_up_to_base("rates", parts=["a"], column="recorded"),
        *shares_of("rates", rows=["a"], cell="percent", part="recorded", whole=base_of("rates")),
        Ratio("rates/a/rate", "rates/a/recorded", 2000, per=1_000),
        YearBefore("rates/a/before", "rates/a/recorded"),
        Ratio("rates/a/change", "rates/a/recorded", "rates/a/before", less=100),
    ),
)


def test_every_cell_is_that_of_the_json() -> None:
    found = csv_files(PACKED)
    document = json.loads(report_json(SAMPLE))
    assert list(found) == ["tables.csv", "data_dictionary.csv", *(f"{table['id']}.csv" for table in document["tables"])]
    for table in document["tables"]:
        header, *rows = found[f"{table['id']}.csv"]
        assert header == ["row", "label", *(column["key"] for column in table["columns"])]
        assert rows == [[row["key"], row["label"], *map(written, row["cells"])] for row in table["rows"]]
    assert found["tables.csv"][1] == ["headline", "headline.csv", "Key figures", "recorded incidents", "1262", ""]


def written(cell: object) -> str:
    if cell is None:
        return "[x]"
    return f"[{cell['shorthand']}]" if isinstance(cell, dict) else str(cell)


def test_the_dictionary_says_of_every_key_what_it_is() -> None:
    found = csv_files(report_csv(report(RATES), EDITION))
    assert found["data_dictionary.csv"] == [
        ["table", "part", "key", "label", "unit", "definition"],
        ["rates", "table", "rates", "Rates", "recorded incidents", "Figures of recorded incidents."],
        ["rates", "column", "recorded", "Recorded", "count", "Recorded: a figure of recorded incidents."],
        ["rates", "column", "percent", "Share (%)", "per cent", "100 × “Recorded” ÷ the base, rounded to 1 place."],
        [
            *("rates", "column", "rate", "Rate", "per 1,000"),
            "1,000 × “Recorded” ÷ a published number, rounded to 1 place.",
        ],
        ["rates", "column", "before", "A year before", "count", "The same figure in the same period a year before."],
        [
            *("rates", "column", "change", "Change (%)", "per cent"),
            "The change from “A year before” to “Recorded” in per cent of “A year before”, rounded to 1 place.",
        ],
        ["rates", "row", "a", "'@SUM(A1)", "", ""],
    ]
    assert found["rates.csv"][1] == ["a", "'@SUM(A1)", "5", "100.0", "2.5", "4", "25.0"]


def test_the_same_report_is_the_same_zip_and_tells_no_time_of_packing() -> None:
    assert report_csv(SAMPLE, EDITION) == PACKED
    with ZipFile(BytesIO(PACKED)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    words = unpacked(PACKED)["README.txt"].splitlines()
    assert words[:4] == [
        "Quarterly report: Quarter 3 of 2007, July to September 2007",
        "Wrekin Vale & Partners",
        "OFFICIAL",
        "Figures as of 21 November 2026, 09:30.",
    ]
    assert words[-4:] == [
        "[c] confidential: the figure is small enough that it could point to a person.",
        "[low] low: more than none, but it would round to 0.",
        "[x] not available.",
        "[z] not applicable.",
    ]
