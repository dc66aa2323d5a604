"""Attacks by what a form sends: each is tried, and comes to nothing."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from cases.api.reports import Strict
from cases.models import Case, Decision, Document, Incident
from cases.models.decision import Choice
from conferences.actions import attendance, convene
from conferences.actions.attendance import Attendee
from conferences.forms.attendance import MOST_ROWS
from conferences.models import Attendance, Conference
from conferences.models.attendance import Presence
from partners.scope import acting
from referrals.models import Service
from tests.cases import files, given
from tests.conferences import meetings
from tests.personas import World
from tests.security.attacking import signed_in, sources, subclasses
from tests.security.situation import Relation, Situation

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db(databases=["default", "stats"])

# --- Forged formsets ---------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(world: World) -> Conference:
    """Alice's agency holds a conference with Housing."""
    case = given.decided_case(world.alice, Choice.MULTI_AGENCY)
    with acting(world.alice):
        return meetings.a_conference(world, case)


def rows(*people: dict[str, object], total: object | None = None) -> dict[str, object]:
    """Return what the form of attendance sends: a row for each person."""
    sent = {f"people-{place}-{name}": value for place, row in enumerate(people) for name, value in row.items()}
    return {"people-TOTAL_FORMS": len(people) if total is None else total, "people-INITIAL_FORMS": 0, **sent}


def attendances(world: World) -> list[str]:
    with acting(world.alice):
        return sorted(Attendance.objects.values_list("name", flat=True))


@pytest.mark.parametrize("total", ["", "-1", "x", "1e9", "99999999999999999999"])
def test_a_forged_number_of_forms_writes_nothing(world: World, meeting: Conference, total: str) -> None:
    path = reverse("conference_attendance", args=[meeting.pk])
    answer = signed_in(world, "dana").post(path, rows({"name": "Eve", "presence": "present"}, total=total))
    assert answer.status_code == (302 if total == "-1" else 200)
    assert attendances(world) == []


def test_a_formset_without_its_management_form_writes_nothing(world: World, meeting: Conference) -> None:
    answer = signed_in(world, "dana").post(reverse("conference_attendance", args=[meeting.pk]), {"people-0-name": "E"})
    assert answer.status_code == 200
    assert attendances(world) == []


def test_a_formset_takes_no_more_forms_than_a_meeting_has_people(world: World, meeting: Conference) -> None:
    path = reverse("conference_attendance", args=[meeting.pk])
    answer = signed_in(world, "dana").post(path, rows({"name": "Eve"}, total=50_000))
    assert len(answer.context["formset"].forms) == MOST_ROWS
    assert attendances(world) == []


def test_a_formset_cannot_remove_a_row_of_another_meeting(world: World, meeting: Conference) -> None:
    other_case = given.decided_case(world.bob, Choice.MULTI_AGENCY)
    with acting(world.bob):
        theirs = convene.convene(
            actor=world.bob,
            case=other_case,
            meeting=meetings.a_meeting(world, invited={world.unit.pk: []}, chair_id=world.bob.person),
        )
        attendance.record(
            actor=world.bob,
            conference=theirs,
            people=[Attendee(world.housing.pk, "Bob", Presence.PRESENT, is_confirmed=True)],
        )
        row = Attendance.objects.get(conference=theirs)
    forged = {"known": "True", "attendance": row.pk, "name": "Bob", "agency": world.unit.pk, "presence": ""}
    signed_in(world, "dana").post(reverse("conference_attendance", args=[meeting.pk]), rows(forged))
    with acting(world.bob):
        assert Attendance.objects.filter(pk=row.pk).exists()


def test_a_formset_cannot_add_somebody_of_an_agency_that_was_not_invited(world: World, meeting: Conference) -> None:
    for agency in (world.harbour, world.elsewhere):
        forged = {"name": "Eve", "agency": agency.pk, "presence": "present"}
        path = reverse("conference_attendance", args=[meeting.pk])
        assert signed_in(world, "dana").post(path, rows(forged)).status_code == 200
    assert attendances(world) == []


# --- Mass assignment ---------------------------------------------------------------------------------------------


def test_no_form_or_serializer_that_writes_is_made_from_a_model() -> None:
    """What a form takes is what it names, but for one; and the interface refuses names that it does not know."""
    made = {kind.__name__: set(vars(kind)["base_fields"]) for kind in subclasses(forms.ModelForm)}
    assert made == {"ServiceForm": SERVICE}
    writing = {kind for kind in subclasses(serializers.Serializer) if not issubclass(kind, serializers.ModelSerializer)}
    assert {kind for kind in writing if kind is not Strict and not issubclass(kind, Strict)} == set()
    constants = {
        (name, each.value) for name, node in sources() for each in ast.walk(node) if isinstance(each, ast.Constant)
    }
    assert not [name for name, value in constants if value == "__all__"]


SERVICE = {
    *("name", "offers", "for_whom", "where", "opening", "languages", "how_to_refer", "phone", "email", "agency"),
    "is_listed",
}


def test_fields_that_a_form_does_not_ask_for_change_nothing(world: World) -> None:
    case = given.assessed_case(world.alice)
    forged = {
        "lead_agency": str(world.housing.pk),
        "state": "closed",
        "decided_by": str(world.bob.person),
        "decided_by_id": str(world.bob.person),
        "agency_id": str(world.housing.pk),
        "due_on": "1990-01-01",
    }
    sent = {"choice": "single_agency", "reasons": "It fits."} | forged
    assert signed_in(world, "alice").post(reverse("decision_new", args=[case.reference]), sent).status_code == 302
    with acting(world.alice):
        decision = Decision.objects.get(case=case)
        stored = Case.objects.get(pk=case.pk)
    assert (decision.decided_by_id, decision.agency_id) == (world.alice.user_id, world.unit.pk)
    assert (stored.lead_agency_id, stored.state, decision.due_on) == (
        world.unit.pk,
        "single_agency",
        case.decision_due_on,
    )


def test_a_document_cannot_say_that_it_is_clean_or_whose_it_is(world: World) -> None:
    case = given.new_case(world.alice)
    forged = {"scan": "clean", "agency": str(world.housing.pk), "name": "../x", "kind": "exe", "added_by": str(uuid4())}
    upload = SimpleUploadedFile("a.pdf", files.PDF)
    path = reverse("document_add", args=[case.reference])
    assert signed_in(world, "alice").post(path, {"file": upload, **forged}).status_code == 302
    with acting(world.alice):
        document = Document.objects.get(case=case)
    assert (document.scan, document.agency_id, document.name) == ("not_scanned", world.unit.pk, "a.pdf")


def test_the_interface_refuses_names_that_it_does_not_know(world: World) -> None:
    now = timezone.localtime()
    with acting(world.alice):
        before = Incident.objects.count()
    report = {
        "recorded_on": now.date().isoformat(),
        "occurred_from": (now - timedelta(hours=1)).isoformat(timespec="seconds"),
        "kind": "incident",
        "strands": ["race"],
        "reported_by": "victim",
    }
    for name in ("lead_agency", "agency_id", "state", "partnership", "id", "pk", "__proto__"):
        answer = signed_in(world, "alice").post(
            reverse("api_incident_record"), report | {name: str(uuid4())}, content_type="application/json"
        )
        assert answer.status_code == 400
        assert list(answer.json()) == [name]
    with acting(world.alice):
        assert Incident.objects.count() == before


# --- Insecure direct object references in what is posted ---------------------------------------------------------


def test_every_field_that_takes_the_key_of_a_record_is_known_here() -> None:
    """Keys in addresses are tried by the access matrix; these are the ones in forms, each tried below."""
    keyed = {
        f"{kind.__name__}.{name}"
        for kind in subclasses(forms.BaseForm)
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field, forms.UUIDField | forms.ModelChoiceField)
    }
    assert keyed == {
        *("JudgementForm.token", "NotesForm.remove", "PersonForm.agency", "PersonForm.attendance", "RoleForm.agency"),
        "ServiceForm.agency",
    }


def test_keys_of_others_in_a_form_are_no_choice(situation: Situation) -> None:
    world = situation.world
    refused: list[str] = []
    for who, name, key, field, values in keys_of_others(situation):
        for value in values:
            answer = signed_in(world, who).post(reverse(name, kwargs=key), {field: str(value)})
            form = answer.context["form"] if answer.status_code == 200 else None
            if form is None or field not in form.errors:
                refused.append(f"{name}.{field}={value}: {answer.status_code}")
    assert refused == []


def keys_of_others(situation: Situation) -> Iterator[tuple[str, str, dict[str, object], str, list[object]]]:
    """Who posts what, where: records of other agencies, of another partnership, and of nobody."""
    world = situation.world
    nobody = uuid4()
    multi = given.decided_case(world.alice, Choice.MULTI_AGENCY)
    reference: dict[str, object] = {"reference": multi.reference}
    strangers: list[object] = [world.judy.person, world.bob.person, nobody]
    yield "alice", "conference_convene", reference, "chair", strangers
    yield "alice", "conference_convene", reference, "agencies", [world.elsewhere.pk, world.unit.pk, nobody]
    foreign = situation.find(world.alice, Relation.ELSEWHERE, Service)
    assert foreign is not None
    receivers: list[object] = [
        f"agency:{world.elsewhere.pk}",
        f"service:{foreign.pk}",
        f"agency:{nobody}",
        "x:y",
        "agency:",
    ]
    yield "alice", "referral_new", reference, "receiver", receivers
    yield "alice", "case_restrict", reference, "people", [world.judy.person, world.bob.person, nobody]
    yield "frank", "service_new", {}, "agency", [world.elsewhere.pk, nobody]
    yield "alice", "acting_choose", {}, "acting_for", [f"{world.elsewhere.pk}:{world.other_partnership.pk}", "x"]


def test_a_further_incident_for_a_case_of_others_is_not_found(situation: Situation) -> None:
    hidden = situation.find(situation.world.alice, Relation.OTHER, Case)
    assert isinstance(hidden, Case)
    alice = signed_in(situation.world, "alice")
    for method in (alice.get, alice.post):
        assert method(reverse("incident_start"), {"case": hidden.reference}).status_code == 404
    report = {
        "case": hidden.reference,
        "recorded_on": "2026-03-02",
        "occurred_from": "2026-03-01T10:00Z",
        "kind": "incident",
        "strands": ["race"],
        "reported_by": "victim",
    }
    answer = alice.post(reverse("api_incident_record"), report, content_type="application/json")
    assert answer.status_code == 404
