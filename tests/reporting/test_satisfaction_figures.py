"""How victims found the way they were treated, in figures: shares, a year before, two years, what is kept back."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from partners.scope import acting
from reporting.actions.loading import load
from reporting.disclosure.attack.attacker import attack
from reporting.disclosure.protecting import document_of_report, protect
from reporting.making import make_report
from reporting.models import Kind
from reporting.periods import parse_period
from reporting.queries.satisfaction import satisfaction, satisfaction_trend
from reporting.queries.source import question, question_of_days, recorded_span
from reporting.reconcile.comparing import reconcile
from reporting.registry import REPORTS
from reporting.tables import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE, Cell, Report
from tests.personas import World
from tests.reporting import holding, records
from tests.reporting import records_of_work as work

TODAY = date(2026, 11, 21)
Z, X = NOT_APPLICABLE, NOT_AVAILABLE


@pytest.fixture
def told(kept_world: World) -> World:
    """Of seven victims six answer in a year; of two of them something was recorded the year before."""
    alice, first = kept_world.alice, date(2024, 4, 1)
    case = records.incident(alice, first, victims=[(20 + number, "", "") for number in range(8)])
    people = work.victims(alice, case)
    work.asking(alice, people[0], date(2024, 9, 30), every="very_dissatisfied")
    work.asking(alice, people[1], date(2024, 9, 30), every="fairly_satisfied")
    work.asking(alice, people[2], date(2025, 3, 31), "not_reached")
    for person in people[:5]:
        work.asking(alice, person, date(2025, 4, 1), every="very_satisfied", follow_up="")
    work.asking(alice, people[0], date(2025, 5, 1), every="fairly_dissatisfied")
    work.asking(alice, people[5], date(2026, 3, 31), treatment="neither")
    work.asking(alice, people[6], date(2026, 3, 31), "declined")
    work.asking(alice, people[7], date(2026, 3, 31), "unsafe")
    work.asking(alice, people[6], date(2026, 4, 1), every="neither")
    return kept_world


def annual(world: World) -> Report:
    period = parse_period("2025", year_starts=4)
    return make_report(partnership=world.partnership, spec=REPORTS["annual"], period=period, today=TODAY)


def test_stages_in_a_year(told: World) -> None:
    target = "measure,value,from\nsatisfaction/whole_experience/percent,90,2024-04-01"
    with transaction.atomic(), acting(told.erin):
        load(actor=told.erin, kind=Kind.TARGETS, year=2024, source="The plan", where_from="", text=target)
    made = annual(told)
    table = made.table("satisfaction")
    (beside,) = table.beside
    assert (beside.figure, beside.value) == ("satisfaction/whole_experience/percent", 90)
    assert table.base.n == 6
    expected: dict[str, tuple[Cell, ...]] = {
        "ease_of_contact": (4, 0, 0, 1, 0, 5, 1, 6, 4, 80.0, 1, 2, 50.0, 30.0),
        "treatment": (4, 0, 1, 1, 0, 6, 0, 6, 4, 66.7, 1, 2, 50.0, 16.7),
        "actions_taken": (4, 0, 0, 1, 0, 5, 1, 6, 4, 80.0, 1, 2, 50.0, 30.0),
        "follow_up": (0, 0, 0, 1, 0, 1, 5, 6, 0, 0.0, 1, 2, 50.0, -50.0),
        "whole_experience": (4, 0, 0, 1, 0, 5, 1, 6, 4, 80.0, 1, 2, 50.0, 30.0),
        "asked": (Z, Z, Z, Z, Z, Z, Z, 7, Z, Z, Z, Z, Z, Z),
    }
    assert {row.key: row.cells for row in table.rows} == expected
    trend = {row.key: row.cells for row in made.table("satisfaction_trend").rows}
    assert list(trend) == [f"{year}-{month:02}" for year, month in _months(2024, 4)]
    assert trend["2025-02"] == (X, X, X, X)
    assert trend["2025-03"] == (2, 2, 1, 50.0)
    assert trend["2025-04"] == (5, 5, 5, 100.0)
    assert trend["2025-05"] == (5, 5, 4, 80.0)
    assert trend["2026-03"] == (6, 5, 4, 80.0)
    told_of = {each.figures for each in made.relations if each.figures[0].startswith("satisfaction_trend/")}
    assert ("satisfaction_trend/2026-03/satisfied", "satisfaction/whole_experience/satisfied") in told_of
    assert ("satisfaction_trend/2025-03/said", "satisfaction/whole_experience/said_before") in told_of
    assert holding.untrue(made) == []
    again = reconcile(made, partnership_id=told.partnership.pk, year_starts=4, made_at=timezone.now(), made_on=TODAY)
    assert [each for each in again.differences if each.address.startswith("satisfaction")] == []
    assert again.is_right


def _months(year: int, month: int) -> list[tuple[int, int]]:
    return [((year * 12 + month - 1 + each) // 12, (month - 1 + each) % 12 + 1) for each in range(24)]


def test_a_quarter_counts_what_was_asked_in_it(told: World) -> None:
    period = parse_period("2025-Q1", year_starts=4)
    asked = question(told.partnership.pk, period, year_starts=4, today=TODAY)
    table = satisfaction(asked)
    assert (table.base.n, table.cell("asked", "all")) == (5, 5)
    assert table.rows[0].cells[8:] == (4, 80.0, 0, 0, Z, Z)
    assert [each for each in satisfaction_trend(asked).relations if "satisfaction/" in each.figures[-1]] == []
    span = recorded_span(told.partnership.pk)
    for areas, answered in ((("not_recorded",), 5), (("elsewhere",), 0)):
        there = question_of_days(told.partnership.pk, period, today=TODAY, span=span, areas=areas)
        assert (satisfaction(there).base.n, satisfaction_trend(there).base.n) == (answered, answered)
    before_the_records = question(
        told.partnership.pk, parse_period("2024-Q1", year_starts=4), year_starts=4, today=TODAY
    )
    assert satisfaction(before_the_records).rows[0].cells[-4:] == (X, X, X, X)


def test_small_figures_and_all_that_would_tell_them_are_kept_back(told: World) -> None:
    made = annual(told)
    tables = tuple(table for table in made.tables if table.id.startswith("satisfaction"))
    alone = Report(made.id, made.partnership, made.period, "public", tables)
    published = protect(alone, threshold=5).report
    seen = published.table("satisfaction")
    assert {seen.cell(stage, "percent") for stage in ("treatment", "whole_experience")} == {CONFIDENTIAL}
    assert {seen.cell(stage, "change") for stage in ("treatment", "whole_experience")} == {CONFIDENTIAL}
    assert published.table("satisfaction_trend").cell("2025-05", "percent") == CONFIDENTIAL
    narrow = [str(each) for each in attack([document_of_report(published)]) if each.is_narrow(threshold=5, width=5)]
    assert narrow == []
