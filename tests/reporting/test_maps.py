"""Maps of areas: shaded by rate, numbered and named, from the boundaries of the day; tiles where there are none."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.utils import timezone

from partners.scope import acting
from reporting.actions.loading import load
from reporting.charts import Chart, Mark, draw
from reporting.loaded_charts import with_loaded
from reporting.models import Kind
from reporting.periods import parse_period
from reporting.tables import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE, TOTAL, Base, Column, Row, Table
from tests.personas import World
from tests.reporting import records
from tests.reporting.samples import MONTHS
from tests.reporting.test_figures import collection, feature

SVG = "{http://www.w3.org/2000/svg}"
RATES = Table(
    id="rates",
    title="Rates by area",
    base=Base("recorded incidents", 20),
    columns=(Column("per_1000", "Per 1,000 people"),),
    rows=(
        Row("dock", "The Dock", (4.0,)),
        Row("abbey", "Abbey & Lanes", (1.0,)),
        Row("hill", "Hill", (CONFIDENTIAL,)),
        Row("marsh", "Marsh", (NOT_AVAILABLE,)),
        Row("not_recorded", "Not recorded", (NOT_APPLICABLE,)),
        Row(TOTAL, "All areas", (2.0,)),
    ),
)


def square(west: float, *more: Any) -> list[list[list[float]]]:
    return [[[west, 52.0], [west + 1, 52.0], [west + 1, 53.0], [west, 53.0], [west, 52.0]], *more]


HOLE = [[-2.8, 52.2], [-2.2, 52.2], [-2.2, 52.8], [-2.8, 52.2]]
SHAPES = {"dock": [square(-3, HOLE)], "abbey": [square(-2), square(0)], "hill": [square(-1)]}
WORDS = (
    "Map: Rates by area, n = 20 recorded incidents. Per 1,000 people: The Dock 4.0; Abbey & Lanes 1.0;"
    " Hill confidential; Marsh not available; Not recorded not applicable."
)


def drawn(**chart: Any) -> ElementTree.Element:
    return ElementTree.fromstring(draw(RATES, Chart("map", columns=("per_1000",), **chart)))


def texts(drawing: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in drawing.iter(f"{SVG}text")]


KEY = ["Per 1,000 people", "up to 1.0", "over 1.0 to 2.0", "over 2.0 to 3.0", "over 3.0 to 4.0"]


def test_areas_with_loaded_are_outlined_numbered_and_named() -> None:
    drawing = drawn(shapes=SHAPES)
    outlines = list(drawing.iter(f"{SVG}path"))
    assert [each.get("fill") for each in outlines] == ["#123f4a", "#e0ebeb", "#ffffff"]
    assert [each.get("d", "").count("M") for each in outlines] == [2, 2, 1]
    assert {each.get("fill-rule") for each in outlines} == {"evenodd"}
    assert texts(drawing) == [
        *KEY,
        *("1", "2", "3"),
        *("1. The Dock: 4.0", "2. Abbey & Lanes: 1.0", "3. Hill: [c]", "4. Marsh: [x]"),
    ]
    title = drawing.find(f"{SVG}title")
    assert title is not None
    assert title.text == WORDS
    width, height = (float(drawing.get(side, "0")) for side in ("width", "height"))
    points = [
        pair.split(",") for each in outlines for pair in each.get("d", "").translate({77: 32, 76: 32, 90: 32}).split()
    ]
    assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in points)
    assert not {"style", "class"} & {name for each in outlines for name in each.attrib}


def test_without_boundaries_there_are_tiles() -> None:
    drawing = drawn()
    assert not list(drawing.iter(f"{SVG}path"))
    assert texts(drawing) == [*KEY, "The Dock", "4.0", "Abbey & Lanes", "1.0", "Hill", "[c]", "Marsh", "[x]"]
    fills = [each.get("fill") for each in drawing.iter(f"{SVG}rect")]
    assert fills[4:] == ["#123f4a", "#e0ebeb", "#ffffff", "#ffffff"]


def test_without_any_rate_nothing_is_drawn() -> None:
    empty = Table("rates", "Rates", RATES.base, RATES.columns, RATES.rows[2:5])
    assert draw(empty, Chart("map", columns=("per_1000",), shapes=SHAPES)) == ""


def test_events_stand_beneath_the_months_they_touch() -> None:
    marks = (
        Mark("Fair", "2007-07", "2007-08"),
        Mark("Earlier", "2007-01", "2007-06"),
        Mark("Fire", "2007-08", "2007-08"),
    )
    chart = Chart("columns", columns=("recorded",), has_events=True, marks=marks)
    drawing = ElementTree.fromstring(draw(MONTHS, chart))
    assert texts(drawing)[-4:] == ["A", "A B", "A: Fair", "B: Fire"]
    title = drawing.find(f"{SVG}title")
    assert title is not None
    assert (title.text or "").endswith("September 2007 confidential. Fair. Fire.")
    lowest = max(float(element.get("y", "0")) for element in drawing.iter(f"{SVG}text"))
    assert lowest < float(drawing.get("height", "0"))


@pytest.mark.usefixtures("committed")
def test_a_report_keeps_the_boundaries_and_the_events_it_was_made_with(kept_world: World) -> None:
    records.area(kept_world.alice, "dock", "The Dock")
    ring = [[-2.5, 52.7], [-2.4, 52.7], [-2.4, 52.8], [-2.5, 52.7]]
    charts = {"rates": Chart("map"), "areas": Chart("bars"), "months": Chart("columns", has_events=True)}
    before = timezone.now()
    for moved, year in ((0.0, 2020), (0.1, 2020), (0.2, 2030)):
        there = [[x + moved, y] for x, y in ring]
        with transaction.atomic(), acting(kept_world.erin):
            given = {"year": year, "source": "Survey", "where_from": ""}
            load(actor=kept_world.erin, kind=Kind.BOUNDARIES, text=collection(feature("dock", [there])), **given)  # type: ignore[arg-type]

    def found(moment: datetime, year: str = "2024", tables: Sequence[str] = ("rates",)) -> dict[str, Chart]:
        period = parse_period(year, year_starts=4)
        key = kept_world.partnership.pk
        return with_loaded(charts, tables, partnership_id=key, period=period, moment=moment)

    def west(moment: datetime, year: str = "2024") -> list[float]:
        return [polygons[0][0][0][0] for polygons in found(moment, year)["rates"].shapes.values()]

    now = timezone.now() + timedelta(minutes=1)
    assert west(before) == []
    assert west(now) == [-2.4]
    assert west(now, "2031") == [-2.3]
    assert not found(now, tables=["areas"])["rates"].shapes
    assert found(now)["months"].marks == ()
    for name in ("Fare", "Fair"):
        with transaction.atomic(), acting(kept_world.erin):
            text = f"date,name,until\n2024-05-30,{name},2024-06-01\n2024-05-02,Elections,"
            load(actor=kept_world.erin, kind=Kind.EVENTS, year=2024, source="Diary", where_from="", text=text)
    later = timezone.now() + timedelta(minutes=1)
    assert found(later, tables=["months"])["months"].marks == (
        Mark("Elections, 2 May 2024", "2024-05", "2024-05"),
        Mark("Fair, 30 May 2024 to 1 June 2024", "2024-05", "2024-06"),
    )
    assert found(now)["areas"] == charts["areas"]
