"""A conference of eight cases on the day, prepared by the actions of the site: only what is proved is clicked.

The test starts it in a process of its own, `manage.py shell -c "…prepare()"`.
"""

import json
import sys
from dataclasses import fields
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from conferences.actions import attendance, notes
from conferences.actions.attendance import Attendee
from conferences.models import Conference, Item
from conferences.models.attendance import Presence
from partners.actor import Actor
from partners.models import Agency, Partnership, User
from partners.queries import actors_of
from partners.scope import acting
from tests.conferences.days import add_item, items_of, released, said, withheld
from tests.conferences.meetings import a_case, a_conference
from tests.personas import World

CASES = 8
SHARED, SECRET = "Two calls in March about shouting at the door.", "Our tenant has told us this in confidence."
DECIDED = "Visits go on."


def prepare() -> None:
    """Write the conference, and print its key and those of its items, in their order."""
    with transaction.atomic():
        people = {user.email.split("@")[0]: actors_of(user)[0] for user in User.objects.order_by("email")}
        world = _world(people)
        conference = _convene(world, people["nadia"].agency)
        items = items_of(world.dana, conference)
        released(world.bob, items[0], said(SHARED), withheld(SECRET), says_withheld=True)
        released(world.bob, items[1])
        _begin(world, items)
    json.dump({"conference": str(conference.pk), "items": [str(item.pk) for item in items]}, sys.stdout)


def _world(people: dict[str, Actor]) -> World:
    """Return the partnership of the story, as the helpers of other tests know it."""
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    partnerships = {found.code: found for found in Partnership.objects.all()}
    return World(
        partnership=partnerships["ASH"],
        other_partnership=partnerships["NOR"],
        unit=agencies["HCU"],
        housing=agencies["HOU"],
        harbour=agencies["HAR"],
        watch=agencies["MON"],
        elsewhere=agencies["NPD"],
        **{field.name: people[field.name] for field in fields(World) if field.name in people},
    )


def _convene(world: World, lantern: UUID) -> Conference:
    """Alice chairs it on paper and Dana, as panel chair of the same agency, runs it: so two people may write."""
    invited = {world.housing.pk: (), lantern: ()}
    with acting(world.alice):
        later = timezone.now() + timedelta(hours=2)
        about = {"chair_id": world.alice.person, "held_at": later, "invited": invited}
        conference = a_conference(world, a_case(world.alice), **about)
        for position in range(2, CASES + 1):
            add_item(world, conference, a_case(world.alice), position, invited)
    return conference


def _begin(world: World, items: list[Item]) -> None:
    """Everybody but the observer is recorded, and all cases but the first are decided."""
    people = [
        Attendee(world.unit.pk, "Dana", Presence.PRESENT, is_confirmed=True),
        Attendee(world.unit.pk, "Alice", Presence.PRESENT, is_confirmed=True),
        Attendee(world.housing.pk, "Bob", Presence.PRESENT, is_confirmed=True),
    ]
    with acting(world.dana):
        attendance.record(actor=world.dana, conference=items[0].conference, people=people)
        for item in items[1:]:
            written = notes.Notes("Nothing new.", DECIDED)
            notes.save(actor=world.dana, item=item, notes=written, versions=notes.versions_of(item))
