"""The manager's dashboards, as a browser without JavaScript sees them."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from partners.models import Membership
from partners.roles import Role
from partners.scope import acting
from reporting.actions.loading import load
from reporting.actions.requests import request
from reporting.figures.kinds import SPECS
from reporting.models import Kind, ReportRun, RunState
from reporting.periods import last_finished_quarter, written_as
from reporting.registry import REPORTS
from reporting.sides import so_far
from reporting.timetable import coming
from tests.personas import SINCE, World
from tests.reporting import records
from tests.reporting.conftest import Queue


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(response.content.decode())).split())


def links(response: Any) -> dict[str, str]:
    """Where figures lead: the addresses of lists of cases, by the words of the link."""
    found = re.findall(r'<a class="govuk-link" href="(/cases/\?[^"]+)">(.*?)</a>', response.content.decode())
    return {re.sub(r"<[^>]+>", "", words): html.unescape(address) for address, words in found}


def events(world: World, *verbs: str) -> list[tuple[str, str, dict[str, Any]]]:
    with transaction.atomic(), acting(world.grace):
        return [(each.verb, each.subject, each.facts) for each in Event.objects.filter(verb__in=verbs).order_by("at")]


def test_a_figure_leads_to_its_cases_only_for_who_sees_them_all(kept_world: World) -> None:
    today = timezone.localdate()
    case = records.incident(kept_world.alice, today, strands=["race"], kind="incident")
    records.incident(kept_world.alice, today, strands=["age"], case=case)
    records.incident(kept_world.bob, today, strands=["race"])
    manager = kept_world.client(kept_world.erin)
    seen = manager.get(reverse("report_overview"))
    assert "Recorded in all [x] 3" in text(seen)
    assert "OFFICIAL-SENSITIVE" in text(seen)
    assert links(seen) == {}
    assert events(kept_world, "report.overview", "case.search") == [("report.overview", "overview", {})]

    Membership.objects.create(
        user_id=kept_world.erin.person,
        agency=kept_world.unit,
        partnership=kept_world.partnership,
        role=Role.CASEWORKER,
        since=SINCE,
    )
    shown = links(manager.get(reverse("report_overview")))
    assert set(shown) == {"1 (Hate incidents, not a crime: list of cases)", "1 (Age: list of cases)"}
    days = f"recorded_from={so_far(today, year_starts=4).first}&recorded_to={today}"
    assert shown["1 (Age: list of cases)"] == f"/cases/?strand=age&{days}"
    for address in shown.values():
        listed = manager.get(address)
        assert "1 case matches your filters, with 1 such incident" in text(listed)
        assert case.reference in listed.content.decode()


def test_a_comparison_is_shown_said_no_to_and_downloaded(kept_world: World) -> None:
    erin = kept_world.client(kept_world.erin)
    path = reverse("report_compare")
    assert "There is nothing to compare yet" in text(erin.get(path))
    today = timezone.localdate()
    records.area(kept_world.alice, "dock", "The Dock")
    records.incident(kept_world.alice, today, area="dock")
    query = "table=strands&period_1=so-far&period_2=same-days&areas=dock"
    seen = erin.get(f"{path}?{query}")
    assert "Race or ethnicity [x]" in text(seen)
    assert "counts in every area where one of its incidents happened" in text(seen)
    assert f'href="{reverse("report_compare_file")}?{html.escape(query)}"' in seen.content.decode()
    file = erin.get(f"{reverse('report_compare_file')}?{query}")
    assert file.headers["Content-Disposition"] == 'attachment; filename="ash-strands-compared.csv"'
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"table","figure","figure_label","row"')
    now = so_far(today, year_starts=4)
    assert any(line.startswith('"strands","recorded","Recorded","race"') and f'"{now.last}"' in line for line in lines)
    for wrong, words in (
        ("table=strands&period_1=so-far", "Choose at least two periods, or at least two areas."),
        ("table=nothing&period_1=so-far&period_2=same-days", "Choose a table"),
        ("table=attendance&period_1=so-far&areas=dock&areas=all", "This table counts what belongs to no area."),
    ):
        assert words in text(erin.get(f"{path}?{wrong}"))
        assert erin.get(f"{reverse('report_compare_file')}?{wrong}").headers["Location"] == f"{path}?{wrong}"
    facts = {"periods": "so-far same-days", "areas": "dock"}
    assert events(kept_world, "report.compare", "report.compare_download") == [
        ("report.compare", "strands", facts),
        ("report.compare_download", "strands", facts),
    ]


def test_the_schedule_says_what_comes_what_was_made_and_what_failed(world: World, queue: Queue) -> None:
    assert [(each.period.label, each.due_on) for each in coming(world.partnership, today=date(2026, 12, 31))] == [
        ("Quarter 3 of 2026/27, October to December 2026", date(2027, 1, 4)),
        ("Quarter 4 of 2026/27, January to March 2027", date(2027, 4, 1)),
    ]
    assert coming(world.partnership, today=date(2027, 1, 1))[0].due_on == date(2027, 1, 4)
    erin = world.client(world.erin)
    assert "The schedule has made nothing yet" in text(erin.get(reverse("report_schedule")))
    period = last_finished_quarter(timezone.localdate(), year_starts=4)
    with acting(world.erin):
        run = request(actor=world.erin, spec=REPORTS["quarterly"], period=period, is_scheduled=True)
        ReportRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, failure="The disk is full.", attempt=3)
    page = text(erin.get(reverse("report_schedule")))
    assert f"Quarterly report, {period.label} : The disk is full." in page
    assert "Could not be made" in page
    assert written_as(period, year_starts=4) == run.period


def test_versions_and_rows_of_figures_are_paged(world: World) -> None:
    erin = world.client(world.erin)
    assert "None are loaded yet" in text(erin.get(reverse("figures_kind", args=["targets"])))
    assert erin.get("/reports/figures/nothing/").status_code == 404
    given = {"kind": Kind.EVENTS, "year": 2024, "source": "The diary", "where_from": ""}
    rows = "".join(f"2024-05-02,Day {number}\n" for number in range(101))
    with acting(world.erin):
        for _ in range(21):
            loading = load(actor=world.erin, text=f"date,name\n{rows}", **given)  # type: ignore[arg-type]
    kinds = reverse("figures_kind", args=["events"])
    assert "Showing 1 to 20 of 21 versions" in text(erin.get(kinds))
    assert "Named events, version 1 " in text(erin.get(f"{kinds}?page=2"))
    assert "All versions of named events (21)" in text(erin.get(reverse("figures_list")))
    page = reverse("figures_page", args=[loading.pk])
    assert "Day 99" in text(erin.get(page))
    assert "Day 100" not in text(erin.get(page))
    assert "Showing 101 to 101 of 101 rows" in text(erin.get(f"{page}?page=2"))


@pytest.mark.django_db(databases=["default", "stats"])
def test_a_target_names_a_figure_that_there_is(world: World) -> None:
    erin = world.client(world.erin)
    load_page, given = reverse("figures_load", args=["targets"]), {"source": "The plan", "year": "2026"}
    wrong = erin.post(load_page, given | {"text": "measure,value,from\nstrands/race/rate,9,2026-04-01"})
    assert "Row 2, column “measure”: The table “strands” has no column “rate”. Its columns are: " in text(wrong)
    right = erin.post(load_page, given | {"text": SPECS[Kind.TARGETS].example})
    assert "Decisions on a multi-agency approach: All decisions, " in text(right)
