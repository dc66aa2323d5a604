"""Recording through the programming interface: the form's own action and checks, and nothing left of a refusal."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from audit.models import Event
from cases.models import Account, Case, Incident, Person, Reopening
from cases.models.incident import Precision, Source
from cases.sections import Section
from cases.states import State
from partners.actor import Actor
from partners.models import Notice
from partners.scope import acting, scope
from tests.cases.given import closed_case, new_case, shared
from tests.personas import World

PATH = "/api/incidents/"


def a_report(**facts: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {
        "recorded_on": today,
        "occurred_from": today,
        "kind": "incident",
        "strands": ["race"],
        "reported_by": "victim",
        **facts,
    }


def post(world: World, actor: Actor, sent: Any) -> tuple[int, Any]:
    answer = world.client(actor).post(PATH, sent, content_type="application/json")
    return answer.status_code, answer.json()


def stored(world: World) -> dict[str, int]:
    """Count what the two agencies, the auditor and the Responsible Person find."""
    counts = {}
    for actor in (world.alice, world.bob):
        with acting(actor):
            for model in (Case, Incident, Account, Person, Reopening):
                counts[f"{actor.name} {model.__name__}"] = model.objects.count()
    with acting(world.grace):
        counts["events"] = Event.objects.exclude(verb="session.begin").count()
    with scope(user_id=world.heidi.user_id):
        counts["notices"] = Notice.objects.count()
    return counts


def test_report_becomes_a_case(world: World) -> None:
    sent = a_report(
        external_reference="PA-17",
        occurred_from="2026-03-27T14:30",
        kind="crime",
        offence="Spat at",
        strands=["race", "disability", "race"],
        description="Shouted at.",
        people=[{"part": "victim", "name": "Quilla", "age": 34, "sex": "female"}, {"part": "subject"}],
    )
    answer = world.client(world.alice).post(PATH, sent, content_type="application/json")
    reference = answer.json()["case"]
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/cases/{reference}/")
    with acting(world.alice):
        incident = Incident.objects.get(pk=answer.json()["incident"])
        assert (incident.case.reference, incident.case.lead_agency_id) == (reference, world.unit.pk)
        assert (incident.source, incident.external_reference) == (Source.INTERFACE, "PA-17")
        assert (incident.kind, incident.offence, incident.strands) == ("crime", "Spat at", ["disability", "race"])
        assert incident.account.description == "Shouted at."
        assert [(person.part, person.age) for person in incident.people.order_by("part")] == [
            ("subject", None),
            ("victim", 34),
        ]
        event = Event.objects.get(verb="incident.record")
    assert (event.subject, event.facts) == (reference, {"source": "interface", "further": False})
    with scope(user_id=world.heidi.user_id):
        assert [notice.subject for notice in Notice.objects.all()] == [reference]
    seen = world.client(world.alice).get(answer.headers["Location"]).json()
    assert seen["people"][1]["name"] == "Quilla"


def test_example_of_the_documentation_can_be_recorded(world: World) -> None:
    written = (settings.BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
    example = re.search(r"```json\n(.+?)```", written, re.DOTALL)
    assert example is not None
    days = {"recorded_on": timezone.localdate().isoformat(), "occurred_from": timezone.localdate().isoformat()}
    assert post(world, world.alice, json.loads(example[1]) | days)[0] == 201


@pytest.mark.parametrize(
    ("text", "utc", "precision"),
    [
        ("2026-03-27", "2026-03-27T00:00:00+00:00", Precision.DAY),
        ("2026-06-27T14:30", "2026-06-27T13:30:00+00:00", Precision.MINUTE),
        ("2026-06-27T14:30:00+01:00", "2026-06-27T13:30:00+00:00", Precision.MINUTE),
        ("2026-06-27T14:30Z", "2026-06-27T14:30:00+00:00", Precision.MINUTE),
    ],
)
def test_time_is_read_as_it_was_meant(world: World, text: str, utc: str, precision: Precision) -> None:
    _, answer = post(world, world.alice, a_report(occurred_from=text))
    with acting(world.alice):
        incident = Incident.objects.get(pk=answer["incident"])
    assert (incident.occurred_from.isoformat(), incident.occurred_precision) == (utc, precision)


def test_what_is_read_can_be_sent_back(world: World) -> None:
    case = new_case(world.alice)
    seen = world.client(world.alice).get(f"/api/cases/{case.reference}/").json()["incidents"][0]
    again = {
        name: value for name, value in seen.items() if name not in ("id", "agency", "source", "occurred_precision")
    }
    status, answer = post(world, world.alice, again)
    assert status == 201
    with acting(world.alice):
        first, second = Incident.objects.get(case=case), Incident.objects.get(pk=answer["incident"])
    assert (second.occurred_from, second.strands) == (first.occurred_from, first.strands)


def test_further_incident_reopens_the_case(world: World) -> None:
    case = closed_case(world.alice)
    shared(world.alice, case, world.housing)
    status, answer = post(world, world.bob, a_report(case=case.reference.lower()))
    assert (status, answer["case"]) == (201, case.reference)
    with acting(world.alice):
        case.refresh_from_db()
        assert case.state == State.ASSESSED
        assert {row.agency_id for row in case.incidents.all()} == {world.unit.pk, world.housing.pk}


SOON = timezone.localdate() + timedelta(days=2)
"""Still to come when the tests run past midnight."""
STRANDS = "race, religion, sexual_orientation, disability, transgender, age, gender, alternative_subculture, "
WRONG: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"strands": []}, {"strands": ["Name at least one strand, or “not_recorded”."]}),
    ({"reported_by": ""}, {"reported_by": ["Say who reported it, or “not_recorded”."]}),
    (
        {"strands": ["ra"]},
        {"strands": [f"“ra” is not a known code. Use one of: {STRANDS}gypsy_roma_traveller, not_recorded."]},
    ),
    ({"kind": "crime"}, {"offence": ["A crime needs an offence: a code of the offence list, or your own words."]}),
    ({"kind": "crim"}, {"kind": ["Use “crime” or “incident”."]}),
    ({"recorded_on": "27/3/2026"}, {"recorded_on": ["Use a date such as 2026-03-27."]}),
    ({"recorded_on": None}, {"recorded_on": ["Every report needs this."]}),
    ({"recorded_on": SOON.isoformat()}, {"recorded_on": ["This day has not come yet."]}),
    (
        {"occurred_from": "2026-03-29T01:30"},
        {"occurred_from": ["There was no 01:30 on this night, because the clocks went forward. Check the time."]},
    ),
    (
        {"occurred_from": "0001-01-01T00:00+14:00"},
        {"occurred_from": ["There is no such time. Use a time such as 2026-03-27T14:30."]},
    ),
    (
        {"occurred_from": "2026-03-27", "occurred_to": "2026-03-26"},
        {"occurred_to": ["The end cannot come before the beginning."]},
    ),
    ({"offence": "x" * 161}, {"offence": ["Use 160 characters or fewer."]}),
    ({"description": "x" * 10_001}, {"description": ["Use 10,000 characters or fewer."]}),
    (
        {"legal_gateway": "vital_interests"},
        {"share_without_consent_reason": ["Sharing without consent needs both a legal gateway and a reason."]},
    ),
    (
        {"people": [{"part": "victim"}, {"part": "victim", "age": 121}]},
        {"people": {"1": {"age": ["Enter an age from 0 to 120, in whole years."]}}},
    ),
    (
        {"people": [{"part": "victim"}, {"part": "subject", "sex": "x"}]},
        {"people": {"1": {"sex": ["“x” is not a known code. Use one of: female, male, not_recorded."]}}},
    ),
    (
        {"people": [{"part": "victim", "is_anonymous": True, "name": "Quilla"}]},
        {"people": {"0": {"name": ["Clear the name: somebody anonymous has no name here."]}}},
    ),
    (
        {"people": [{"part": "thief"}]},
        {"people": {"0": {"part": ["Use “victim”, “witness”, “subject” or “reporter”."]}}},
    ),
    ({"strand": ["race"]}, {"strand": ["This is not a part of the report. Take it out or correct its name."]}),
    ({"kind": "crime", "strands": []}, {"offence", "strands"}),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("facts", "errors"), WRONG)
def test_mistake_is_named_by_its_field_and_nothing_is_left(
    world: World, facts: dict[str, Any], errors: dict[str, Any] | set[str]
) -> None:
    before = stored(world)
    status, answer = post(world, world.alice, a_report(**facts))
    assert (status, set(answer) if isinstance(errors, set) else answer) == (400, errors)
    assert stored(world) == before


def test_everything_that_is_missing_is_named(world: World) -> None:
    status, answer = post(world, world.alice, {})
    assert (status, set(answer)) == (400, {"recorded_on", "occurred_from", "kind"})


def test_same_external_reference_twice_leaves_one(world: World) -> None:
    assert post(world, world.alice, a_report(external_reference="PA-17"))[0] == 201
    before = stored(world)
    assert post(world, world.alice, a_report(external_reference="PA-17")) == (
        409,
        {"detail": "Your agency has recorded an incident with this external reference already."},
    )
    assert stored(world) == before
    assert post(world, world.bob, a_report(external_reference="PA-17"))[0] == 201


def test_refused_further_incident_leaves_nothing_behind(world: World) -> None:
    """Opening the case wrote an event before the action was refused; that is undone too."""
    case = closed_case(world.alice)
    post(world, world.alice, a_report(external_reference="PA-17"))
    before = stored(world)
    assert post(world, world.alice, a_report(external_reference="PA-17", case=case.reference))[0] == 409
    assert stored(world) == before
    with acting(world.alice):
        case.refresh_from_db()
    assert case.state == State.CLOSED


def test_hidden_and_unknown_case_look_the_same(world: World) -> None:
    case = new_case(world.alice)
    before = stored(world)
    found = [post(world, world.bob, a_report(case=reference)) for reference in (case.reference, "7KQ2-M4XD-9H", "?")]
    assert found == [(404, {"detail": "There is no case with this reference that you can see."})] * 3
    assert stored(world) == before


def test_partner_adds_to_a_shared_case_without_reading_more(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, Section.RISK)
    post(world, world.bob, a_report(case=case.reference, description="Again."))
    seen = world.client(world.bob).get(f"/api/cases/{case.reference}/").json()
    assert (len(seen["incidents"]), seen["risk"]) == (2, [])
    assert not {"account", "people", "decision"} & set(seen)


@pytest.mark.parametrize("name", ["erin", "frank", "grace", "ivan"])
def test_role_that_logs_nothing_is_refused(world: World, name: str) -> None:
    before = stored(world)
    assert post(world, world.people()[name], a_report()) == (403, {"detail": "Your role does not include this."})
    assert stored(world) == before


def test_nobody_records_signed_out(world: World) -> None:
    before = stored(world)
    assert Client().post(PATH, a_report(), content_type="application/json").status_code == 403
    assert stored(world) == before


def test_session_needs_its_token(world: World) -> None:
    browser = world.client(world.alice)
    browser.handler.enforce_csrf_checks = True
    before = stored(world)
    answer = browser.post(PATH, a_report(), content_type="application/json")
    assert (answer.status_code, answer.json()) == (403, {"detail": "CSRF Failed: CSRF cookie not set."})
    assert stored(world) == before
    token = browser.get("/account/password/change/").context["csrf_token"]
    answer = browser.post(PATH, a_report(), content_type="application/json", headers={"X-CSRFToken": str(token)})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('"x"', "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        ("kind=crime", "application/x-www-form-urlencoded", 415),
        ("--x--", "multipart/form-data; boundary=x", 415),
    ],
)
def test_other_than_a_json_object_is_refused(world: World, body: str, content_type: str, status: int) -> None:
    answer = world.client(world.alice).post(PATH, body, content_type=content_type)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_000)
def test_too_much_is_refused_unread(world: World) -> None:
    assert post(world, world.alice, a_report(description="x" * 1_000)) == (
        413,
        {"detail": "This is too much for one report. Send a smaller one."},
    )
    assert post(world, world.alice, a_report())[0] == 201


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_only_posting_records(world: World, method: str) -> None:
    assert getattr(world.client(world.alice), method)(PATH).status_code == 405
