"""Attacks on what a browser shows and sends: each is tried, and comes to nothing."""

import ast
import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.template.loader import render_to_string
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse

from cases.models.person import Part
from cases.papers import pdf_is_available
from cases.report import PersonReport
from partners.models import User
from tests.cases import given
from tests.personas import World
from tests.security.access_matrix import MATRIX
from tests.security.attacking import ROOT, names_of, signed_in, sources, text
from tests.security.situation import Relation, Situation

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db(databases=["default", "stats"])
PASSWORD = "seven-quiet-otters-sing"

# --- HTML, XML and addresses in papers ---------------------------------------------------------------------------


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


# --- Sessions ----------------------------------------------------------------------------------------------------


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


# --- Forged requests ---------------------------------------------------------------------------------------------

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


# --- Clickjacking ------------------------------------------------------------------------------------------------


def test_no_page_can_be_put_in_a_frame(situation: Situation) -> None:
    for browser, name in ((Client(), "account_login"), (signed_in(situation.world, "alice"), "incident_start")):
        headers = browser.get(reverse(name)).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
