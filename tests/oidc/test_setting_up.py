"""Setting single sign-on up: what an administrator writes, and who approves it."""

import pytest
from django.urls import reverse

from partners.models import Notice, SingleSignOn
from tests.oidc.conftest import SECRET, Door
from tests.oidc.test_single_sign_on import NO_ANSWER, refused
from tests.partners.test_administration import text_of


def answers(**over: str) -> dict[str, str]:
    given = {
        "issuer": "https://login.example.org/",
        "client_id": "us",
        "secret": SECRET,
        "domains": "Housing.example.org, @example.org",
        "is_on": "on",
        "keeps_password": "on",
    }
    return given | over


def test_the_settings_wait_for_another_administrator(door: Door) -> None:
    franks, ginas = door.world.client(door.world.frank), door.world.client(door.gina)
    path = reverse("sign_on_edit", args=[door.seat.pk])
    saved = text_of(franks.post(path, answers(), follow=True))
    assert "Saved. Another administrator approves it before it is used." in saved
    assert "You wrote these settings. Another administrator approves them." in saved
    assert SECRET not in saved
    assert SECRET not in franks.get(path).content.decode()
    found = SingleSignOn.objects.get()
    assert (found.issuer, found.domains) == ("https://login.example.org", ["example.org", "housing.example.org"])
    assert (found.is_in_use, SECRET in found.sealed_secret) == (False, False)
    approve = reverse("sign_on_approve", args=[door.seat.pk])
    assert "You wrote these settings." in text_of(franks.post(approve, follow=True))
    assert "Approve an agency’s single sign-on" in text_of(ginas.get("/"))
    assert "Approved." in text_of(ginas.post(approve, follow=True))
    assert SingleSignOn.objects.get().is_in_use
    assert "These settings are approved." in text_of(ginas.post(approve, follow=True))
    franks.post(path, answers(secret="", is_on=""))
    assert SingleSignOn.objects.get().sealed_secret == found.sealed_secret
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"issuer": "http://login.example.org"}, "begins with https://"),
        ({"issuer": "http://10.0.0.1"}, "begins with https://"),
        ({"issuer": "https://us@login.example.org"}, "begins with https://"),
        ({"domains": "bob@example.org"}, "is not an email domain"),
        ({"domains": "localhost"}, "is not an email domain"),
        ({"client_id": ""}, "Enter an answer: Client ID"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(door: Door, wrong: dict[str, str], sentence: str) -> None:
    before = SingleSignOn.objects.get().changed_at
    path = reverse("sign_on_edit", args=[door.seat.pk])
    assert sentence in text_of(door.world.client(door.world.frank).post(path, answers(**wrong)))
    assert SingleSignOn.objects.get().changed_at == before


def test_loopback_without_https_is_for_the_demo_alone(door: Door, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    path = reverse("sign_on_edit", args=[door.seat.pk])
    said = text_of(door.world.client(door.world.frank).post(path, answers(issuer=door.at.issuer)))
    assert "begins with https://" in said
    assert refused(door, door.browser.get(reverse("sign_on_go", args=[door.seat.pk])), NO_ANSWER)


def test_two_organisations_with_one_domain_are_offered_by_name(door: Door) -> None:
    door.set_up(agency=door.world.harbour)
    page = text_of(door.browser.post(reverse("sign_on_find"), {"email": "x@example.org"}))
    assert "Ashbridge Housing, Ashbridge Safer Together" in page
    assert "Harbour Advice, Ashbridge Safer Together" in page
