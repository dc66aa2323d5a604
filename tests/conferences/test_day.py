"""The day's screen: one item at a time, who writes it, and what stands on it."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conferences.actions import attendance, clock
from conferences.actions.attendance import Attendee
from conferences.clock import clock_of
from conferences.models import Attendance, Item
from conferences.models.attendance import Presence
from partners.scope import acting
from tests.conferences.days import a_day, released, said
from tests.conferences.meetings import a_case, a_conference, finalised
from tests.personas import World


def text_of(world: World, name: str, item: Item) -> str:
    actor = world.people()[name]
    return world.client(actor).get(reverse("item_page", args=[item.pk])).content.decode()


def test_who_runs_it_writes_and_who_takes_part_reads(world: World) -> None:
    first, second = a_day(world, 2)
    released(world.bob, first, said())
    writes, reads = text_of(world, "dana", first), text_of(world, "bob", first)
    assert all("Two calls in March." in page for page in (writes, reads))
    assert 'name="discussion"' in writes
    assert 'name="discussion"' not in reads
    assert "Item 1 of 2" in reads
    address = reverse("item_page", args=[first.pk])
    assert world.client(world.bob).post(address).status_code == 403
    assert world.client(world.charlie).get(address).status_code == 404
    assert reverse("item_begin", args=[second.pk]) in writes


def test_an_agency_counts_only_its_own_items(world: World) -> None:
    first, second, third = a_day(world, 3)
    with acting(world.alice):
        second.invitations.update(withdrawn_at=timezone.now())
    assert "Item 2 of 2" in text_of(world, "bob", third)
    assert "Item 3 of 3" in text_of(world, "dana", third)
    assert second.case.reference not in text_of(world, "bob", first)


def test_the_clock_counts_the_minutes_of_the_item_that_is_spoken_of(world: World) -> None:
    first, second = a_day(world, 2)
    browser = world.client(world.dana)
    assert browser.post(reverse("item_begin", args=[first.pk])).status_code == 302
    with acting(world.dana):
        Item.objects.filter(pk=first.pk).update(running_since=timezone.now() - timedelta(minutes=16, seconds=5))
    run = reverse("conference_run", args=[first.conference_id])
    assert browser.get(run)["Location"] == reverse("item_page", args=[first.pk])
    assert "16 of 60 minutes" in text_of(world, "dana", first)
    browser.post(reverse("item_begin", args=[second.pk]))
    with acting(world.dana):
        first.refresh_from_db()
        second.refresh_from_db()
        assert (clock_of(first).minutes, clock_of(first).is_running) == (16, False)
        assert (clock_of(second).minutes, clock_of(second).is_running) == (0, True)
        Item.objects.filter(pk=second.pk).update(used_seconds=20 * 60, expected_minutes=15)
        second.refresh_from_db()
        assert clock_of(second).over == 5
        clock.begin(actor=world.dana, item=second)
    assert world.client(world.bob).post(reverse("item_begin", args=[second.pk])).status_code == 403


def test_apologies_say_whether_information_was_sent(world: World) -> None:
    (item,) = a_day(world)
    with acting(world.dana):
        people = [
            Attendee(world.unit.pk, "Dana", Presence.PRESENT, is_confirmed=True),
            Attendee(world.housing.pk, "Ola", Presence.OBSERVER),
            Attendee(world.housing.pk, "Bob", Presence.APOLOGIES, has_sent_information=True),
        ]
        attendance.record(actor=world.dana, conference=item.conference, people=people)
        sent = dict(Attendance.objects.values_list("name", "sent_information"))
    assert sent == {"Dana": False, "Ola": False, "Bob": True}
    shown = text_of(world, "dana", item)
    assert "1 present, 1 observing, 1 sent apologies" in " ".join(shown.split())
    assert "1 not yet confirmed confidentiality" in shown
    page = world.client(world.dana).get(reverse("conference_page", args=[item.conference_id])).content.decode()
    assert "sent information" in page


def test_earlier_actions_that_are_not_done_come_first(world: World) -> None:
    with acting(world.alice):
        case = a_case(world.alice)
        earlier = a_conference(world, case)
    with acting(world.dana):
        finalised(world, earlier)
    with acting(world.alice):
        later = timezone.now() + timedelta(days=40)
        next_one = a_conference(world, case, held_at=later, access_until=timezone.localdate(later))
    shown = world.client(world.dana).get(reverse("conference_earlier", args=[next_one.pk])).content.decode()
    assert "Fit a new lock" in shown
    assert case.reference in shown


def test_twenty_items_ask_no_more_of_the_database_than_three(world: World) -> None:
    def asked(count: int) -> int:
        items = a_day(world, count)
        browser = world.client(world.dana)
        browser.get(reverse("item_page", args=[items[0].pk]))
        with CaptureQueriesContext(
            connection,
        ) as sent:
            assert browser.get(reverse("item_page", args=[items[1].pk])).status_code == 200
        return len(sent)

    assert asked(6) == asked(3)
