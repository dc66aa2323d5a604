"""Files of figures: what is read, and every error with its row and column."""

import json
from typing import Any

import pytest

from reporting.figures.checked import Checked, Known
from reporting.figures.kinds import SPECS
from reporting.models import Kind

KNOWN = Known({"north": "North Ward", "dock": "The Dock"}, frozenset({"strands", "decisions"}))


def check(kind: Kind, text: str) -> Checked:
    return SPECS[kind].check(text, KNOWN)


def test_populations_are_matched_by_code_or_name() -> None:
    found = check(
        Kind.POPULATIONS, '\ufeffArea,People,Sex\nNORTH,"12,345",\nnorth ward,6000,female\nDock,1,\nThe dock,0,male\n'
    )
    assert found.errors == []
    assert [(row["area"], row["sex"], row["people"]) for row in found.rows] == [
        ("north", "", 12345),
        ("north", "female", 6000),
        ("dock", "", 1),
        ("dock", "male", 0),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "errors"),
    [
        (Kind.POPULATIONS, "", ["There is nothing in the file. Its first row names the columns: “area” and “people”."]),
        (Kind.POPULATIONS, "area\nnorth", ["Row 1 has no column “people”. The first row needs “area” and “people”."]),
        (
            Kind.POPULATIONS,
            "area,people,town\nnorth,1,x",
            ["Row 1 has a column “town” that is not known. Known are: area, people, age, sex, ethnicity."],
        ),
        (Kind.POPULATIONS, "area,people\n", ["There are no rows beneath the names of the columns. Add at least one."]),
        (
            Kind.POPULATIONS,
            "area,people\nsouth,1.5\nnorth,5,6\ndock,1\ndock,2",
            [
                "Row 2, column “area”: “south” is not an area of your partnership. Its areas are:"
                " North Ward, The Dock.",
                "Row 2, column “people”: “1.5” is not a whole number. Type digits, such as 12345.",
                "Row 3 has 3 cells for 2 columns. Check its commas.",
                "Row 5 says the same thing as a row before it. Take one of them out.",
            ],
        ),
        (
            Kind.POPULATIONS,
            "area,people,age\nnorth,5,0-17",
            ["North Ward has no row for all its people. Add one that leaves age, sex and ethnicity empty."],
        ),
        (
            Kind.EVENTS,
            "date,name,until\n31/13/2024,Fair,\n2024-05-02,,2024-05-01",
            [
                "Row 2, column “date”: “31/13/2024” is not a date. Type it as 2024-05-31 or 31/05/2024.",
                "Row 3, column “until”: It is before the event begins. Check both days.",
                "Row 3, column “name”: It is empty. Type what belongs there.",
            ],
        ),
        (
            Kind.TARGETS,
            "measure,value,from\nsatisfied!,ninety,2024-04-01\nhomes/base/n,90,2024-04-01",
            [
                "Row 2, column “measure”: “satisfied!” is not the key of a measure. Type it as table/row/column,"
                " such as areas/base/n.",
                "Row 2, column “value”: “ninety” is not a number. Type digits, such as 90 or 12.5.",
                "Row 3, column “measure”: There is no table “homes” in the reports. Check the key of the measure.",
            ],
        ),
    ],
)
def test_every_error_is_named_with_what_to_do(kind: Kind, text: str, errors: list[str]) -> None:
    assert check(kind, text).errors == errors


def test_events_targets_and_national_figures_are_read() -> None:
    assert check(Kind.EVENTS, "date,name,until\n2/5/2024,Elections,\n2024-08-01,Fair,2024-08-03").rows == [
        {"name": "Elections", "first_on": "2024-05-02", "last_on": "2024-05-02"},
        {"name": "Fair", "first_on": "2024-08-01", "last_on": "2024-08-03"},
    ]
    assert check(Kind.TARGETS, "measure,value,from\ndecisions/in_time/number,90.5,2024-04-01").rows == [
        {"measure": "decisions/in_time/number", "value": 90.5, "from_on": "2024-04-01"}
    ]
    national = check(Kind.NATIONAL, 'measure,label,value\nstrands/race/recorded,England and Wales,"78,991"')
    assert national.rows == [{"measure": "strands/race/recorded", "label": "England and Wales", "value": 78991}]


SQUARE = [[-2.5, 52.7], [-2.4, 52.7], [-2.4, 52.8], [-2.5, 52.7]]


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(name: str, coordinates: Any, kind: str = "Polygon") -> dict[str, Any]:
    return {"type": "Feature", "properties": {"WD23NM": name}, "geometry": {"type": kind, "coordinates": coordinates}}


def test_boundaries_are_read_and_rounded_to_a_metre() -> None:
    fine = [[-2.123456789, 52.7], *SQUARE[1:3], [-2.123456789, 52.7]]
    found = check(
        Kind.BOUNDARIES,
        collection(feature("north ward", [fine]), feature("dock", [[SQUARE], [SQUARE]], "MultiPolygon")),
    )
    assert found.errors == []
    assert found.rows == [
        {"area": "north", "polygons": [[[[-2.12346, 52.7], *SQUARE[1:3], [-2.12346, 52.7]]]]},
        {"area": "dock", "polygons": [[SQUARE], [SQUARE]]},
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{", "The file is not valid JSON (line 1, column 2). Export it anew as GeoJSON."),
        ("[NaN]", "The file is not valid JSON. Export it anew as GeoJSON."),
        ("[]", "The file is not a GeoJSON FeatureCollection with features. Export it anew as GeoJSON."),
        (
            collection(feature("south", [SQUARE])),
            "Feature 1 names no area of your partnership. It says: south. The areas are: North Ward, The Dock.",
        ),
        (
            collection(feature("dock", [SQUARE]), feature("dock", [SQUARE])),
            "Feature 2 is a second one of The Dock. Put its parts into one MultiPolygon.",
        ),
        (
            collection(feature("dock", [-2.5, 52.7], "Point")),
            "Feature 1 is of the type Point. An area needs a Polygon or a MultiPolygon.",
        ),
        (collection(feature("dock", [])), "Feature 1 has no coordinates. Export it anew with its geometry."),
        (
            collection(feature("dock", [SQUARE[:3]])),
            "Feature 1, polygon 1, ring 1: A ring needs four points or more, each with a longitude and a latitude."
            " Export it anew as GeoJSON.",
        ),
        (
            collection(feature("dock", [[*SQUARE[:3], [-2.5, 52.71]]])),
            "Feature 1, polygon 1, ring 1: The ring is not closed: its last point must be the first again. Close it,"
            " then try again.",
        ),
        (
            collection(feature("dock", [[[370000, 310000], *SQUARE[:3], [370000, 310000]]])),
            "Feature 1, polygon 1, ring 1: Point 1 (370000, 310000) does not lie in the United Kingdom. Export the file"
            " in longitude and latitude (WGS 84, EPSG:4326), not in metres of the national grid.",
        ),
    ],
)
def test_boundaries_that_cannot_be_drawn_are_named(text: str, error: str) -> None:
    assert check(Kind.BOUNDARIES, text).errors == [error]
