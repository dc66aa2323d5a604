"""Reading through the programming interface: the same sight as the pages give, and the same record of who looked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.models import Case
from cases.models.decision import Choice
from cases.sections import Section
from partners.actor import Actor
from partners.models import Membership
from partners.scope import acting
from tests.cases.given import NAME, STORY, decided_case, further_incident, grave_answers, new_case, shared
from tests.cases.given import assess as assess_case
from tests.personas import World

LIST = "/api/cases/"
SUMMARY_KEYS = {
    "reference",
    "lead_agency",
    "state",
    "band",
    "opened_on",
    "decision_due_on",
    "review_on",
    "victim_told_on",
    "victim_not_told",
    "closed_on",
    "closing_outcome",
    "sections",
}
NO_SUCH_CASE = {"detail": "There is no case with this reference that you can see."}


def get(world: World, actor: Actor, path: str) -> tuple[int, Any]:
    answer = world.client(actor).get(path)
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status_code, answer.json()


def case_path(case: Case) -> str:
    return reverse("api_case", args=[case.reference])


def events(world: World, actor: Actor) -> list[Event]:
    """What `actor` did after signing in, as the auditor reads it."""
    with acting(world.grace):
        return list(Event.objects.filter(user_id=actor.user_id).exclude(verb="session.begin").order_by("at"))


def test_list_holds_the_visible_cases_newest_first(world: World) -> None:
    yesterday = timezone.localtime() - timedelta(days=1)
    older = new_case(world.alice, recorded_on=yesterday.date(), occurred_from=yesterday - timedelta(hours=1))
    newer = new_case(world.alice)
    new_case(world.charlie)
    further_incident(world.alice, newer, strands=("disability", "race"))
    status, found = get(world, world.alice, LIST)
    assert status == 200
    assert [row["reference"] for row in found["results"]] == [newer.reference, older.reference]
    assert (found["count"], found["next"], found["previous"]) == (2, None, None)
    first = found["results"][0]
    assert set(first) == SUMMARY_KEYS | {"strands", "areas"}
    assert (first["strands"], first["areas"], first["state"]) == (["disability", "race"], [], "new")
    assert first["lead_agency"] == {"code": "HCU", "name": "Hate Crime Unit"}
    assert first["sections"] == ["account", "decision", "documents", "people", "risk", "summary"]


def test_list_names_the_sections_that_are_shared(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, Section.PEOPLE)
    shared(world.alice, case, world.housing, Section.RISK)
    _, found = get(world, world.bob, LIST)
    assert [(row["reference"], row["sections"]) for row in found["results"]] == [
        (case.reference, ["people", "risk", "summary"])
    ]


def test_list_comes_in_pages(world: World, django_assert_max_num_queries: Any) -> None:
    references = {new_case(world.alice).reference for _ in range(26)}
    browser = world.client(world.alice)
    with django_assert_max_num_queries(20):
        first = browser.get(LIST).json()
    second = browser.get(first["next"]).json()
    assert (first["count"], len(first["results"]), len(second["results"]), second["next"]) == (26, 25, 1, None)
    assert {row["reference"] for row in first["results"] + second["results"]} == references
    assert get(world, world.alice, f"{LIST}?page=3") == (404, {"detail": "There is no page “3”."})


def test_list_is_recorded_as_the_page_is(world: World) -> None:
    new_case(world.alice)
    get(world, world.alice, LIST)
    last = events(world, world.alice)[-1]
    assert (last.verb, last.subject, last.facts) == ("case.list", "", {"hits": 1})


def test_lead_agency_reads_every_section(world: World) -> None:
    case = decided_case(world.alice)
    further_incident(world.alice, case)
    status, found = get(world, world.alice, case_path(case))
    assert status == 200
    assert set(found) == SUMMARY_KEYS | {"incidents", "account", "people", "risk", "decision"}
    assert (found["reference"], found["state"], found["band"]) == (case.reference, "assessed", "low")
    assert [row["strands"] for row in found["incidents"]] == [["race"], ["race"]]
    assert [row["description"] for row in found["account"]] == [STORY, STORY]
    assert {row["incident"] for row in found["account"]} == {row["id"] for row in found["incidents"]}
    assert [(row["name"], row["part"], row["do_not_tell"]) for row in found["people"]] == [
        (NAME, "victim", "Her brother")
    ] * 2
    assert [(row["band"], row["completed_by"]) for row in found["risk"]] == [("low", "Alice")]
    assert [(row["choice"], row["decided_by"]) for row in found["decision"]["decisions"]] == [
        (Choice.SINGLE_AGENCY, "Alice")
    ]
    assert [row["cause"] for row in found["decision"]["reopenings"]] == ["new_incident"]


@pytest.mark.parametrize("section", [Section.ACCOUNT, Section.DECISION, Section.PEOPLE, Section.RISK])
def test_partner_reads_what_is_shared_and_no_key_beside(world: World, section: Section) -> None:
    case = new_case(world.alice)
    assess_case(world.alice, case, grave_answers())
    shared(world.alice, case, world.housing, section)
    _, found = get(world, world.bob, case_path(case))
    assert set(found) == SUMMARY_KEYS | {"incidents", section.value}
    assert found["sections"] == sorted([section.value, "summary"])
    text = str(found)
    assert (NAME in text) == (section == Section.PEOPLE)
    assert (STORY in text) == (section == Section.ACCOUNT)


def test_reading_a_case_is_recorded_with_the_sections(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, Section.PEOPLE)
    get(world, world.bob, case_path(case))
    last = events(world, world.bob)[-1]
    assert (last.verb, last.subject, last.sections) == ("case.read", case.reference, ["people", "summary"])


def test_hidden_and_unknown_look_the_same(world: World) -> None:
    case = new_case(world.alice)
    browser = world.client(world.charlie)
    answers = [browser.get(path) for path in (case_path(case), "/api/cases/0000-0000-00/", "/api/cases/nonsense/")]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, NO_SUCH_CASE)] * 3
    assert len({(answer.content, str(sorted(answer.headers.items()))) for answer in answers}) == 1
    assert events(world, world.charlie) == []


def test_access_that_has_ended_hides_the_case(world: World) -> None:
    case = new_case(world.alice)
    row = shared(world.alice, case, world.housing, Section.PEOPLE)
    with acting(world.alice):
        row.revoked_at, row.revoked_by_id = timezone.now(), world.alice.person
        row.save(update_fields=("revoked_at", "revoked_by"))
    assert get(world, world.bob, case_path(case)) == (404, NO_SUCH_CASE)
    assert get(world, world.bob, LIST)[1]["results"] == []


@pytest.mark.parametrize("path", [LIST, "/api/cases/7KQ2-M4XD-9H/"])
def test_nobody_reads_signed_out(db: None, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.json()) == (403, {"detail": "Authentication credentials were not provided."})


@pytest.mark.parametrize("name", ["erin", "frank", "grace", "ivan"])
def test_role_without_case_content_is_told_so(world: World, name: str) -> None:
    case = new_case(world.alice)
    for path in (LIST, case_path(case)):
        assert get(world, world.people()[name], path) == (403, {"detail": "Your role does not include this."})


def test_person_whose_role_has_ended_is_told_so(world: World) -> None:
    browser = world.client(world.alice)
    Membership.objects.filter(user_id=world.alice.person).update(until=timezone.localdate() - timedelta(days=1))
    answer = browser.get(LIST)
    sentence = "Your account has no role at present. Ask your partnership's administrator."
    assert (answer.status_code, answer.json()) == (403, {"detail": sentence})


def test_interface_is_json_only_and_never_stored(world: World) -> None:
    answer = world.client(world.alice).get(LIST, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (406, "application/json")
    answer = world.client(world.alice).get(LIST, headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reading_addresses_only_read(world: World, method: str) -> None:
    case = new_case(world.alice)
    for path in (LIST, case_path(case)):
        assert getattr(world.client(world.alice), method)(path).status_code == 405
