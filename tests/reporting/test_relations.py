"""What a reader can work out is declared with the tables, checked against them, and carried by the JSON."""

import json
from dataclasses import replace

import pytest

from reporting import relations
from reporting.relations import Ratio, Sum, Summary, Within, YearBefore
from reporting.render.json import UnreadableReportError, report_from_json, report_json
from reporting.tables import Base, Column, Row, Table, TableError
from tests.reporting.samples import report

AREAS = Table(
    id="areas",
    title="Areas",
    base=Base("recorded incidents", 12),
    columns=(Column("recorded", "Recorded"), Column("percent", "Share (%)"), Column("crimes", "Of which crimes")),
    rows=(
        Row("north", "North", (9, 75.0, 2)),
        Row("south", "South", (3, 25.0, 3)),
        Row("total", "All", (12, 100.0, 5)),
    ),
    relations=(
        *relations.rows_add_up("areas", parts=("north", "south"), columns=("recorded", "crimes")),
        relations.equals("areas/base/n", "areas/total/recorded"),
        relations.equals("areas/total/crimes", "headline/crimes/period"),
        *relations.shares_of(
            "areas", rows=("north", "south"), cell="percent", part="recorded", whole=relations.base_of("areas")
        ),
        *relations.parts_of_rows("areas", rows=("north",), part="crimes", whole="recorded"),
    ),
    standing=("areas/north/crimes",),
    ranked_by="recorded",
)


def test_relations_are_addresses() -> None:
    assert AREAS.sums == (
        Sum("areas/total/recorded", ("areas/north/recorded", "areas/south/recorded")),
        Sum("areas/total/crimes", ("areas/north/crimes", "areas/south/crimes")),
        Sum("areas/base/n", ("areas/total/recorded",)),
        Sum("areas/total/crimes", ("headline/crimes/period",)),
    )
    assert AREAS.ratios == (
        Ratio("areas/north/percent", "areas/north/recorded", "areas/base/n"),
        Ratio("areas/south/percent", "areas/south/recorded", "areas/base/n"),
    )
    assert relations.columns_add_up("t", parts=("a", "b"), rows=("r",)) == (Sum("t/r/total", ("t/r/a", "t/r/b")),)
    assert relations.adds_up_to_base("t", parts=("r", "s"), column="a") == Sum("t/base/n", ("t/r/a", "t/s/a"))
    assert relations.shares_within_rows("t", rows=("r",), cell="p", part="a", whole="b") == (
        Ratio("t/r/p", "t/r/a", "t/r/b"),
    )
    assert relations.changes("t", rows=("r",), cell="c", now="a", before="b") == (
        Ratio("t/r/c", "t/r/a", "t/r/b", less=100),
    )
    assert relations.a_year_before("t", rows=("r",), cell="b", of="a") == (YearBefore("t/r/b", "t/r/a"),)


def test_the_json_carries_them_and_gives_them_back() -> None:
    """A relation with a table that the report leaves out says nothing to its readers, so it is left out too."""
    text = report_json(report(AREAS))
    document = json.loads(text)
    assert document["sums"] == [
        {"total": "areas/total/recorded", "parts": ["areas/north/recorded", "areas/south/recorded"]},
        {"total": "areas/total/crimes", "parts": ["areas/north/crimes", "areas/south/crimes"]},
        {"total": "areas/base/n", "parts": ["areas/total/recorded"]},
    ]
    assert document["tables"][0]["within"] == [{"part": "areas/north/crimes", "whole": "areas/north/recorded"}]
    back = report_from_json(text)
    assert back.relations == report(AREAS).relations
    assert (back.table("areas").standing, back.table("areas").ranked_by) == (("areas/north/crimes",), "recorded")
    assert report_json(back) == text
    del document["sums"]
    assert report_from_json(json.dumps(document)).sums == ()


def test_what_is_not_there_cannot_be_related() -> None:
    with pytest.raises(TableError, match="Table “areas” speaks of figures it does not have: areas/west/recorded"):
        replace(AREAS, relations=(Summary("areas/west/recorded", "areas/base/n"),))
    with pytest.raises(TableError, match="relates figures that it does not have: areas/west/recorded"):
        report(replace(AREAS, relations=(Within("areas/north/crimes", "areas/west/recorded"),)))
    with pytest.raises(TableError, match="needs parts, different ones, and not itself"):
        Sum("a/b/c", ("a/b/c", "a/b/d"))
    with pytest.raises(TableError, match="needs a whole"):
        Ratio("a/b/c", "a/b/d", 0)
    with pytest.raises(TableError, match="has no column “share”"):
        replace(AREAS, ranked_by="share")
    document = json.loads(report_json(report(AREAS))) | {"sums": [{"total": "areas/west/n", "parts": ["areas/base/n"]}]}
    with pytest.raises(UnreadableReportError, match="no figure at areas/west/n, which a sum speaks of"):
        report_from_json(json.dumps(document))
