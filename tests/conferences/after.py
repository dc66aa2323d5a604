"""A conference of two items that has been held: Housing was asked to the first alone, Harbour to the second alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cases.models import Case
from cases.sections import Section
from conferences.actions import attendance, items, notes, publishing
from conferences.actions.attendance import Attendee
from conferences.models import Conference, Item
from conferences.models.attendance import Presence
from partners.scope import acting
from tests.conferences.panels import a_panel, placed, planned, referred
from tests.personas import World

FIRST, SECOND = "Visits have become more frequent.", "The shop was painted again."


@dataclass(frozen=True)
class Held:
    """The conference and its items; Housing may see the risk of the first, Harbour the decision on the second."""

    conference: Conference
    first: Item
    second: Item


def held(world: World, at: datetime | None = None, *, first: Case | None = None) -> Held:
    """Hold it and write everything down; `at` is when, an hour ago when nothing is said; `first` is the first case."""
    panel = a_panel(world)
    conference = planned(world, panel)
    one = placed(world, conference, referred(world.alice, panel, Section.RISK, case=first), world.housing.pk)
    other = placed(world, conference, referred(world.alice, panel, Section.DECISION), world.harbour.pk)
    with acting(world.dana):
        publishing.publish(actor=world.dana, conference=conference)
        moment = at or timezone.now() - timedelta(hours=1)
        Conference.objects.filter(pk=conference.pk).update(held_at=moment)
        conference = Conference.objects.select_related("chair", "chairing_agency").get(pk=conference.pk)
        one, other = _item(one), _item(other)
        _write(world, one, FIRST, "Housing acts.")
        _write(world, other, SECOND, "Harbour acts.")
        people = [("Dana", world.unit), ("Bob", world.housing), ("Charlie", world.harbour)]
        there = [Attendee(agency.pk, name, Presence.PRESENT, is_confirmed=True) for name, agency in people]
        attendance.record(actor=world.dana, conference=conference, people=there)
        day = timezone.localdate(moment) + timedelta(days=14)
        for item, agency in ((one, world.housing), (one, world.unit), (other, world.harbour)):
            items.add_action(
                actor=world.dana, item=item, agency_id=agency.pk, task=f"What {agency.name} does", due_on=day
            )
    return Held(conference, one, other)


def _item(item: Item) -> Item:
    return Item.objects.select_related("case", "conference__chair", "conference__chairing_agency").get(pk=item.pk)


def _write(world: World, item: Item, discussion: str, decision: str) -> None:
    written = notes.Notes(discussion, decision)
    notes.save(actor=world.dana, item=item, notes=written, versions=notes.versions_of(item))
