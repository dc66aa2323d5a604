"""Stepping out of an item: it is gone for that person on the very next request, and it is minuted."""

import pytest
from django.db import connection
from django.urls import reverse

from conferences.actions.recusing import Leaving, lift, recuse
from conferences.models import Item, Recusal
from conferences.policy import visible_items
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.scope import acting
from tests.conferences.days import a_day, released, said
from tests.conferences.meetings import write_up
from tests.personas import World

TABLES = (
    "conferences_item",
    "conferences_itemhistory",
    "conferences_researchreturn",
    "conferences_statement",
    "conferences_action",
    "conferences_actionhistory",
    "conferences_recusal",
)


def rows_for(actor: Actor, item: Item) -> dict[str, int]:
    """Return how many rows of each table plain SQL shows the actor: of the one item that there is."""
    with acting(actor), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
        return found


def test_the_item_is_gone_for_who_stepped_out_and_for_nobody_else(world: World) -> None:
    (item,) = a_day(world)
    released(world.bob, item, said())
    with acting(world.dana):
        write_up(world, item.conference)
        recuse(actor=world.dana, item=item, leaving=Leaving(world.housing.pk, "Bob", world.bob.person))
    assert set(rows_for(world.bob, item).values()) == {0}
    assert all(rows_for(world.dana, item).values())
    address = reverse("item_page", args=[item.pk])
    assert world.client(world.bob).get(address).status_code == 404
    assert "Bob" in world.client(world.dana).get(address).content.decode()
    with acting(world.bob):
        assert list(visible_items(world.bob)) == []
    with acting(world.dana):
        recusal = Recusal.objects.get()
        lift(actor=world.dana, item=item, recusal=recusal)
    assert world.client(world.bob).get(address).status_code == 200


def test_who_has_a_conflict_steps_out_on_the_page(world: World) -> None:
    first, second = a_day(world, 2)
    browser = world.client(world.bob)
    answer = browser.post(reverse("recusal_new", args=[first.pk]))
    assert answer["Location"] == reverse("conference_list")
    assert browser.get(reverse("item_page", args=[first.pk])).status_code == 404
    shown = browser.get(reverse("item_page", args=[second.pk])).content.decode()
    assert "Item 1 of 1" in shown
    conference = reverse("conference_page", args=[first.conference_id])
    answer = browser.get(conference)
    assert answer.status_code == 200
    assert first.case.reference not in answer.content.decode()


def test_who_runs_it_notes_anybody_at_the_item(world: World) -> None:
    (item,) = a_day(world)
    browser, address = world.client(world.dana), reverse("recusal_new", args=[item.pk])
    assert "Choose who steps out" in browser.post(address, {"person": ""}).content.decode()
    assert "Choose the agency of Mo" in browser.post(address, {"name": "Mo"}).content.decode()
    assert browser.post(address, {"name": "Mo", "agency": str(world.housing.pk)}).status_code == 302
    again = browser.post(address, {"name": "mo", "agency": str(world.housing.pk)}).content.decode()
    assert "mo has stepped out of this item already." in again
    assert "Mo" in browser.get(reverse("item_page", args=[item.pk])).content.decode()
    with acting(world.dana):
        recusal = Recusal.objects.get()
    assert browser.post(reverse("recusal_lift", args=[recusal.pk])).status_code == 302
    assert world.client(world.bob).post(reverse("recusal_lift", args=[recusal.pk])).status_code == 403


def test_who_may_say_that_somebody_steps_out(world: World) -> None:
    (item,) = a_day(world)
    dana = Leaving(world.unit.pk, "Dana", world.dana.person)
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the agency that chairs"):
        recuse(actor=world.bob, item=item, leaving=dana)
    with acting(world.dana):
        with pytest.raises(NotPossible, match="takes no part in this item"):
            recuse(actor=world.dana, item=item, leaving=Leaving(world.harbour.pk, "Charlie", world.charlie.person))
        recusal = recuse(actor=world.dana, item=item, leaving=dana)
        with pytest.raises(NotPermitted, match="Somebody else has to let you back in"):
            lift(actor=world.dana, item=item, recusal=recusal)
    with acting(world.alice), pytest.raises(NotPermitted):
        lift(actor=world.alice, item=item, recusal=recusal)
