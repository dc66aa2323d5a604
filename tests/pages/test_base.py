"""What stands on every page: the product, who is acting for whom, where they can go, and how to leave."""

import re
from uuid import UUID

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import Settings
from pytest_django.asserts import assertInHTML

from hatecrime.context import page
from hatecrime.navigation import DESTINATIONS, navigation
from partners.actor import Actor
from partners.roles import Role

EVERYWHERE = {"Home"}
CASEWORK = {"Log an incident", "Cases", "Conferences", "Actions", "Referrals", "Support services"}
ARRANGING = {"Panels", "Overview of conferences"}
OFFERED = {
    Role.ADMINISTRATOR: {"Support services", "Administration"},
    Role.AUDITOR: {"Who looked"},
    Role.CASEWORKER: CASEWORK,
    Role.CHAIR: CASEWORK | ARRANGING,
    Role.COORDINATOR: (CASEWORK | ARRANGING) - {"Log an incident"},
    Role.MANAGER: {"Overview of conferences", "Reports", "Support services"},
    Role.MONITOR: {"Incidents in the partnership", "Support services"},
    Role.REPRESENTATIVE: CASEWORK - {"Log an incident"},
    Role.RESPONSIBLE_PERSON: CASEWORK,
}


def acting(*roles: Role, agency: str = "Hate Crime Unit") -> Actor:
    """Return a person of Ashbridge with these roles."""
    return Actor(
        user_id=UUID(int=1),
        name="Alice <Marlow>",
        agency_id=UUID(int=2) if agency else None,
        agency_name=agency,
        partnership_id=UUID(int=3),
        partnership_name="Ashbridge Safer Together",
        roles=frozenset(roles),
    )


def visit(path: str = "/", actor: Actor | None = None) -> HttpRequest:
    """Return a request of `actor` for the page at `path`."""
    request = RequestFactory().get(path)
    request.actor = actor  # type: ignore[attr-defined]
    return request


def shown(path: str = "/", actor: Actor | None = None, **context: object) -> str:
    """Render an empty page with what every page knows."""
    request = visit(path, actor)
    return render_to_string("base.html", page(request) | {"request": request} | context)


@pytest.mark.parametrize("role", Role)
def test_each_role_is_offered_what_it_may_use(role: Role) -> None:
    items = navigation(visit(), acting(role))
    assert {item["text"] for item in items} == EVERYWHERE | OFFERED[role]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Home"]),
        ("/cases/", ["Cases"]),
        ("/cases/7K3M/risk/", ["Cases"]),
        ("/incidents/drafts/7K3M/when/", ["Log an incident"]),
        ("/notices/", []),
    ],
)
def test_the_part_of_the_site_one_is_in_is_marked(path: str, current: list[str]) -> None:
    items = navigation(visit(path), acting(Role.CASEWORKER))
    assert [item["text"] for item in items if item["current"]] == current


def test_no_destination_is_named_twice() -> None:
    names = [destination.url_name for destination in DESTINATIONS]
    assert sorted(names) == sorted(set(names))


def test_who_is_acting_for_whom_is_always_visible() -> None:
    html = shown(actor=acting(Role.CHAIR, Role.CASEWORKER))
    assertInHTML(
        '<p class="site-header__acting">Acting for <strong>Hate Crime Unit</strong> '
        "<span>(Ashbridge Safer Together)</span></p>",
        html,
    )
    assertInHTML(
        '<p class="site-header__person">Alice &lt;Marlow&gt;'
        '<span class="site-header__roles">Caseworker, Panel chair</span></p>',
        html,
    )


def test_a_person_without_an_agency_acts_for_the_partnership() -> None:
    html = shown(actor=acting(Role.AUDITOR, agency=""))
    assertInHTML('<p class="site-header__acting">Acting for <strong>Ashbridge Safer Together</strong></p>', html)


def test_signing_out_is_a_form() -> None:
    html = shown(actor=acting(Role.AUDITOR))
    assert '<form class="site-header__leave" method="post" action="/account/sign-out/">' in html
    assertInHTML('<button type="submit" class="site-header__button">Sign out</button>', html)


def test_somebody_who_has_not_signed_in_sees_no_navigation() -> None:
    html = shown()
    assert "Acting for" not in html
    assert "Sign out" not in html
    assert "<nav" not in html
    assert 'href="/account/sign-in/"' in html


def test_the_page_is_in_british_english_and_begins_with_a_way_past_the_header() -> None:
    html = shown()
    assert '<html lang="en-GB" class="govuk-template">' in html
    assertInHTML(
        '<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>', html
    )
    assert '<main class="govuk-main-wrapper" id="main-content">' in html


def test_nothing_on_the_page_needs_a_weaker_content_security_policy() -> None:
    html = shown(actor=acting(Role.CASEWORKER), marking="OFFICIAL-SENSITIVE", demo=True)
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", html)
    assert re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL) == [""]


@pytest.mark.parametrize("demo", [True, False])
def test_a_demonstration_says_so(settings: Settings, demo: bool) -> None:
    settings.DEMO = demo
    assert ("Every person, place and case here is invented." in shown()) is demo


def test_a_case_paper_carries_its_marking() -> None:
    html = shown(marking="OFFICIAL-SENSITIVE")
    assert '<body class="govuk-template__body site-marked">' in html
    assertInHTML('<p class="site-marking">OFFICIAL-SENSITIVE</p>', html)
    assert "site-marked" not in shown()


def test_what_has_just_happened_is_told() -> None:
    html = shown(messages=[Message(constants.SUCCESS, "Decision recorded."), Message(constants.WARNING, "It is late.")])
    roles = re.findall(r'<div class="govuk-notification-banner.*?" role="(\w+)" aria-labelledby="(.*?)"', html)
    assert roles == [("alert", "banner-1"), ("region", "banner-2")]
    assertInHTML('<p class="govuk-notification-banner__heading">Decision recorded.</p>', html)
    assertInHTML('<h2 class="govuk-notification-banner__title" id="banner-2">Important</h2>', html)


def test_on_paper_the_page_says_who_printed_it() -> None:
    assert "Printed by Alice &lt;Marlow&gt; for Hate Crime Unit on" in shown(actor=acting(Role.CASEWORKER))
    assert "Printed by" not in shown()
