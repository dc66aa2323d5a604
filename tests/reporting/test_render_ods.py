"""The spreadsheet: one table a sheet from A1 down, the very figures of the JSON, and nothing besides."""

import json
import re
from xml.etree import ElementTree

from reporting.render.json import report_json
from reporting.render.ods import report_ods
from reporting.tables import Base, Column, Row, Table
from tests.reporting.samples import EDITION, MONTHS, STRANDS, report
from tests.reporting.unpacking import in_space, sheets, unpacked

SAMPLE = report()
ODS = report_ods(SAMPLE, EDITION)


def test_every_cell_is_that_of_the_json() -> None:
    found = sheets(ODS)
    document = json.loads(report_json(SAMPLE))
    assert list(found) == ["Cover", "Contents", "Notes", *(table["id"] for table in document["tables"])]
    for table in document["tables"]:
        cells = found[table["id"]]
        start = next(number for number, row in enumerate(cells) if row[0] == "Category")
        assert cells[0] == [table["title"]]
        assert cells[start] == ["Category", *(column["label"] for column in table["columns"])]
        assert cells[start + 1 :] == [[row["label"], *map(shown, row["cells"])] for row in table["rows"]]


def shown(cell: object) -> object:
    if cell is None:
        return "[x]"
    return f"[{cell['shorthand']}]" if isinstance(cell, dict) else cell


def test_the_lines_above_a_table_say_what_is_counted_and_where_its_notes_are() -> None:
    found = sheets(ODS)
    confidential = "[c] confidential: the figure is small enough that it could point to a person."
    assert found["strands"][:4] == [
        ["Strands"],
        ["This worksheet contains one table."],
        ["n = 262 recorded incidents"],
        ["Notes, on the worksheet Notes: [note 1]"],
    ]
    assert found["strands"][4] == [f"Shorthand in this table: {confidential}"]
    assert found["Notes"][2:] == [["Note", "What it says"], ["[note 1]", STRANDS.notes[0]]]
    assert found["decisions"][3:5] == [["Nothing was recorded in this period."], ["Category", "Decisions"]]
    assert [row[0] for row in found["Contents"][3:]] == [table.id for table in SAMPLE.tables]
    cover = [row[0] for row in found["Cover"]]
    assert cover[:5] == [
        "Quarterly report: Quarter 3 of 2007, July to September 2007",
        "Wrekin Vale & Partners",
        "OFFICIAL",
        "Period covered: Quarter 3 of 2007, July to September 2007",
        "Figures as of 21 November 2026, 09:30.",
    ]
    assert cover[-4:] == [
        confidential,
        "[low] low: more than none, but it would round to 0.",
        "[x] not available.",
        "[z] not applicable.",
    ]


def test_tables_are_marked_up_and_nothing_is_merged_hidden_or_a_formula() -> None:
    parts = unpacked(ODS)
    assert list(parts) == ["mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"]
    assert parts["mimetype"] == "application/vnd.oasis.opendocument.spreadsheet"
    content = ElementTree.fromstring(parts["content.xml"])
    ranges = {
        told.attrib[in_space("table:target-range-address")] for told in content.iter(in_space("table:database-range"))
    }
    assert {"$'Contents'.$A$3:$'Contents'.$C$9", "$'strands'.$A$6:$'strands'.$C$10"} <= ranges
    assert len(ranges) == len(SAMPLE.tables) + 2
    unwanted = r"spanned|covered-table|table:visibility|table:display|table:formula|color"
    assert not re.findall(unwanted, parts["content.xml"])
    assert "color" not in parts["styles.xml"]
    assert 'fo:language="en" fo:country="GB"' in parts["styles.xml"]
    links = re.findall(r'xlink:href="#([^"]+)"', parts["content.xml"])
    assert links == [f"{table.id}.A1" for table in SAMPLE.tables]


def test_the_document_names_no_person_and_is_the_same_every_time() -> None:
    meta = ElementTree.fromstring(unpacked(ODS)["meta.xml"])
    told = {element.tag.partition("}")[2]: element.text for element in meta[0]}
    assert told == {
        "title": "Quarterly report: Quarter 3 of 2007, July to September 2007",
        "subject": "Wrekin Vale & Partners",
        "language": "en-GB",
        "creation-date": "2026-11-21T09:30:00Z",
        "date": "2026-11-21T09:30:00Z",
    }
    assert report_ods(SAMPLE, EDITION) == ODS


def test_odd_words_stay_words_and_shorthands_text() -> None:
    odd = Table(
        "odd",
        "A & <b>",
        Base("incidents", 1),
        (Column("n", "=1+1"),),
        (Row("r", "\x07=HYPERLINK('x')\n“ü”", (-3.25,)),),
    )
    made = report_ods(report(MONTHS, odd), EDITION)
    assert sheets(made)["odd"][3:] == [["Category", "=1+1"], [" =HYPERLINK('x') “ü”", -3.25]]
    assert ">−3.25<" in unpacked(made)["content.xml"]
    assert sheets(made)["months"][-2] == ["September 2007", "[c]", 31.0]
