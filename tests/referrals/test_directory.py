"""The directory of support services: found by words and language, kept by administrators."""

import re

import pytest
from django.urls import reverse

from audit.models import Event
from partners.actor import Actor
from partners.errors import NotPermitted
from partners.scope import acting
from referrals.actions.directory import keep
from referrals.models import Service
from tests.personas import World
from tests.referrals.given import service

FILLED = {
    "name": "Quayside Legal Advice",
    "offers": "Advice on tenancy and benefits",
    "for_whom": "Tenants",
    "how_to_refer": "Send an email",
    "languages": "English, Urdu",
    "is_listed": "on",
}


def names(world: World, actor: Actor, **query: str) -> list[str]:
    page = world.client(actor).get(reverse("service_list"), query).content.decode()
    return re.findall(r'<h2 class="govuk-summary-card__title"><a [^>]*>([^<]+)</a>', page)


@pytest.fixture
def services(world: World) -> dict[str, Service]:
    """Three listed services, one unlisted, and one next door."""
    return {
        "lantern": service(world.frank),
        "legal": service(world.frank, "Quayside Legal Advice", offers="Advice on tenancy", languages="English, Urdu"),
        "youth": service(world.frank, "Youth Line", for_whom="People under 18", languages=""),
        "closed": service(world.frank, "Closed Helpline", is_listed=False, languages="Welsh"),
        "next_door": service(world.judy, "Northmere Counselling", languages="Gaelic"),
    }


LISTED = ["Lantern Counselling", "Quayside Legal Advice", "Youth Line"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, LISTED),
        ({"words": "advice TENANCY"}, ["Quayside Legal Advice"]),
        ({"words": "lantern"}, ["Lantern Counselling"]),
        ({"words": "under 18"}, ["Youth Line"]),
        ({"words": "tenancy lantern"}, []),
        ({"language": "Urdu"}, ["Quayside Legal Advice"]),
        ({"language": "Polish", "words": "court"}, ["Lantern Counselling"]),
    ],
)
def test_the_directory_is_searched(
    world: World, services: dict[str, Service], query: dict[str, str], found: list[str]
) -> None:
    assert names(world, world.alice, **query) == found


def test_the_languages_offered_are_those_of_listed_services(world: World, services: dict[str, Service]) -> None:
    page = world.client(world.alice).get(reverse("service_list")).content.decode()
    assert re.findall(r'<option value="([^"]+)"', page) == ["English", "Polish", "Urdu"]


def test_administrators_see_what_is_not_listed_and_nobody_sees_next_door(
    world: World, services: dict[str, Service]
) -> None:
    assert names(world, world.frank) == ["Closed Helpline", *LISTED]
    for actor, statuses in ((world.alice, (200, 404, 404)), (world.frank, (200, 200, 404))):
        client = world.client(actor)
        paths = [reverse("service_page", args=[services[key].pk]) for key in ("lantern", "closed", "next_door")]
        assert tuple(client.get(path).status_code for path in paths) == statuses


def test_a_service_says_everything_one_needs_to_refer(world: World) -> None:
    full = service(
        world.frank, where="Mill Lane 2", opening="Tuesdays, 10 to 4", phone="01632 960 002", agency=world.harbour
    )
    page = world.client(world.erin).get(reverse("service_page", args=[full.pk])).content.decode()
    for words in (full.offers, full.for_whom, "Mill Lane 2", "Tuesdays, 10 to 4", "English, Polish", full.how_to_refer):
        assert words in page
    assert "Harbour Advice answers in this software" in page


def test_an_empty_directory_and_an_empty_result_say_so(world: World) -> None:
    client = world.client(world.alice)
    assert "The directory is empty" in client.get(reverse("service_list")).content.decode()
    service(world.frank)
    assert "No service matches" in client.get(reverse("service_list"), {"words": "zebra"}).content.decode()


def test_an_administrator_adds_changes_and_unlists(world: World) -> None:
    client = world.client(world.frank)
    answer = client.post(reverse("service_new"), FILLED)
    with acting(world.alice):
        added = Service.objects.get()
    assert answer.headers["Location"] == reverse("service_page", args=[added.pk])
    assert (added.name, added.partnership_id, added.is_listed) == (FILLED["name"], world.partnership.pk, True)
    changed = {**FILLED, "offers": "Advice on everything"}
    del changed["is_listed"]
    client.post(reverse("service_edit", args=[added.pk]), changed)
    with acting(world.alice):
        kept = Service.objects.get()
    assert (kept.offers, kept.is_listed) == ("Advice on everything", False)
    assert names(world, world.alice) == []
    with acting(world.grace):
        found = Event.objects.filter(verb__startswith="service.").order_by("at").values_list("verb", "facts")
        assert list(found) == [("service.add", {"is_listed": True}), ("service.change", {"is_listed": False})]


def test_what_is_missing_is_said_and_what_was_typed_is_kept(world: World) -> None:
    page = world.client(world.frank).post(reverse("service_new"), {"name": "Half a service"}).content.decode()
    assert "Enter an answer: What it offers" in page
    assert 'value="Half a service"' in page


def test_a_name_stands_once_in_a_directory(world: World) -> None:
    service(world.frank, "Quayside Legal Advice")
    service(world.judy, "Quiet Corner")
    client = world.client(world.frank)
    taken = client.post(reverse("service_new"), {**FILLED, "name": "quayside  legal advice"}).content.decode()
    assert "Another service in the directory has this name" in taken
    assert client.post(reverse("service_new"), {**FILLED, "name": "Quiet Corner"}).status_code == 302


@pytest.mark.parametrize("name", ["alice", "erin", "ivan", "grace"])
def test_nobody_else_changes_the_directory(world: World, services: dict[str, Service], name: str) -> None:
    actor = world.people()[name]
    client = world.client(actor)
    assert client.post(reverse("service_new"), FILLED).status_code == 403
    assert client.post(reverse("service_edit", args=[services["lantern"].pk]), FILLED).status_code == 403
    with acting(actor), pytest.raises(NotPermitted, match="Only an administrator"):
        keep(actor=actor, service=services["lantern"])


def test_the_auditor_does_not_need_the_directory(world: World) -> None:
    assert world.client(world.grace).get(reverse("service_list")).status_code == 403
