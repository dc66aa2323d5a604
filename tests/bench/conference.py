"""How long the server takes for the day’s screen: one item of a conference with twenty, each with returns and notes."""

import time
from statistics import median

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conferences.actions import items as actions
from conferences.actions import notes
from conferences.models import Item
from partners.scope import acting
from tests.conferences.days import a_day, released, said, withheld
from tests.personas import World

ITEMS = 20
LIMIT = 300  # milliseconds


def item_page(world: World, rounds: int) -> str:
    """Return how long a page of the one who writes takes, in words: the median and the slowest of 20 in 20."""
    with transaction.atomic():
        items = a_day(world, ITEMS, invited=[world.housing.pk, world.harbour.pk])
        for item in items:
            _fill(world, item)
    browser = world.client(world.dana)
    times = []
    for number in range(rounds + 2):
        began = time.perf_counter()
        answer = browser.get(reverse("item_page", args=[items[number % ITEMS].pk]))
        assert answer.status_code == 200, answer.status_code
        times.append((time.perf_counter() - began) * 1000)
    measured = times[2:]
    return (
        f"A page of one item of {ITEMS}: {median(measured):.0f} ms, at most {max(measured):.0f} ms (under {LIMIT} ms)"
    )


def _fill(world: World, item: Item) -> None:
    """Two agencies bring what they know, and the meeting writes and agrees two actions."""
    for actor in (world.bob, world.charlie):
        released(actor, item, *(said(f"Statement {number}.") for number in range(4)), withheld())
    with acting(world.dana):
        written = notes.Notes("word " * 300, "Each agency acts by the end of the month.")
        notes.save(actor=world.dana, item=item, notes=written, versions=notes.versions_of(item))
        for agency in (world.housing, world.harbour):
            due_on = timezone.localdate(item.conference.held_at)
            actions.add_action(actor=world.dana, item=item, agency_id=agency.pk, task="Visit", due_on=due_on)
