"""The overview of conferences: counts of who came, what came in time and what became of actions, for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.sections import Section
from conferences.actions import attendance, finalising, publishing, returns
from conferences.actions.attendance import Attendee
from conferences.models import Conference
from conferences.models.attendance import Presence
from conferences.queries_overview import AgencyLine, Overview, overview
from hatecrime.demo.clock import showing
from partners.actor import Actor
from partners.scope import acting
from tests.conferences.meetings import write_up
from tests.conferences.panels import a_panel, placed, planned, referred
from tests.personas import World

FIGURES = {
    "coming": 1,
    "held": 1,
    "called_off": 0,
    "cases_heard": 1,
    "actions_open_14": 1,
    "actions_overdue": 0,
    "repeats": 0,
    "referred_and_heard": 1,
    "days_to_hearing": 7,
    "longest_to_hearing": 7,
}


@pytest.fixture
def held(world: World) -> Conference:
    """A case heard a week after it was referred: Housing came and sent its return in time, Harbour did neither."""
    panel = a_panel(world)
    conference = planned(world, panel)
    item = placed(world, conference, referred(world.alice, panel, Section.RISK), world.housing.pk, world.harbour.pk)
    planned(world, panel, days=35)
    with acting(world.dana):
        publishing.publish(actor=world.dana, conference=conference)
    with acting(world.bob), showing(timezone.now() - timedelta(days=2)):
        returns.nothing_known(actor=world.bob, item=item)
    with acting(world.dana):
        Conference.objects.filter(pk=conference.pk).update(returns_due_on=timezone.localdate() - timedelta(days=1))
        write_up(world, conference)
        away = Attendee(world.harbour.pk, "Charlie", Presence.APOLOGIES)
        attendance.record(actor=world.dana, conference=conference, people=[away])
        finalising.finalise(actor=world.dana, conference=conference)
    return conference


def seen_by(actor: Actor) -> Overview:
    with acting(actor):
        return overview(timezone.localdate())


def test_the_figures_of_the_conferences_that_an_agency_chairs(world: World, held: Conference) -> None:
    found = seen_by(world.dana)
    assert dict(found.figures) == FIGURES
    assert found.agencies == [
        AgencyLine("Ashbridge Housing", 1, 1, 0, returns_due=1, returns_in_time=1, returns_late=0),
        AgencyLine("Harbour Advice", 1, 0, 1, returns_due=1, returns_in_time=0, returns_late=0),
    ]
    assert [(line.unheard, line.returns_missing) for line in found.agencies] == [(0, 0), (0, 1)]
    assert dict(seen_by(world.bob).figures) == dict.fromkeys(
        ("coming", "held", "called_off", "cases_heard", "actions_overdue", "repeats", "referred_and_heard"), 0
    )


def test_a_manager_gets_the_whole_partnership_in_counts_alone(world: World, held: Conference) -> None:
    assert dict(seen_by(world.erin).figures) == FIGURES
    assert seen_by(world.karim).figures["held"] == 0
    page = world.client(world.erin).get(reverse("conference_overview")).content.decode()
    assert "Every agency of Ashbridge Safer Together" in page
    assert [word for word in ("Bob", "Charlie", str(held.pk), "coming-heading") if word in page] == []
    assert "7 days in the middle, 7 at the longest, of 1 case" in page
    page = world.client(world.dana).get(reverse("conference_overview")).content.decode()
    assert "Conferences that Hate Crime Unit chairs" in page
    assert reverse("conference_page", args=[held.pk]) in page
    assert world.client(world.bob).get(reverse("conference_overview")).status_code == 403
