"""The performance sheet: each agency's own figures side by side, not added up."""

from datetime import date

from reporting.making import make_report
from reporting.periods import parse_period
from reporting.registry import REPORTS
from tests.personas import World
from tests.reporting import records

SPRING = parse_period("2024-Q1", year_starts=4)


def test_the_sheet_shows_agencies_side_by_side_without_a_sum(kept_world: World) -> None:
    records.incident(kept_world.alice, date(2024, 5, 4))
    records.incident(kept_world.alice, date(2024, 5, 5), kind="incident")
    records.incident(kept_world.bob, date(2024, 6, 1))
    sheet = make_report(
        partnership=kept_world.partnership, spec=REPORTS["performance"], period=SPRING, today=date(2024, 8, 1)
    )
    assert [table.id for table in sheet.tables] == ["decisions", "attendance", "actions", "referrals", "agencies"]
    side_by_side = sheet.table("agencies")
    assert {row.label: row.cells[:3] for row in side_by_side.rows} == {
        "Ashbridge Housing": (1, 33.3, 1),
        "Equality Watch": (0, 0.0, 0),
        "Harbour Advice": (0, 0.0, 0),
        "Hate Crime Unit": (2, 66.7, 1),
    }
    assert "total" not in {row.key for row in side_by_side.rows}
