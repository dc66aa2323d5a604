"""The manager's pages for figures from elsewhere, as a browser without JavaScript sees them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Event
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from reporting.actions.loading import load
from reporting.models import Kind, Loading
from tests.personas import World
from tests.reporting import records

pytestmark = pytest.mark.django_db
GIVEN = {"source": "Census", "where_from": "https://www.ons.gov.uk/", "year": "2021"}
ADDRESS = "/reports/figures/populations/load/"


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def dock(world: World) -> World:
    records.area(world.alice, "dock", "The Dock")
    return world


def test_figures_are_checked_seen_and_then_loaded(dock: World) -> None:
    erin = dock.client(dock.erin)
    file = SimpleUploadedFile("p.csv", b'\xef\xbb\xbfarea,people\nThe Dock,"1,200"\n')
    seen = erin.post(ADDRESS, GIVEN | {"file": file, "load": "yes"})
    assert "What will be loaded" in text(seen)
    assert "The Dock 1,200" in text(seen)
    assert "area,people\nThe Dock,&quot;1,200&quot;" in seen.content.decode().replace("\r\n", "\n")
    with acting(dock.erin):
        assert not Loading.objects.exists()
    loaded = erin.post(ADDRESS, GIVEN | {"text": "area,people\ndock,1200", "load": "yes"}, follow=True)
    assert "Populations of 2021 are loaded, as version 1." in text(loaded)
    assert "https://www.ons.gov.uk/" in text(loaded)
    with acting(dock.erin):
        row = Loading.objects.get()
        assert row.content == [{"area": "dock", "age": "", "sex": "", "ethnicity": "", "people": 1200}]
        assert (row.year, row.version, row.source, row.loaded_by_id) == (2021, 1, "Census", dock.erin.person)
    with acting(dock.grace):
        event = Event.objects.get(verb="figures.load")
        assert (event.subject, event.facts) == ("populations 2021 version 1", {"rows": 1})


def test_an_error_keeps_what_was_typed_and_says_where_it_is(dock: World) -> None:
    erin = dock.client(dock.erin)
    wrong = erin.post(ADDRESS, {"source": "Census", "year": "", "text": "area,people\nDock,12x", "load": "yes"})
    words = text(wrong)
    assert "Enter the year that the figures are of" in words
    assert "Row 2, column “people”: “12x” is not a whole number." in words
    assert "Dock,12x</textarea>" in wrong.content.decode()
    assert 'value="Census"' in wrong.content.decode()
    assert "Load these figures" not in words
    assert "Choose a file, or paste its text" in text(erin.post(ADDRESS, GIVEN))
    latin = SimpleUploadedFile("p.csv", "area,people\nDöck,1".encode("latin-1"))
    assert "The file is not text in UTF-8." in text(erin.post(ADDRESS, GIVEN | {"file": latin}))
    assert erin.get("/reports/figures/ages/load/").status_code == 404
    with acting(dock.erin):
        assert not Loading.objects.exists()


def test_a_correction_is_a_further_version_and_the_latest_counts(dock: World) -> None:
    for people in (1200, 1300):
        given = {"kind": Kind.POPULATIONS, "year": 2021, "source": "Census", "where_from": ""}
        with acting(dock.erin):
            load(actor=dock.erin, text=f"area,people\ndock,{people}", **given)  # type: ignore[arg-type]
    page = text(dock.client(dock.erin).get("/reports/figures/"))
    assert page.index("Populations, version 2") < page.index("Populations, version 1")
    with acting(dock.erin):
        assert [row.version for row in Loading.objects.order_by("version")] == [1, 2]
        with pytest.raises(NotPossible, match="Row 2, column “area”"):
            load(actor=dock.erin, text="area,people\nnowhere,1", **given)  # type: ignore[arg-type]
    with acting(dock.alice), pytest.raises(NotPermitted):
        load(actor=dock.alice, text="area,people\ndock,1", **given)  # type: ignore[arg-type]
