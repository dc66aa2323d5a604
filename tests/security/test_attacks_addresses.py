"""Attacks by addresses and headers: each is tried, and comes to nothing."""

import ast
import re
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.urls import reverse

from partners.actions import password_links
from partners.models import User
from tests.personas import World
from tests.security.attacking import names_of, signed_in, sources, text
from tests.security.situation import Situation

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db(databases=["default", "stats"])
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

# --- filter(**request.GET) ---------------------------------------------------------------------------------------

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


# --- Open redirects ----------------------------------------------------------------------------------------------


WAYS_ON = (
    *("account_login", "account_logout", "account_change_password", "account_reauthenticate", "agreement_accept"),
    *("acting_choose", "mfa_reauthenticate", "mfa_authenticate", "unsent_discard", "session_end", "notice_read_all"),
)


def test_no_way_on_leads_to_another_site(world: World) -> None:
    alice = signed_in(world, "alice")
    for target in ELSEWHERE:
        stays(alice.get(reverse("account_login"), {"next": target}))
        stays(alice.get(reverse("agreement_accept"), {"next": target}))
    for name in WAYS_ON:
        stays(alice.get(reverse(name), {"next": ELSEWHERE[1]}))
    for name in WAYS_ON:
        stays(signed_in(world, "alice").post(f"{reverse(name)}?next={ELSEWHERE[0]}", {"next": ELSEWHERE[0]}))


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


# --- The Host header ---------------------------------------------------------------------------------------------


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


# --- Log injection -----------------------------------------------------------------------------------------------


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


# --- Path traversal ----------------------------------------------------------------------------------------------


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
