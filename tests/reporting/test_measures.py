"""Every figure has one definition in docs/measures.md, and every definition a figure."""

import re
from datetime import date
from pathlib import Path

from django.utils import timezone

from reporting.making import make_report
from reporting.periods import parse_period
from reporting.reconcile.rows import rows_as_of
from reporting.registry import REPORTS, TABLES
from reporting.tables import Table
from tests.personas import World
from tests.reporting import story

ROOT = Path(__file__).resolve().parents[2]
FOR_ALL = {"total", "not_recorded", "percent", "before", "change"}
"""What the rules at the head of the list define for every table."""


def listed() -> dict[str, set[str]]:
    """The keys that stand in the list, by table."""
    found: dict[str, set[str]] = {}
    table = ""
    for line in (ROOT / "docs" / "measures.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 6 and cells[0] not in {"table", "---"}:
            table = cells[0].strip("`") or table
            assert cells[2], line
            assert cells[5], line
            found.setdefault(table, set()).update(re.findall(r"`(\w+)`", cells[1]))
    return found


def test_every_figure_is_defined_once(kept_world: World) -> None:
    story.tell(kept_world)
    period = parse_period("2026-Q1", year_starts=4)
    spec = REPORTS["quarterly"]
    made = make_report(partnership=kept_world.partnership, spec=spec, period=period, today=date(2026, 11, 21))
    rows = rows_as_of(kept_world.partnership.pk, timezone.now())
    codes = {row["code"] for view in ("terms", "agencies") for row in rows.of(view)}
    definitions = listed()
    assert list(definitions) == [spec.id for spec in (*TABLES, *REPORTS["s17a"].tables)]
    for table in made.tables:
        keys = {column.key for column in table.columns} | {row.key for row in table.rows}
        assert definitions[table.id] - keys == set(), table.id
        assert {key for key in keys - codes - FOR_ALL if not _of_data(table, key)} <= definitions[table.id], table.id


def _of_data(table: Table, key: str) -> bool:
    """Whether the row stands for something in the data: a month, a group, an agency or words of a partner's own."""
    rows = {row.key for row in table.rows}
    told = {
        "strand_combinations",
        "offences_by_marker",
        "offence_groups",
        "months",
        "trend",
        "satisfaction_trend",
        "areas",
        "rates",
        "referrals",
    }
    return key in rows and (table.id in told or key.startswith("all_"))
