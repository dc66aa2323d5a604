"""The list of cases: filters, search, pages and the number of queries."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.models import Case
from cases.references import new_reference
from partners.models import Membership
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import assessed_case, closed_case, decided_case, grave_answers, new_case, shared
from tests.personas import World

REFERENCE = re.compile(r'href="/cases/([0-9A-Z-]{12})/"')


def listed(browser: Client, query: str = "") -> set[str]:
    """Return the references on the list."""
    answer = browser.get(f"/cases/?{query}")
    assert answer.status_code == 200
    return set(REFERENCE.findall(answer.content.decode()))


@pytest.fixture
def cases(world: World) -> dict[str, Case]:
    found = {
        "new": new_case(world.alice, strands=("disability", "age")),
        "low": assessed_case(world.alice),
        "high": assessed_case(world.alice, grave_answers()),
        "closed": closed_case(world.alice),
        "late": new_case(world.alice),
        "bobs": new_case(world.bob),
    }
    shared(world.bob, found["bobs"], world.unit)
    with acting(world.alice):
        Case.objects.filter(pk=found["late"].pk).update(decision_due_on=timezone.localdate() - timedelta(days=1))
        Case.objects.filter(pk=found["closed"].pk).update(review_on=date(2026, 1, 1))
    return found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"new", "low", "high", "closed", "late", "bobs"}),
        ("state=new", {"new", "late", "bobs"}),
        ("state=closed", {"closed"}),
        ("strand=disability", {"new"}),
        ("strand=race", {"low", "high", "closed", "late", "bobs"}),
        ("band=high", {"high"}),
        ("band=none", {"new", "late", "bobs"}),
        ("lead=ours", {"new", "low", "high", "closed", "late"}),
        ("lead=shared", {"bobs"}),
        ("overdue=on", {"late"}),
        ("review=on", {"low", "high"}),
        ("state=new&lead=ours&strand=age", {"new"}),
        ("strand=age&recorded_from=2020-01-01", {"new"}),
        ("strand=age&recorded_to=2020-01-01", set()),
        ("kind=nonsense&area=nonsense&recorded_from=never", {"new", "low", "high", "closed", "late", "bobs"}),
        ("state=nonsense", {"new", "low", "high", "closed", "late", "bobs"}),
        ("page=999", {"new", "low", "high", "closed", "late", "bobs"}),
    ],
)
def test_filters(world: World, cases: dict[str, Case], query: str, names: set[str]) -> None:
    assert listed(world.client(world.alice), query) == {cases[name].reference for name in names}


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "spaces", "joined"])
def test_a_whole_reference_leads_to_its_case(world: World, typed: str) -> None:
    case = new_case(world.alice)
    plain = case.reference
    text = {
        "lower": plain.lower(),
        "spaces": plain.replace("-", " "),
        "joined": plain.replace("-", "").replace("0", "o"),
    }.get(typed, typed.format(plain))
    answer = world.client(world.alice).get("/cases/", {"reference": text})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cases/{plain}/")


def test_a_reference_that_is_hidden_is_found_no_more_than_one_that_does_not_exist(world: World) -> None:
    hidden = new_case(world.bob).reference
    browser = world.client(world.alice)
    for reference in (hidden, new_reference()):
        page = browser.get("/cases/", {"reference": reference}).content.decode()
        assert "There is no case with this reference that your agency can see." in page
        assert REFERENCE.findall(page) == []


def test_a_mistyped_reference_gets_a_sentence_and_stays_in_the_box(world: World) -> None:
    page = world.client(world.alice).get("/cases/", {"reference": "7KQ2-U"}).content.decode()
    assert "never the letter U" in page
    assert 'value="7KQ2-U"' in page
    assert "<title>Cases" in page


def test_newest_first_and_25_a_page(world: World) -> None:
    today = timezone.localdate()
    for age in range(27):
        day = today - timedelta(days=age)
        new_case(world.alice, recorded_on=day, occurred_from=timezone.now() - timedelta(days=age, hours=3))
    browser = world.client(world.alice)
    first, second = browser.get("/cases/"), browser.get("/cases/?page=2")
    days = [line.case.opened_on for answer in (first, second) for line in answer.context["lines"]]
    assert days == [today - timedelta(days=age) for age in range(27)]
    assert len(first.context["lines"]) == 25
    assert "Showing 26 to 27 of 27 cases" in second.content.decode()


def test_a_row_says_what_is_next(world: World) -> None:
    case = new_case(world.alice, strands=("race", "disability"))
    with acting(world.alice):
        Case.objects.filter(pk=case.pk).update(decision_due_on=date(2026, 1, 5))
    page = world.client(world.alice).get("/cases/").content.decode()
    for words in (
        "Disability, Race or ethnicity",
        "Assess the risk",
        "Overdue",
        "decision due 5 January 2026",
        "Hate Crime Unit",
    ):
        assert words in page


def test_queries_do_not_grow_with_the_list(world: World) -> None:
    browser = world.client(world.alice)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get("/cases/")
        return len(queries)

    new_case(world.alice)
    browser.get("/cases/")
    one = count()
    for _ in range(4):
        decided_case(world.alice)
    assert count() == one


def test_looking_through_the_list_is_recorded(world: World, cases: dict[str, Case]) -> None:
    """With what was chosen and how many were found; of what could be a name only how long it was."""
    browser = world.client(world.alice)
    browser.get("/cases/")
    browser.get("/cases/?band=high")
    browser.get("/cases/", {"reference": cases["low"].reference})
    browser.get("/cases/", {"reference": "Mary Smith"})
    with acting(world.grace):
        events = Event.objects.filter(verb__in=["case.list", "case.search"]).order_by("at")
        assert [(event.verb, event.subject, event.facts) for event in events] == [
            ("case.list", "", {"hits": 6}),
            ("case.search", "", {"hits": 1, "band": "high"}),
            ("case.search", cases["low"].reference, {"hits": 1}),
            ("case.search", "", {"hits": 6, "typed_characters": 10}),
        ]


def test_filters_in_use_can_be_taken_away(world: World) -> None:
    new_case(world.alice)
    answer = world.client(world.alice).get("/cases/?band=none&overdue=on&page=3")
    assert answer.context["selected"] == [
        {"text": "Risk: Not assessed", "href": "?overdue=on"},
        {"text": "Decision overdue", "href": "?band=none"},
    ]


def test_an_empty_list_says_so(world: World) -> None:
    page = world.client(world.charlie).get("/cases/").content.decode()
    assert "No cases yet" in page


def test_those_who_may_import_find_the_way_from_the_list(world: World) -> None:
    link = f'<a class="govuk-link" href="{reverse("incident_import")}">Import incidents from a file</a>'
    assert link in world.client(world.bob).get("/cases/").content.decode()
    Membership.objects.filter(user_id=world.bob.person).update(role=Role.REPRESENTATIVE)
    page = world.client(world.bob).get("/cases/")
    assert page.status_code == 200
    assert link not in page.content.decode()
