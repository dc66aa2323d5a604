"""The headers that close the web's usual doors: exact, on every kind of response, errors included."""

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from cases.models import Case
from partners.models import User
from reporting.models import ReportRun
from tests.personas import World
from tests.security.production import SITE, settings_of_production
from tests.security.situation import Relation, Situation, lay_out

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db(databases=["default", "stats"])

PAGE_POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; script-src 'self'; style-src 'self'"
)
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
EVERYWHERE = {
    "Content-Security-Policy": PAGE_POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
        "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), "
        "usb=(), xr-spatial-tracking=(), publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NAMES = (*EVERYWHERE, "Access-Control-Allow-Origin", "Server", "X-Powered-By", "Set-Cookie")
IN_A_FILE = EVERYWHERE | {"Content-Security-Policy": FILE_POLICY}
IN_THE_CLEAR = {name: value for name, value in EVERYWHERE.items() if name != "Strict-Transport-Security"}
STATIC = EVERYWHERE | {"Cache-Control": "max-age=60, public"}

Ask = Callable[["Browser"], "Answer"]


class Browser(Client):
    """A browser of somebody who comes over HTTPS, to the site under its own name."""

    def __init__(self, situation: Situation, *, name: str = "", checks_tokens: bool = False) -> None:
        super().__init__(enforce_csrf_checks=checks_tokens, raise_request_exception=False)
        self.defaults |= {"HTTP_X_FORWARDED_PROTO": "https", "SERVER_NAME": SITE, "HTTP_ORIGIN": f"https://{SITE}"}
        self.situation = situation
        if name:
            actor = situation.world.people()[name]
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            self.force_login(User.objects.get(pk=actor.person), backend=backend)

    def path(self, name: str, relation: Relation, table: type[Case] | type[ReportRun] = Case, **more: str) -> str:
        row = self.situation.find(self.situation.world.alice, relation, table)
        assert row is not None
        key = {"reference": row.reference} if isinstance(row, Case) else {"run_id": row.pk}
        return reverse(name, kwargs={**key, **more})


@pytest.fixture
def situation(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Situation]:
    laid_out = lay_out(world)
    production = settings_of_production(monkeypatch, SECOND_FACTOR="skipped")
    with override_settings(
        **production, WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True, ROOT_URLCONF="tests.security.doors_urls"
    ):
        yield laid_out


RESPONSES: list[tuple[str, str, int, Ask, dict[str, str]]] = [
    ("the page to sign in", "", 200, lambda it: it.get(reverse("account_login")), EVERYWHERE),
    ("healthy", "", 200, lambda it: it.get(reverse("healthy")), EVERYWHERE),
    ("a page", "alice", 200, lambda it: it.get(reverse("case_list")), EVERYWHERE),
    ("a case", "alice", 200, lambda it: it.get(it.path("case_page", Relation.OWN)), EVERYWHERE),
    ("the way to sign in", "", 302, lambda it: it.get(reverse("case_list")), EVERYWHERE),
    ("after a form", "alice", 302, lambda it: it.post(reverse("incident_start")), EVERYWHERE),
    ("another host", "", 400, lambda it: it.get("/", headers={"host": "evil.example"}), EVERYWHERE),
    ("no role for it", "frank", 403, lambda it: it.get(reverse("case_list")), EVERYWHERE),
    ("a form without its token", "alice", 403, lambda it: it.post(reverse("incident_start")), EVERYWHERE),
    ("a hidden case", "alice", 404, lambda it: it.get(it.path("case_page", Relation.OTHER)), EVERYWHERE),
    ("no such page", "", 404, lambda it: it.get("/wp-login.php"), EVERYWHERE),
    ("no such method", "alice", 405, lambda it: it.post(reverse("case_list")), EVERYWHERE),
    ("too much", "alice", 413, lambda it: it.get(reverse("too_large")), EVERYWHERE),
    ("broken", "alice", 500, lambda it: it.get(reverse("broken")), EVERYWHERE),
    ("broken, signed out", "", 500, lambda it: it.get(reverse("broken")), EVERYWHERE),
    ("a static file", "", 200, lambda it: it.get("/static/site/site.css"), STATIC),
    ("no such static file", "", 404, lambda it: it.get("/static/site/no.css"), EVERYWHERE),
    (
        "a download",
        "erin",
        200,
        lambda it: it.get(it.path("report_download", Relation.OWN, ReportRun, format_="pdf")),
        IN_A_FILE,
    ),
    ("the interface", "alice", 200, lambda it: it.get(reverse("api_case_list")), EVERYWHERE),
    ("the interface, signed out", "", 403, lambda it: it.get(reverse("api_case_list")), EVERYWHERE),
    ("the interface, hidden", "alice", 404, lambda it: it.get(it.path("api_case", Relation.OTHER)), EVERYWHERE),
    ("the interface, no such method", "alice", 405, lambda it: it.delete(reverse("api_case_list")), EVERYWHERE),
    (
        "the interface, too much",
        "alice",
        413,
        lambda it: it.post(reverse("api_incident_record"), b" " * 2_700_000, content_type="application/json"),
        EVERYWHERE,
    ),
    (
        "in the clear",
        "",
        301,
        lambda it: it.get("/", headers={"x-forwarded-proto": "http"}),
        IN_THE_CLEAR,
    ),
    (
        "in the clear, another host",
        "",
        400,
        lambda it: it.get("/", headers={"x-forwarded-proto": "http", "host": "evil.example"}),
        IN_THE_CLEAR,
    ),
]


def test_headers_are_exact_on_every_kind_of_response(situation: Situation) -> None:
    surprises = []
    for what, name, status, ask, expected in RESPONSES:
        browser = Browser(situation, name=name, checks_tokens="token" in what)
        answer = ask(browser)
        b"".join(answer)  # The browser reads a file to its end, which closes it.
        found = {header: sorted_policy(answer.headers[header]) for header in NAMES if header in answer.headers}
        if (answer.status_code, found) != (status, expected):
            surprises.append(f"{what}: {answer.status_code}, not {status}; {dict(found.items() ^ expected.items())}")
    assert not surprises, "\n".join(surprises)


def sorted_policy(value: str) -> str:
    """Return the parts of a content security policy in order; django-csp writes them in any."""
    return "; ".join(sorted(value.split("; "))) if "default-src" in value else value


def test_cookies_are_bound_to_the_host_and_closed_to_scripts(situation: Situation) -> None:
    browser = Browser(situation, checks_tokens=True)
    User.objects.filter(email="alice@example.org").update(password=hashed("a-long-enough-password"))
    token = token_in(browser.get(reverse("account_login")))
    typed = {"login": "alice@example.org", "password": "a-long-enough-password", "csrfmiddlewaretoken": token}
    answer = browser.post(reverse("account_login"), typed)
    assert answer.status_code == 302
    assert described(answer.cookies) == {
        "__Host-session": {"path": "/", "secure": True, "httponly": True, "samesite": "Lax", "domain": ""},
        "__Host-known": {"path": "/", "secure": True, "httponly": True, "samesite": "Lax", "domain": ""},
        "__Host-csrf": {"path": "/", "secure": True, "httponly": True, "samesite": "Lax", "domain": ""},
    }


def described(cookies: SimpleCookie) -> dict[str, dict[str, object]]:
    names = ("path", "secure", "httponly", "samesite", "domain")
    return {name: {each: morsel[each] for each in names} for name, morsel in cookies.items() if morsel.value}


def hashed(password: str) -> str:
    user = User()
    user.set_password(password)
    return user.password


def token_in(answer: "Answer") -> str:
    return answer.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_a_message_for_the_next_page_is_in_no_cookie(situation: Situation) -> None:
    browser = Browser(situation, name="alice")
    browser.post(reverse("incident_import"), {"errors": "forged"})
    assert set(browser.cookies) == {"__Host-session"}
    assert "The errors of that file are no longer at hand" in browser.get(reverse("incident_import")).content.decode()


def test_the_page_for_too_much_says_what_to_do(situation: Situation) -> None:
    page = Browser(situation, name="alice").get(reverse("too_large")).content.decode()
    assert "Go back: your answers should still be in the form." in page


def test_a_form_with_too_much_in_it_is_answered_with_that_page(situation: Situation) -> None:
    browser = Browser(situation, name="alice", checks_tokens=True)
    browser.get(reverse("incident_start"))
    answer = browser.post(reverse("incident_start"), {"case": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert answer.status_code == 413
    fields = browser.post(reverse("incident_start"), {str(number): "" for number in range(1_001)})
    assert fields.status_code == 413


def test_djangos_own_check_of_a_deployment_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    said = StringIO()
    with override_settings(**settings_of_production(monkeypatch, SECOND_FACTOR="required")):
        call_command("check", deploy=True, fail_level="WARNING", stdout=said, stderr=said)
    assert said.getvalue().strip() == "System check identified no issues (0 silenced)."
