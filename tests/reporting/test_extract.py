"""The depersonalised extract: one line for each incident, and nobody in it."""

from collections import Counter
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from audit.models import Event
from partners.errors import NotPossible
from partners.scope import acting
from reporting.actions import releasing
from reporting.disclosure.alike import alike
from reporting.lines import HIDDEN
from reporting.making import document, documents, make_report
from reporting.models import Audience
from reporting.periods import parse_period
from reporting.reconcile.comparing import reconcile
from reporting.registry import REPORTS
from reporting.releases.reading import figures_of
from reporting.releases.shown import listed
from reporting.render.json import report_from_json, report_json
from reporting.tables import CONFIDENTIAL, Report
from tests.personas import World
from tests.reporting import records
from tests.reporting.conftest import Queue
from tests.reporting.test_releases import counted, drafted, stored_run
from tests.reporting.unpacking import csv_files, sheets, unpacked

EXTRACT = REPORTS["s17a"]
SPRING = parse_period("2024-Q1", year_starts=4)
TODAY = date(2024, 8, 1)


def at(day: int, hour: int) -> datetime:
    return datetime(2024, 5, day, hour, tzinfo=ZoneInfo("Europe/London"))


def test_lines_that_too_few_share_give_up_one_column_after_the_other() -> None:
    lines: list[tuple[str, ...]] = [*[("a", "x")] * 3, *[("a", "y")] * 2, ("a", "z"), ("b", "y")]
    told = alike(lines, dispensable=[1, 0], least=3)
    assert Counter(told) == {("a", "x"): 3, (HIDDEN, HIDDEN): 4}
    assert alike([("a",)] * 2, dispensable=[0], least=3) == [(HIDDEN,)] * 2
    assert alike([], dispensable=[0], least=3) == []
    chance = Random(3)
    for _ in range(40):
        lines = [tuple(chance.choice("abc") for _ in range(4)) for _ in range(chance.randrange(5, 90))]
        told = alike(lines, dispensable=[2, 0, 3, 1], least=5)
        assert len(told) == len(lines)
        assert min(Counter(told).values()) >= 5
        assert told == sorted(told)
        for place in range(4):
            shown, there = (Counter(line[place] for line in each if line[place] != HIDDEN) for each in (told, lines))
            assert shown <= there


@pytest.fixture
def spring(kept_world: World) -> Report:
    """Eleven incidents: ten that are alike but for the day, the hour of one, and one of the next quarter."""
    records.area(kept_world.alice, "dock", "The Dock")
    for day in (6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 18):
        records.incident(
            kept_world.alice,
            date(2024, 5, 20),
            occurred_from=at(day, 3 if day == 18 else 23),
            area="dock" if day != 18 else "Flat 3 above the bakery",
            premises="street",
            strands=["religion", "race"],
            victims=[(34, "female", "asian_indian")],
        )
    records.incident(kept_world.alice, date(2024, 7, 1))
    return make_report(partnership=kept_world.partnership, spec=EXTRACT, period=SPRING, today=TODAY)


def test_it_says_what_several_incidents_share_and_nothing_of_anybody(spring: Report, kept_world: World) -> None:
    assert spring.lines
    full = (
        "2024-05",
        "Weekday",
        "18:00 to 23:59",
        "The Dock",
        "Street or open space",
        "Crime",
        "Public order",
        "Race or ethnicity; Religion or belief",
    )
    assert Counter(spring.lines.rows) == {full: 6, (HIDDEN,) * 8: 5}
    assert (spring.lines.kept_back("strands"), spring.table("extract").cell("incidents", "lines")) == (5, 11)
    assert report_from_json(report_json(spring)) == spring
    second = reconcile(
        spring, partnership_id=kept_world.partnership.pk, year_starts=4, made_at=timezone.now(), made_on=TODAY
    )
    assert (second.compared, second.is_right) == (2, True)


def test_its_files_hold_the_lines_and_a_dictionary_and_nothing_else(spring: Report, kept_world: World) -> None:
    made = documents(spring, spec=EXTRACT, partnership=kept_world.partnership, as_of=timezone.now())
    files = {each.format: each.content for each in made}
    assert list(files) == ["ods", "csv", "json"]
    assert spring.lines
    keys = [column.key for column in spring.lines.columns]
    tables = csv_files(files["csv"])
    assert tables["lines.csv"] == [keys, *map(list, spring.lines.rows)]
    assert [row[0] for row in tables["data_dictionary.csv"]] == ["column", *keys]
    assert all(all(row) for row in tables["data_dictionary.csv"])
    pages = sheets(files["ods"])
    assert list(pages) == ["Cover", "Dictionary", "Lines"]
    assert [tuple(row) for row in pages["Lines"][3:]] == list(spring.lines.rows)
    assert "OFFICIAL-SENSITIVE" in [row[0] for row in pages["Cover"]]
    for content in files.values():
        everything = "".join(unpacked(content).values()) if content[:2] == b"PK" else content.decode()
        assert not any(word in everything for word in ("A name", "bakery", "asian", "female", "Hate Crime Unit"))
    with pytest.raises(NotPossible, match="written only as ods, csv, json"):
        document("pdf", spring, spec=EXTRACT, partnership=kept_world.partnership, as_of=timezone.now())


def test_only_managers_have_it_and_nobody_can_release_it(spring: Report, kept_world: World, queue: Queue) -> None:
    with transaction.atomic():
        run = stored_run(kept_world, spring, kind="s17a")
    with (
        transaction.atomic(),
        acting(kept_world.erin),
        pytest.raises(NotPossible, match="depersonalised extract is not released"),
    ):
        releasing.prepare(actor=kept_world.erin, run=run, audience=Audience.PARTNERSHIP)
    page = kept_world.client(kept_world.erin).get(f"/reports/{run.pk}/").content.decode()
    assert "One of the areas of the partnership’s list" in page
    assert "Release this report" not in page
    assert "Make the PDF" not in page
    assert kept_world.client(kept_world.alice).get(f"/reports/{run.pk}/").status_code in (403, 404)
    with transaction.atomic(), acting(kept_world.grace):
        seen = Event.objects.filter(verb="report.read").values_list("subject", flat=True)
        assert list(seen) == ["s17a 2007-Q3"]


def test_the_lay_members_pack_is_released_for_them_alone(world: World, queue: Queue) -> None:
    pack = REPORTS["lay"]
    assert [table.id for table in pack.tables] == [
        "headline",
        "strands",
        "offence_groups",
        "months",
        "premises",
        "reported_by",
        "conferences",
    ]
    run = stored_run(world, counted(), kind="lay")
    for audience in (Audience.PUBLIC, Audience.PARTNERSHIP):
        with acting(world.erin), pytest.raises(NotPossible, match="released only for “Lay members of a panel”"):
            releasing.prepare(actor=world.erin, run=run, audience=audience)
    release = drafted(world, run, Audience.LAY)
    with acting(world.erin):
        shown = listed([release])[0]
    assert (shown.title, shown.marking) == ("Lay members’ pack", "OFFICIAL")
    assert figures_of(release).table("strands").cell("transgender", "recorded") == CONFIDENTIAL
