"""Rates divide by the populations that the partnership loaded, say which, and are not made up without them."""

from datetime import date

import pytest
from django.db import transaction

from partners.scope import acting
from reporting.actions.loading import load
from reporting.fresh import fresh_documents
from reporting.models import Kind, ReportRun
from reporting.periods import parse_period
from reporting.queries.rates import rates
from reporting.queries.source import question
from reporting.reconcile.comparing import reconcile
from reporting.registry import REPORTS
from reporting.relations import Ratio, Sum
from reporting.shown import stored
from reporting.tables import NOT_APPLICABLE, NOT_AVAILABLE, Cell, Table
from tests.personas import World
from tests.reporting import records

PERIOD = parse_period("2024-Q1", year_starts=4)


def counted(world: World) -> Table:
    return rates(question(world.partnership.pk, PERIOD, year_starts=4, today=date(2026, 11, 21)))


def rows(table: Table) -> dict[str, tuple[Cell, ...]]:
    return {row.key: row.cells for row in table.rows}


def loaded(world: World, year: int, **people: int) -> None:
    text = "area,people\n" + "".join(f"{area},{number}\n" for area, number in people.items())
    with transaction.atomic(), acting(world.erin):
        load(actor=world.erin, kind=Kind.POPULATIONS, year=year, source="Mid-year estimates", where_from="", text=text)


@pytest.fixture
def areas(kept_world: World) -> World:
    records.area(kept_world.alice, "dock", "The Dock")
    records.area(kept_world.alice, "abbey", "Abbey")
    for area in ("dock", "dock", "dock", "abbey", ""):
        records.incident(kept_world.alice, date(2024, 5, 4), area=area)
    return kept_world


def test_rates_are_of_the_population_that_fits_the_period_and_are_counted_again(areas: World) -> None:
    nothing = counted(areas)
    assert nothing.notes == ("No population is loaded, so there are no rates.",)
    assert rows(nothing)["dock"] == (3, NOT_AVAILABLE, NOT_AVAILABLE, NOT_AVAILABLE)
    assert not nothing.ratios

    loaded(areas, 2023, dock=1_000)
    loaded(areas, 2025, dock=9_999, abbey=9_999)
    missing = counted(areas)
    assert rows(missing) == {
        "dock": (3, 1_000, 3.0, 300.0),
        "abbey": (1, NOT_AVAILABLE, NOT_AVAILABLE, NOT_AVAILABLE),
        "not_recorded": (1, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE),
        "total": (5, NOT_AVAILABLE, NOT_AVAILABLE, NOT_AVAILABLE),
    }
    assert missing.notes[0] == "Populations of 2023. Source: Mid-year estimates."
    assert missing.notes[-1] == "An area without a population has no rate, and then there is none for all areas."

    spec = REPORTS["quarterly"]
    fresh_documents(partnership=areas.partnership, spec=spec, period=PERIOD, formats=["json"], command="a test")
    loaded(areas, 2023, dock=2_000, abbey=8_000)
    table = counted(areas)
    assert rows(table)["dock"] == (3, 2_000, 1.5, 150.0)
    assert rows(table)["total"] == (5, 10_000, 0.5, 50.0)
    assert Ratio("rates/abbey/per_100000", "rates/abbey/recorded", 8_000, per=100_000) in table.ratios
    assert Sum(
        "rates/total/recorded", ("rates/abbey/recorded", "rates/dock/recorded", "rates/not_recorded/recorded")
    ) in (Sum(each.total, tuple(sorted(each.parts))) for each in table.sums)
    assert set(table.standing) == {f"rates/{row}/population" for row in rows(table)}
    assert table.columns[1].label == "Population"

    with transaction.atomic(), acting(areas.erin):
        run = ReportRun.objects.get()
    assert run.stored_at
    again = reconcile(
        stored(run),
        partnership_id=areas.partnership.pk,
        year_starts=4,
        made_at=run.stored_at,
        made_on=run.stored_at.date(),
    )
    assert (again.differences, again.not_counted) == ((), ())
