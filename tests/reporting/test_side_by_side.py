"""Periods and areas side by side: the same queries, narrowed before they count; a change is from one to the next."""

from datetime import date

import pytest
from django.db import transaction

from partners.errors import NotPossible
from partners.scope import acting
from reporting.actions.loading import load
from reporting.comparing import WHOLE, compare
from reporting.models import Kind
from reporting.overview import overview
from reporting.periods import parse_period
from reporting.queries.source import question_of_days, recorded_span
from reporting.registry import TABLES
from reporting.render.comparison import lines
from reporting.side_by_side import changed
from reporting.sides import quarter_before, same_days, so_far
from reporting.tables import NOT_APPLICABLE, NOT_AVAILABLE, Cell, Table
from reporting.titles import titles
from tests.personas import World
from tests.reporting import records, story

TODAY = date(2026, 11, 21)
SPRING, SUMMER = (parse_period(f"2026-Q{number}", year_starts=4) for number in (1, 2))
SPECS = {spec.id: spec for spec in TABLES}


def told(table: Table) -> dict[str, tuple[Cell, ...]]:
    return {row.key: row.cells for row in table.rows}


@pytest.mark.parametrize(
    ("today", "starts", "days", "before"),
    [
        (date(2026, 11, 21), 4, 52, (date(2026, 7, 1), date(2026, 8, 21))),
        (date(2026, 10, 1), 4, 1, (date(2026, 7, 1), date(2026, 7, 1))),
        (date(2026, 6, 30), 4, 91, (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2027, 1, 31), 9, 62, (date(2026, 9, 1), date(2026, 11, 1))),
    ],
)
def test_as_many_days_of_the_quarter_before(today: date, starts: int, days: int, before: tuple[date, date]) -> None:
    now, then = so_far(today, year_starts=starts), same_days(today, year_starts=starts)
    assert ((now.last - now.first).days + 1, now.last) == (days, today)
    assert (then.first, then.last) == before
    assert then.first == quarter_before(today, year_starts=starts).first


@pytest.mark.parametrize(
    ("now", "before", "is_count", "change"),
    [
        (3, 2, True, 50.0),
        (3, 0, True, NOT_APPLICABLE),
        (61.5, 60.0, False, 1.5),
        (3, NOT_AVAILABLE, True, NOT_AVAILABLE),
        (NOT_APPLICABLE, 3, False, NOT_APPLICABLE),
        (None, 3, True, NOT_AVAILABLE),
    ],
)
def test_a_count_changes_by_per_cent_and_a_share_by_points(
    now: Cell, before: Cell, is_count: bool, change: Cell
) -> None:
    assert changed(now, before, is_count=is_count) == change


def test_every_table_of_all_areas_together_is_the_table_of_the_partnership(kept_world: World) -> None:
    story.tell(kept_world)
    key, span = kept_world.partnership.pk, recorded_span(kept_world.partnership.pk)
    areas = {"dock", "abbey", *told(SPECS["areas"].table(question_of_days(key, SPRING, today=TODAY, span=span)))}
    for area in sorted(areas - {"not_recorded"}):
        records.area(kept_world.alice, area, area.title())
    of_no_area = set()
    for spec in TABLES:
        whole = spec.table(question_of_days(key, SPRING, today=TODAY, span=span))
        try:
            asked = question_of_days(key, SPRING, today=TODAY, span=span, areas=tuple(sorted(areas)))
            assert told(spec.table(asked)) == told(whole), spec.id
        except NotPossible:
            of_no_area.add(spec.id)
    assert of_no_area == {"conferences", "attendance"}
    called = titles(key, TODAY)
    assert {table for table, title in called.items() if title.endswith("(not by area)")} == of_no_area
    assert called["strands"] == "Strands"


@pytest.fixture
def areas(kept_world: World) -> World:
    for code in ("dock", "abbey"):
        records.area(kept_world.alice, code, code.title())
    for day, area in ((date(2026, 4, 2), "dock"), (date(2026, 7, 2), "dock"), (date(2026, 7, 3), "dock")):
        records.incident(kept_world.alice, day, area=area)
    records.incident(kept_world.alice, date(2026, 8, 22), area="abbey", kind="incident")
    case = records.incident(kept_world.alice, date(2026, 10, 5), area="abbey", strands=["age"])
    records.decision(
        kept_world.alice,
        case,
        date(2026, 10, 6),
        choice="multi_agency",
        recommended="multi_agency",
        due_on=date(2026, 10, 9),
        working_days=1,
    )
    records.incident(kept_world.alice, date(2026, 11, 21), area="dock", case=case)
    return kept_world


def test_periods_and_areas_are_compared_and_written_as_csv(areas: World) -> None:
    chosen = {"2026-Q2": SUMMER, "2026-Q1": SPRING}
    found = compare(
        areas.partnership, SPECS["headline"], periods=chosen, areas={"dock": "Dock", WHOLE: "Whole"}, today=TODAY
    )
    ((column, table),) = found.figures
    assert column.key == "period"
    assert [each.label for each in table.columns[:3]] == [
        f"Dock: {SPRING.label}",
        f"Dock: {SUMMER.label}",
        "Change since then (%)",
    ]
    assert told(table)["recorded"] == (1, 2, 100.0, 1, 3, 200.0)
    assert told(table)["incidents"] == (0, 0, NOT_APPLICABLE, 0, 1, NOT_APPLICABLE)
    written = [line for line in lines(found) if line[3] == "recorded"]
    assert written[1] == (
        *("headline", "period", "This period", "recorded", "Recorded in all"),
        *("dock", SUMMER.first, SUMMER.last, SUMMER.label, 2, 100.0, "%"),
    )
    assert [(line[5], line[9], line[10]) for line in written] == [
        ("dock", 1, ""),
        ("dock", 2, 100.0),
        ("all", 1, ""),
        ("all", 3, 200.0),
    ]
    of_areas = compare(
        areas.partnership, SPECS["areas"], periods={"2026-Q2": SUMMER}, areas={"dock": "D", "abbey": "A"}, today=TODAY
    )
    assert told(of_areas.figures[0][1])["dock"] == (2, NOT_APPLICABLE)
    for number, message in ((1, "at least two periods"), (13, "13 columns are too many")):
        with pytest.raises(NotPossible, match=message):
            compare(
                areas.partnership,
                SPECS["headline"],
                periods={"2026-Q2": SUMMER},
                areas=dict.fromkeys(map(str, range(number)), "An area"),
                today=TODAY,
            )


def test_the_quarter_so_far_is_set_against_the_same_days_and_its_targets(areas: World) -> None:
    with transaction.atomic(), acting(areas.erin):
        for kind, text in (
            (
                Kind.TARGETS,
                "measure,value,from\ndecisions/total/percent_in_time,90,2026-04-01\n"
                "decisions/total/percent_in_time,95.5,2027-01-01\n",
            ),
            (Kind.NATIONAL, "measure,label,value\nheadline/recorded/period,England,12000\n"),
        ):
            load(actor=areas.erin, kind=kind, year=2026, source="The plan", where_from="", text=text)
    found = overview(areas.partnership, today=TODAY)
    assert found.says == "1 October to 21 November 2026 (52 days) against 1 July to 21 August 2026 (52 days)."
    tables = {each.table.id: each.table for each in found.figures}
    assert told(tables["headline-period"])["recorded"] == (2, 2, 0.0, 3)
    assert told(tables["headline-period"])["incidents"] == (0, 0, NOT_APPLICABLE, 1)
    assert told(tables["areas-recorded"]) == {"abbey": (0, 1, NOT_APPLICABLE, 1), "dock": (2, 1, -50.0, 2)} | {
        "not_recorded": (0, 0, NOT_APPLICABLE, 0)
    }
    assert told(tables["decisions-percent_in_time"])["total"] == (NOT_APPLICABLE, 100.0, NOT_APPLICABLE, NOT_APPLICABLE)
    (target,) = tables["decisions-percent_in_time"].beside
    assert (target.label, target.value) == ("Target from 1 April 2026", 90)
    assert target.figure == "decisions-percent_in_time/total/now"
    (national,) = tables["headline-period"].beside
    assert (national.label, national.value, national.source) == ("England, 2026", 12000, "The plan")
