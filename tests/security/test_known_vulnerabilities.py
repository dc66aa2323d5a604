"""Published weaknesses of what we build on, since 2024: each is tried here, or shown to have no way in.

Two things are held: that the versions installed are not older than the ones with the repair, and that the property
stands in this site. `pip-audit` and `npm audit` (`bin/test`) look for what was published since.
"""

import ast
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import SuspiciousFileOperation, SuspiciousOperation, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.validators import validate_ipv6_address
from django.db.models import Count, F, FilteredRelation, Q
from django.template.defaultfilters import floatformat, wordwrap
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags, urlize
from django.utils.text import Truncator
from django.utils.translation import get_supported_language_variant
from packaging.version import Version
from PIL import Image

from audit.models import Event
from cases.documents import accepted
from cases.documents.refusing import UnusableFile
from cases.models import Case
from cases.papers import pdf_is_available
from partners.models import User
from tests.personas import World

ROOT = Path(__file__).parents[2]
APPS = ("audit", "partners", "cases", "conferences", "referrals", "reporting", "hatecrime")

REPAIRED_IN: dict[str, dict[str, str]] = {
    "django": {
        "CVE-2024-24680": "5.0.2",
        "CVE-2024-27351": "5.0.3",
        "CVE-2024-38875": "5.0.7",
        "CVE-2024-39329": "5.0.7",
        "CVE-2024-39330": "5.0.7",
        "CVE-2024-39614": "5.0.7",
        "CVE-2024-41989": "5.0.8",
        "CVE-2024-41990": "5.0.8",
        "CVE-2024-41991": "5.0.8",
        "CVE-2024-42005": "5.0.8",
        "CVE-2024-45230": "5.1.1",
        "CVE-2024-45231": "5.1.1",
        "CVE-2024-53907": "5.1.4",
        "CVE-2024-53908": "5.1.4",
        "CVE-2024-56374": "5.1.5",
        "CVE-2025-26699": "5.1.7",
        "CVE-2025-27556": "5.1.8",
        "CVE-2025-32873": "5.2.1",
        "CVE-2025-48432": "5.2.3",
        "CVE-2025-57833": "5.2.6",
        "CVE-2025-59681": "5.2.7",
        "CVE-2025-59682": "5.2.7",
        "CVE-2025-64458": "5.2.8",
        "CVE-2025-64459": "5.2.8",
        "CVE-2025-13372": "5.2.9",
        "CVE-2025-64460": "5.2.9",
        "CVE-2025-13473": "5.2.11",
        "CVE-2025-14550": "5.2.11",
        "CVE-2026-1207": "5.2.11",
        "CVE-2026-1285": "5.2.11",
        "CVE-2026-1287": "5.2.11",
        "CVE-2026-1312": "5.2.11",
        "CVE-2026-25673": "5.2.12",
        "CVE-2026-25674": "5.2.12",
    },
    "djangorestframework": {"CVE-2024-21520": "3.15.2"},
    "django-allauth": {"CVE-2025-65430": "65.13.0", "CVE-2025-65431": "65.13.0"},
    "gunicorn": {"CVE-2024-1135": "22.0.0", "CVE-2024-6827": "23.0.0"},
    "pillow": {
        "CVE-2024-28219": "10.3.0",
        "CVE-2025-48379": "11.3.0",
        "CVE-2026-25990": "12.1.1",
        "CVE-2026-40192": "12.2.0",
        "CVE-2026-59199": "12.3.0",
    },
    "weasyprint": {"CVE-2024-28184": "61.2", "CVE-2025-68616": "68.0"},
}


@pytest.mark.parametrize("package", REPAIRED_IN)
def test_what_is_installed_has_the_repairs(package: str) -> None:
    installed = Version(version(package))
    assert [name for name, repaired in REPAIRED_IN[package].items() if installed < Version(repaired)] == []


def test_guardian_is_past_the_release_that_gave_too_much() -> None:
    """Before 3.5.1 a question for several permissions at once found objects with any of them (no CVE was given)."""
    assert Version(version("django-guardian")) >= Version("3.5.1")


@contextmanager
def at_once(seconds: float = 2.0) -> Iterator[None]:
    """Fail when the block takes longer than any machine needs for it; the weaknesses took minutes or for ever."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


SLOW_ONCE: dict[str, Callable[[], object]] = {
    "CVE-2024-24680": lambda: intcomma("1" * 5_000),
    "CVE-2024-27351": lambda: Truncator("<" * 50_000 + "x").words(1, html=True),
    "CVE-2024-38875": lambda: urlize("(" * 20_000 + "http://example.org"),
    "CVE-2024-41989": lambda: floatformat(Decimal("1e+1000000"), 2),
    "CVE-2024-41990": lambda: urlize("&:" + ";" * 20_000),
    "CVE-2024-45230": lambda: urlize("aaaa;" * 4_000),
    "CVE-2025-26699": lambda: wordwrap("a" * 200_000, 5),
    "CVE-2026-1285": lambda: Truncator("</a>" * 20_000).chars(20, html=True),
}


@pytest.mark.parametrize("name", SLOW_ONCE)
def test_long_and_broken_text_is_dealt_with_at_once(name: str) -> None:
    with at_once():
        SLOW_ONCE[name]()


def test_cve_2024_39614_a_long_language_code_is_refused_at_once() -> None:
    with at_once(), pytest.raises(LookupError):
        get_supported_language_variant("xx-" * 200_000)


def test_cve_2024_53907_and_2025_32873_tags_without_end_are_refused_at_once() -> None:
    with at_once(), pytest.raises(SuspiciousOperation):
        strip_tags("<" * 51 + "a>" * 51)
    with at_once():
        strip_tags("<!--" * 2_000 + "<" * 200_000)


def test_cve_2024_56374_a_long_address_is_refused_at_once() -> None:
    with at_once(), pytest.raises(ValidationError):
        validate_ipv6_address("1:" * 500_000)


def test_cve_2024_39330_no_name_leads_out_of_the_storage() -> None:
    with pytest.raises(SuspiciousFileOperation):
        InMemoryStorage().save("../outside.txt", ContentFile(b"x"))
    assert settings.STORAGES["default"]["BACKEND"].endswith("InMemoryStorage")


INJECTED = ('x" FROM "cases_case"; --', "x'; --", "x/**/y", "x\ty", "x\x00y", "x -- y")


@pytest.mark.parametrize("alias", INJECTED)
@pytest.mark.django_db
def test_cve_2025_57833_13372_2026_1287_no_alias_carries_sql(alias: str) -> None:
    for ask in (
        lambda: Case.objects.annotate(**{alias: FilteredRelation("incidents")}),
        lambda: Case.objects.alias(**{alias: F("state")}),
        lambda: Case.objects.annotate(**{alias: F("state")}),
        lambda: Case.objects.aggregate(**{alias: Count("pk")}),
    ):
        with pytest.raises(ValueError, match=r"[Aa]lias"):
            ask()


@pytest.mark.django_db
def test_cve_2024_42005_no_key_of_json_carries_sql() -> None:
    with pytest.raises(ValueError, match=r"[Aa]lias"):
        list(Event.objects.values('facts__a" FROM "partners_user"; --'))


@pytest.mark.django_db
def test_cve_2026_1312_an_alias_with_a_dot_orders_nothing() -> None:
    with pytest.raises(ValueError, match=r"[Aa]lias"):
        list(Case.objects.annotate(**{"cases_case.id": FilteredRelation("incidents")}).order_by("cases_case.id"))


@pytest.mark.parametrize("connector", ["OR 1=1 OR", "AND 1=1) --"])
def test_cve_2025_64459_no_connector_carries_sql(connector: str) -> None:
    forged = {"_connector": connector, "state": "new"}
    for ask in (lambda: Q(**forged), lambda: Case.objects.filter(**forged), lambda: Case.objects.exclude(**forged)):
        with pytest.raises((ValueError, TypeError)):
            ask()


@cache
def imported() -> frozenset[str]:
    """Every module that ours import."""
    found: set[str] = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    found |= {name.name for name in node.names}
                if isinstance(node, ast.ImportFrom) and node.module:
                    found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return frozenset(found)


NO_WAY_IN = {
    "CVE-2024-53908: HasKey on Oracle": "django.db.models.fields.json.HasKey",
    "CVE-2025-59682: unpacking a project's template": "django.utils.archive",
    "CVE-2025-64460: reading XML": "django.core.serializers.xml_serializer",
    "CVE-2026-1207: raster lookups": "django.contrib.gis",
    "CVE-2024-41991: the widget of the admin": "django.contrib.admin",
    "CVE-2025-13473: the handler of mod_wsgi": "django.contrib.auth.handlers",
    "CVE-2025-14550: ASGI": "django.core.asgi",
    "CVE-2024-21520: the browsable interface": "rest_framework.renderers.BrowsableAPIRenderer",
    "CVE-2025-65430: allauth as a provider": "allauth.idp",
}


@pytest.mark.parametrize("name", NO_WAY_IN)
def test_what_is_weak_elsewhere_is_not_used_here(name: str) -> None:
    module = NO_WAY_IN[name]
    assert not [each for each in imported() if each == module or each.startswith(f"{module}.")]
    assert module not in settings.INSTALLED_APPS
    assert settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


def test_cve_2025_65431_no_provider_with_a_name_that_can_be_taken_over() -> None:
    providers = {app for app in settings.INSTALLED_APPS if app.startswith("allauth.socialaccount.providers.")}
    assert providers <= {"allauth.socialaccount.providers.openid_connect"}


def test_cve_2024_21520_the_interface_answers_in_json_alone() -> None:
    assert settings.REST_FRAMEWORK["DEFAULT_RENDERER_CLASSES"] == ["rest_framework.renderers.JSONRenderer"]


def test_cve_2024_39329_and_45231_the_reset_tells_nobody_who_has_an_account(world: World) -> None:
    """Unknown, without a usable password, and with one: the same answer, by a worker's later e-mail."""
    user = User.objects.get(pk=world.alice.person)
    user.set_unusable_password()
    user.save()
    asked = ("alice@example.org", "bob@example.org", "nobody@example.org")
    answers = [Client().post(reverse("account_reset_password"), {"email": email}) for email in asked]
    assert {(answer.status_code, answer.headers.get("Location")) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }


def test_cve_2025_48432_a_path_stands_in_the_log_on_one_line(caplog: pytest.LogCaptureFixture) -> None:
    Client().get("/x%1b[31m%0d%0aFAKE/")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "django.request"]
    assert not {"\n", "\r", "\x1b"} & set(line)


def test_cve_2025_27556_64458_2026_25673_are_of_windows() -> None:
    """Slow normalisation of addresses on Windows; images and documentation know Linux alone."""
    assert (ROOT / "Dockerfile").read_text().startswith(("FROM python:", "# "))
    assert "bookworm" in (ROOT / "Dockerfile").read_text() or "trixie" in (ROOT / "Dockerfile").read_text()


def test_cve_2026_25674_nothing_is_stored_or_cached_in_files() -> None:
    assert not [name for name in imported() if "FileSystemStorage" in name or "filebased" in name]
    configured = str(settings.CACHES) + str(settings.STORAGES["default"])
    assert "filebased" not in configured.lower()
    assert settings.FILE_UPLOAD_HANDLERS == ["cases.documents.uploads.KeptToALimit"]


@pytest.mark.skipif(not pdf_is_available(), reason="PDF needs Pango, which this machine lacks.")
def test_cve_2024_28184_and_2025_68616_papers_attach_and_follow_nothing() -> None:
    """Attachments of HTML were fetched past the fetcher, and redirects followed past it."""
    from cases.papers.engine import PackagedOnly  # noqa: PLC0415 - importing it fails where Pango is missing.

    fetcher = PackagedOnly()
    for address in ("http://169.254.169.254/latest/", "file:///etc/passwd", "https://example.org/redirects"):
        with pytest.raises(ValueError, match="packaged"):
            fetcher.fetch(address)


def test_pillow_reads_two_formats_whatever_a_file_calls_itself() -> None:
    """CVE-2024-28219 (CMS), 2025-48379 (DDS), 2026-25990 (PSD), 2026-40192 (FITS), 2026-59199 (crop)…"""
    for written in ("GIF", "BMP", "TIFF", "WEBP", "ICO", "TGA", "PPM", "DDS", "PCX"):
        out = BytesIO()
        Image.new("RGB", (4, 4)).save(out, written)
        with pytest.raises(UnusableFile):
            accepted("a.png", out.getvalue())
    for begins in (b"8BPS\x00\x01" + bytes(60), b"SIMPLE  =" + bytes(60), b"%!PS-Adobe-3.0 EPSF\0"):
        with pytest.raises(UnusableFile):
            accepted("a.jpg", begins)


def test_gunicorn_passes_no_smuggled_request_on() -> None:
    """CVE-2024-1135 and 6827: a wrong Transfer-Encoding was read as none, so that one request became two."""
    from gunicorn.config import Config  # noqa: PLC0415 - its parser is only needed here
    from gunicorn.http.errors import InvalidHeader, UnsupportedTransferCoding  # noqa: PLC0415
    from gunicorn.http.parser import RequestParser  # noqa: PLC0415

    settings_of_gunicorn: Any = Config
    parser: Any = RequestParser
    for coding in ("chunked, gzip", "xchunked", "chunked\x0b", "identity, chunked, chunked"):
        sent = f"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {coding}\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n"
        with pytest.raises((InvalidHeader, UnsupportedTransferCoding)):
            next(parser(settings_of_gunicorn(), iter([sent.encode("latin-1")]), ("127.0.0.1", 1)))
