"""Acting for one of several agencies, and what the log keeps of signing in and out."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from audit.models import Event
from partners.acting import acting_key
from partners.actor import Actor
from partners.models import Membership, User
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from tests.personas import SINCE, World

PASSWORD = "correct horse battery staple"


@pytest.fixture
def second_seat(world: World) -> Actor:
    """Alice is also a representative of the police next door."""
    user = User.objects.get(pk=world.alice.person)
    Membership.objects.create(
        user=user,
        agency=world.elsewhere,
        partnership=world.other_partnership,
        role=Role.REPRESENTATIVE,
        since=SINCE,
    )
    (second,) = [actor for actor in actors_of(user) if actor.agency_id == world.elsewhere.pk]
    return second


def session_events(reader: Actor) -> list[tuple[str, object, object]]:
    with acting(reader):
        found = Event.objects.filter(verb__startswith="session.").order_by("at")
        return list(found.values_list("verb", "user_id", "agency_id"))


def test_a_person_with_one_seat_is_not_asked(world: World) -> None:
    assert reverse("acting_choose") not in world.client(world.alice).get("/").content.decode()


def test_who_one_acts_for_stands_on_every_page_and_can_be_changed(world: World, second_seat: Actor) -> None:
    client = world.client(world.alice)
    page = client.get("/").content.decode()
    assert "Acting for <strong>Hate Crime Unit</strong> <span>(Ashbridge Safer Together)</span>" in page
    assert reverse("acting_choose") in page
    answer = client.post(reverse("acting_choose"), {"acting_for": acting_key(second_seat)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    page = client.get("/").content.decode()
    assert "Acting for <strong>Northmere Police</strong> <span>(Northmere Partnership)</span>" in page
    assert "You are now acting for Northmere Police (Northmere Partnership)." in page
    assert "Agency representative" in page
    assert "Log an incident" not in page


def test_the_choices_are_the_seats_of_the_person(world: World, second_seat: Actor) -> None:
    page = world.client(world.alice).get(reverse("acting_choose")).content.decode()
    for actor in (world.alice, second_seat):
        assert page.count(f'value="{acting_key(actor)}"') == 1
    assert page.count('type="radio"') == 2


def test_the_seat_of_another_cannot_be_chosen(world: World, second_seat: Actor) -> None:
    client = world.client(world.alice)
    answer = client.post(reverse("acting_choose"), {"acting_for": acting_key(world.bob)})
    assert answer.status_code == 200
    assert "Choose one of the agencies in the list" in answer.content.decode()
    assert "Acting for <strong>Hate Crime Unit</strong>" in client.get("/").content.decode()


def test_a_seat_that_has_ended_is_forgotten(world: World, second_seat: Actor) -> None:
    client = world.client(world.alice)
    client.post(reverse("acting_choose"), {"acting_for": acting_key(second_seat)})
    Membership.objects.filter(agency=world.elsewhere, user_id=world.alice.person).update(until=SINCE)
    assert "Acting for <strong>Hate Crime Unit</strong>" in client.get("/").content.decode()


def test_changing_is_written_with_the_partnership_one_acts_in_from_then_on(world: World, second_seat: Actor) -> None:
    world.client(world.alice).post(reverse("acting_choose"), {"acting_for": acting_key(second_seat)})
    _auditor(world)
    with acting(_auditor(world)):
        assert list(Event.objects.filter(verb="session.change").values_list("user_id", "agency_id")) == [
            (world.alice.user_id, world.elsewhere.pk)
        ]


def _auditor(world: World) -> Actor:
    """Judy reads the log next door as well."""
    user = User.objects.get(pk=world.judy.person)
    Membership.objects.get_or_create(
        user=user,
        agency=world.elsewhere,
        partnership=world.other_partnership,
        role=Role.AUDITOR,
        defaults={"since": SINCE},
    )
    return actors_of(user)[0]


@pytest.fixture
def password(world: World) -> str:
    """Alice can sign in with it, and has not tried before."""
    cache.clear()
    user = User.objects.get(pk=world.alice.person)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return PASSWORD


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_signing_in_and_out_is_written_where_the_auditor_reads_it(world: World, password: str) -> None:
    client = Client()
    assert sign_in(client, "alice@example.org", password) == 302
    assert client.post(reverse("account_logout")).status_code == 302
    assert session_events(world.grace) == [
        ("session.begin", world.alice.user_id, world.unit.pk),
        ("session.end", world.alice.user_id, world.unit.pk),
    ]


def test_a_wrong_password_is_written_and_the_address_is_not(world: World, password: str) -> None:
    assert sign_in(Client(), "Alice@example.org ", "wrong password 123") == 200
    assert session_events(world.grace) == [("session.refuse", world.alice.user_id, world.unit.pk)]
    with acting(world.grace):
        event = Event.objects.get(verb="session.refuse")
    assert (event.subject, event.reason, event.facts) == ("", "", {})


def test_signing_in_asks_for_nothing_but_goes_home(world: World, password: str) -> None:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": "alice@example.org", "password": password}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "What needs you today" in answer.content.decode()
