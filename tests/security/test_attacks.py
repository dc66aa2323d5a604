"""Attacks on the web's usual doors, by name: each is tried, and comes to nothing."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from cases.api.reports import Strict
from cases.models import Case, Decision, Document, Incident
from cases.models.decision import Choice
from cases.models.person import Part
from cases.papers import pdf_is_available
from cases.report import PersonReport
from conferences.actions import attendance, convene
from conferences.actions.attendance import Attendee
from conferences.forms.attendance import MOST_ROWS
from conferences.models import Attendance, Conference
from conferences.models.attendance import Presence
from hatecrime import urls
from partners.actions import password_links
from partners.models import User
from partners.scope import acting
from referrals.models import Service
from tests.cases import files, given
from tests.conferences import meetings
from tests.personas import World
from tests.security.access_matrix import MATRIX
from tests.security.situation import Relation, Situation

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db(databases=["default", "stats"])
ROOT = Path(__file__).parents[2]
APPS = ("audit", "partners", "cases", "conferences", "referrals", "reporting", "hatecrime")
PASSWORD = "seven-quiet-otters-sing"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "http://127.0.0.1@evil.example/",
)


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of ours, but for migrations."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths)


def text(answer: "Answer") -> str:
    return answer.content.decode()


def signed_in(world: World, name: str) -> Client:
    return world.client(world.people()[name])


def names_of(node: ast.Module) -> set[str]:
    found = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return found | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


# --- Forged formsets ------------------------------------------------------------------------------------------------


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


# --- Mass assignment ------------------------------------------------------------------------------------------------


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


def subclasses(kind: type) -> set[type]:
    """Return every subclass that is ours; the addresses of the site load all of them."""
    assert urls.urlpatterns
    found = {one for each in kind.__subclasses__() for one in {each, *subclasses(each)}}
    return {one for one in found if one.__module__.split(".")[0] in APPS}


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


# --- Insecure direct object references in what is posted ------------------------------------------------------------


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


# --- filter(**request.GET) ------------------------------------------------------------------------------------------

LISTS = {
    "case_list": "alice",
    "conference_list": "alice",
    "action_list": "alice",
    "referral_list": "alice",
    "service_list": "alice",
    "notice_list": "alice",
    "monitoring_list": "ivan",
    "report_list": "erin",
    "audit_list": "grace",
    "administration": "frank",
    "api_case_list": "alice",
}
FILTERS = (
    "lead_agency__name=Ashbridge+Housing",
    "lead_agency__password__startswith=a",
    "accesses__agency__users__password__regex=.*",
    "_connector=1%3D1)+OR+(1%3D1",
    "pk__in=1,2,3",
    "order_by=password",
    "ordering=-user__password",
    "page_size=1000000",
    "limit=-1",
    "state[]=new",
    "format=api",
    "fields=password",
)
HOSTILE = (
    "&".join(FILTERS),
    "page=-1&state=%00&strand='%3B--",
    "page=99999999999999999999",
    "page=1%00&words=%00&language=%00&person=%00&case=%00",
)


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_filtered_by_what_the_address_names(situation: Situation, name: str) -> None:
    """Whatever stands in the address, nobody sees a record that the plain list does not show."""
    browser = signed_in(situation.world, LISTS[name])
    plain = browser.get(reverse(name))
    shown = references(plain)
    for query in HOSTILE:
        answer = browser.get(f"{reverse(name)}?{query}")
        assert answer.status_code in ({200, 404} if name.startswith("api_") else {200}), query
        assert references(answer) <= shown, query


def references(answer: "Answer") -> set[str]:
    return set(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}", text(answer)))


def test_nothing_is_unpacked_from_a_request_into_a_query() -> None:
    for name, node in sources():
        for call in ast.walk(node):
            if isinstance(call, ast.Call):
                unpacked = [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg is None]
                assert not [each for each in unpacked if re.search(r"\b(GET|POST|FILES|META|request\.data)\b", each)], (
                    name
                )
        assert not names_of(node) & {"RawQuerySet", "extra"} or name in {"hatecrime/demo/filling.py"}, name


# --- Open redirects -------------------------------------------------------------------------------------------------


WAYS_ON = (
    *("account_login", "account_logout", "account_change_password", "account_reauthenticate", "agreement_accept"),
    *("acting_choose", "mfa_reauthenticate", "mfa_authenticate", "unsent_discard", "session_end", "notice_read_all"),
)


def test_no_way_on_leads_to_another_site(world: World) -> None:
    alice = signed_in(world, "alice")
    for target in ELSEWHERE:
        stays(Client().get(reverse("account_login"), {"next": target}))
        for name in WAYS_ON:
            stays(alice.get(reverse(name), {"next": target}))
    for target in ELSEWHERE[:2]:
        for name in WAYS_ON:
            stays(signed_in(world, "alice").post(f"{reverse(name)}?next={target}", {"next": target}))


def test_signing_in_leads_to_no_other_site(world: World) -> None:
    User.objects.filter(pk=world.alice.person).update(password=make_password(PASSWORD))
    for target in ELSEWHERE[1:4]:
        typed = {"login": "alice@example.org", "password": PASSWORD, "next": target}
        stays(Client().post(f"{reverse('account_login')}?next={target}", typed))


def stays(answer: "Answer") -> None:
    """Check that an answer leads nowhere but to this site."""
    location = answer.headers.get("Location", "/")
    assert re.fullmatch(r"/([^/\\\s].*)?", location), location
    assert "evil.example" not in location.partition("?")[0]


def test_what_was_not_sent_is_never_sent_to_another_site(world: World) -> None:
    alice = signed_in(world, "alice")
    for target in ELSEWHERE:
        answer = alice.post(f"{reverse('unsent_keep')}?path={target}", {"reasons": "x"})
        assert answer.status_code == 400
    assert "evil.example" not in text(alice.get(reverse("unsent_page")))


# --- The Host header ------------------------------------------------------------------------------------------------


def test_a_forged_host_gets_no_page_and_no_link_in_an_email(world: World) -> None:
    reset = reverse("account_reset_password")
    for headers in ({"host": "evil.example"}, {"host": "127.0.0.1.evil.example"}, {"host": "127.0.0.1@evil.example"}):
        assert Client().post(reset, {"email": "alice@example.org"}, headers=headers).status_code == 400
    assert mail.outbox == []
    forwarded = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-host": "evil.example"}
    assert Client().post(reset, {"email": "alice@example.org"}, headers=forwarded).status_code == 302
    for wanted in password_links.waiting():
        password_links.send(wanted_id=wanted)
    (sent,) = mail.outbox
    assert "evil.example" not in f"{sent.subject}{sent.body}"
    assert settings.ALLOWED_HOSTS
    assert "*" not in settings.ALLOWED_HOSTS
    assert not settings.USE_X_FORWARDED_HOST


# --- Log injection --------------------------------------------------------------------------------------------------


def test_nothing_that_a_stranger_sends_begins_a_line_of_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    fake = "\r\n2026-11-21 00:00:00 INFO django.security all is well"
    alice = signed_in(world, "alice")
    alice.get("/no%0d%0a2026-11-21 INFO all is well/")
    alice.get(f"/cases/x{fake}/".replace("\r\n", "%0d%0a"))
    Client().get("/", headers={"host": f"evil{fake}"})
    Client().get("/", headers={"referer": fake, "user-agent": fake, "x-request-id": fake})
    Client().post(reverse("account_login"), {"login": f"a{fake}@example.org", "password": fake})
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {}, headers={"referer": f"https://x{fake}"})
    alice.generic("GE T", "/")
    written = [record.getMessage() for record in caplog.records]
    assert written
    assert not [line for line in written if "\n" in line or "\r" in line]


# --- Path traversal -------------------------------------------------------------------------------------------------


def test_no_name_leads_out_of_its_folder(situation: Situation) -> None:
    erin = signed_in(situation.world, "erin")
    for path in (
        "/static/../hatecrime/settings.py",
        "/static/..%2f..%2fhatecrime/settings.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/site/..\\..\\manage.py",
        "/static/site/%00",
    ):
        assert erin.get(path).status_code == 404, path
    download = reverse("report_download", kwargs={"run_id": uuid4(), "format_": "pdf"}).replace(
        "pdf", "..%2f..%2fetc%2fpasswd"
    )
    assert erin.get(download).status_code == 404


# --- HTML, XML and addresses in papers ------------------------------------------------------------------------------


@pytest.mark.skipif(not pdf_is_available(), reason="PDF needs Pango, which this machine lacks.")
@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "http://127.0.0.1/",
        "https://evil.example/x.png",
        "ftp://evil.example/x",
        "data:text/plain,x",
        "paper:../../../etc/passwd",
        "paper:SourceSans3-Regular.woff2/../paper.py",
        "//evil.example/x",
        "",
    ],
)
def test_a_paper_fetches_nothing_but_its_own_fonts(address: str) -> None:
    from cases.papers.engine import PackagedOnly  # noqa: PLC0415 - importing it fails where Pango is missing.

    with pytest.raises(ValueError, match="only use what is packaged"):
        PackagedOnly().fetch(address)


def test_what_was_typed_stays_text_on_pages_and_papers(world: World) -> None:
    hostile = "<img src=file:///etc/passwd><script>alert(1)</script><?xml version='1.0'?><!ENTITY x SYSTEM 'file:///'>"
    case = given.new_case(world.alice, description=hostile, people=(PersonReport(part=Part.VICTIM, name=hostile),))
    page = text(signed_in(world, "alice").get(reverse("case_page", args=[case.reference])))
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2
    assert "<script>alert" not in page
    assert "<img src=file" not in page
    paper = render_to_string("papers/base.html", {"title": hostile, "marking": hostile, "partnership": hostile})
    assert "<script>alert" not in paper
    assert "<img src=file" not in paper


def test_no_template_puts_typed_text_out_unescaped() -> None:
    """Only plain-text e-mails, and the hints of fields, which stand in our own code, are put out as they are."""
    loose = {
        str(path.relative_to(ROOT)): found
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and (found := re.findall(r"\|\s*safe\w*|autoescape off", path.read_text()))
    }
    assert loose == {
        "templates/account/email/base_message.txt": ["autoescape off"],
        "templates/partners/notice_email.txt": ["autoescape off"],
        "templates/django/forms/field.html": ["|safe"],
        "templates/django/forms/field_messages.html": ["|safe"],
    }


def test_no_xml_is_read() -> None:
    readers = {"xml", "lxml", "defusedxml", "xmltodict"}
    for name, node in sources():
        imported = {alias.name for each in ast.walk(node) if isinstance(each, ast.Import) for alias in each.names}
        imported |= {each.module or "" for each in ast.walk(node) if isinstance(each, ast.ImportFrom)}
        assert not {module.split(".")[0] for module in imported} & readers, name


# --- Sessions -------------------------------------------------------------------------------------------------------


def test_a_session_key_that_was_planted_is_worth_nothing(world: World) -> None:
    User.objects.filter(pk=world.alice.person).update(password=make_password(PASSWORD))
    victim = Client()
    victim.get(reverse("account_login"))
    planted = "a" * 32
    victim.cookies[settings.SESSION_COOKIE_NAME] = planted
    victim.post(reverse("account_login"), {"login": "alice@example.org", "password": PASSWORD})
    own = victim.cookies[settings.SESSION_COOKIE_NAME].value
    assert own != planted
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert attacker.get(reverse("home")).status_code == 302


def test_the_session_key_changes_at_signing_in_and_dies_at_signing_out(world: World) -> None:
    User.objects.filter(pk=world.alice.person).update(password=make_password(PASSWORD))
    browser = Client()
    session = browser.session
    session["before"] = "1"
    session.save()
    before = session.session_key
    browser.post(reverse("account_login"), {"login": "alice@example.org", "password": PASSWORD})
    during = browser.session.session_key
    assert before != during
    kept = Client()
    kept.cookies[settings.SESSION_COOKIE_NAME] = during or ""
    browser.post(reverse("account_logout"))
    assert kept.get(reverse("case_list")).status_code == 302


# --- Forged requests ------------------------------------------------------------------------------------------------

POSTED = [name for name, row in MATRIX.items() if not row.never[1]]


def address(situation: Situation, name: str) -> str:
    """Return an address of this kind; whose record it names does not matter here."""
    row = MATRIX[name]
    keys = situation.keys(situation.world.alice, Relation.MISSING, row.table, row.record) if row.record else {}
    return reverse(name, kwargs={**(keys or {}), **row.fixed})


def test_no_post_is_taken_without_the_token_of_its_form(situation: Situation) -> None:
    """Every address that takes a POST, whoever may use it: another site's form is refused before anything is done."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in(situation.world, "alice").cookies
    taken = []
    for name in POSTED:
        kind = "application/json" if name.startswith("api_") else MULTIPART_CONTENT
        answer = browser.post(address(situation, name), {"csrfmiddlewaretoken": "x" * 64}, content_type=kind)
        if answer.status_code != 403 or not re.search("This page had been open too long|CSRF Failed", text(answer)):
            taken.append(f"{name}: {answer.status_code}")
    assert len(POSTED) > 50
    assert taken == []


def test_no_view_is_exempt_from_a_check() -> None:
    exempt = {"csrf_exempt", "xframe_options_exempt", "xframe_options_sameorigin", "csp_exempt", "csp_replace"}
    assert {name for name, node in sources() if names_of(node) & exempt} == set()


def test_no_header_or_field_overrides_the_method(situation: Situation) -> None:
    """A page that is only read is not written by a GET that calls itself POST, nor the other way round."""
    alice = signed_in(situation.world, "alice")
    override = {"x-http-method-override": "POST", "x-http-method": "POST", "x-method-override": "POST"}
    only_post = [name for name in POSTED if MATRIX[name].never[0]]
    for name in only_post:
        assert alice.get(f"{address(situation, name)}?_method=POST", headers=override).status_code == 405, name
    for sent in ("DELETE", "PUT", "PATCH"):
        answer = alice.post(reverse("case_list"), {"_method": sent}, headers={"x-http-method-override": sent})
        assert answer.status_code == 405
        assert alice.generic(sent, reverse("api_case_list")).status_code == 405
    assert alice.generic("TRACE", "/").status_code == 405


# --- Clickjacking ---------------------------------------------------------------------------------------------------


def test_no_page_can_be_put_in_a_frame(situation: Situation) -> None:
    for browser, name in ((Client(), "account_login"), (signed_in(situation.world, "alice"), "incident_start")):
        headers = browser.get(reverse(name)).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
