"""The pages of panels and agendas, as a chair, a coordinator and an invited agency use them."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.sections import Section
from conferences.actions import publishing, returns
from conferences.deadlines import returns_due_on
from conferences.models import AgendaReferral, Conference, Item, Panel
from partners.models import Membership
from partners.roles import Role
from partners.scope import acting
from tests.conferences.days import a_day, said
from tests.conferences.meetings import a_case
from tests.conferences.panels import GATEWAY, a_panel, placed, planned, referred
from tests.personas import World

PANEL = {
    "name": "Monthly panel",
    "rhythm": "monthly",
    "first_on": "8/9/2026",
    "starts_at": "10:00",
    "minutes_long": "120",
    "place": "",
    "video_link": "https://video.example.org/panel",
}


def send(client: Client, address: str, key: object, **facts: object) -> str:
    """Send a form, and return the page that it leads to."""
    keys = [] if key is None else [key]
    answer = client.post(reverse(address, args=keys), facts, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_chair_makes_a_panel_plans_a_meeting_and_publishes_its_agenda(world: World) -> None:
    """What is missing is named, and nothing typed is lost."""
    with acting(world.charlie):
        case = a_case(world.charlie)
    chair, lead = world.client(world.dana), world.client(world.charlie)
    page = send(chair, "panel_new", None, **PANEL, chair=world.dana.person)
    assert "Choose at least one agency" in page
    assert 'value="https://video.example.org/panel"' in page
    members = [world.housing.pk, world.harbour.pk]
    person = {f"person_{world.housing.pk.hex}": world.bob.person}
    page = send(chair, "panel_new", None, **PANEL, chair=world.dana.person, members=members, **person)
    assert "Panel made" in page
    assert "Ashbridge Housing, Bob" in page
    with acting(world.dana):
        panel = Panel.objects.get()
    page = send(lead, "agenda_refer", case.reference, panel=panel.pk, why="It moves", legal_gateway=GATEWAY)
    assert "Waiting for a place on the agenda of Monthly panel" in page
    assert "It moves" in chair.get(reverse("panel_page", args=[panel.pk])).content.decode()
    day = timezone.localdate() + timedelta(days=9)
    held = {"held_on": f"{day:%d/%m/%Y}", "held_time": "10:00", "minutes_long": "120"}
    assert "Enter where the meeting is held" in send(chair, "panel_plan", panel.pk, **held)
    assert "Meeting planned" in send(chair, "panel_plan", panel.pk, **held, place="Room 1")
    with acting(world.dana):
        conference, referral = Conference.objects.get(), AgendaReferral.objects.get()
    placing = reverse("agenda_place", args=[conference.pk, referral.pk])
    assert "is on the agenda" in chair.post(placing, follow=True).content.decode()
    with acting(world.dana):
        item = Item.objects.get()
    place, minutes = f"place_{item.pk.hex}", f"minutes_{item.pk.hex}"
    assert "105 left" in send(chair, "conference_agenda", conference.pk, **{place: "1", minutes: "15"})
    assert "30 too many" in send(chair, "conference_agenda", conference.pk, **{place: "1", minutes: "150"})
    assert "Enter the minutes for case" in send(chair, "conference_agenda", conference.pk, **{place: "1"})
    assert "Saved" in send(chair, "agenda_invite", item.pk, **{world.housing.pk.hex: ["summary"]})
    late = send(chair, "agenda_publish", conference.pk, due_on=f"{day + timedelta(days=1):%d/%m/%Y}")
    assert late.count("Choose a day between today and the day of the meeting") == 2
    due = f"{day - timedelta(days=1):%d/%m/%Y}"
    assert "Agenda published" in send(chair, "agenda_publish", conference.pk, due_on=due)
    with acting(world.dana):
        assert returns_due_on(Conference.objects.get()) == day - timedelta(days=1)
    assert world.client(world.bob).get(reverse("conference_page", args=[conference.pk])).status_code == 200
    assert "Agenda withdrawn" in send(chair, "agenda_withdraw", conference.pk)
    assert world.client(world.bob).get(reverse("conference_page", args=[conference.pk])).status_code == 404
    assert "Meeting changed" in send(chair, "conference_move", conference.pk, **held, place="Room 2")
    assert "is off the agenda" in send(chair, "agenda_take_off", item.pk)
    assert "Panel ended" in send(chair, "panel_end", panel.pk)


def test_a_case_that_agencies_have_prepared_stays_on_the_agenda_with_a_word_on_what_to_do(world: World) -> None:
    (item,) = a_day(world, invited=[world.housing.pk])
    with acting(world.bob):
        returns.write(actor=world.bob, item=item, said=said())
    page = send(world.client(world.dana), "agenda_take_off", item.pk)
    assert "Agencies have begun to say what they know about this case" in page
    assert "put it last and say so in its minutes" in page
    with acting(world.dana):
        assert Item.objects.filter(pk=item.pk).exists()


def test_an_invited_agency_counts_its_own_items_and_finds_nothing_of_the_others(world: World) -> None:
    panel = a_panel(world)
    conference = planned(world, panel)
    hidden = placed(world, conference, referred(world.alice, panel), world.harbour.pk)
    shown = placed(world, conference, referred(world.alice, panel, Section.RISK), world.housing.pk)
    with acting(world.dana):
        publishing.publish(actor=world.dana, conference=conference)
    client = world.client(world.bob)
    paths = (
        reverse("conference_page", args=[conference.pk]),
        reverse("conference_list"),
        reverse("conference_calendar", args=[conference.pk]),
        reverse("case_page", args=[shown.case.reference]),
        reverse("case_history", args=[shown.case.reference]),
        "/",
        "/notices/",
        "/api/cases/",
    )
    pages = {path: client.get(path).content.decode() for path in paths}
    hints = (hidden.case.reference, str(hidden.pk), str(hidden.case_id), "Harbour Advice")
    assert [(path, hint) for path, page in pages.items() for hint in hints if hint in page] == []
    own = reverse("item_page", args=[shown.pk])
    assert f'1. <a class="govuk-link" href="{own}">' in pages[paths[0]]
    assert client.get(reverse("item_page", args=[hidden.pk])).status_code == 404
    assert client.get(reverse("case_page", args=[hidden.case.reference])).status_code == 404
    assert client.get(reverse("conference_agenda", args=[conference.pk])).status_code == 403


def test_a_coordinator_arranges_and_publishes_and_shares_nothing_else(world: World) -> None:
    """Ivan becomes the unit's coordinator: the lead agency has said what may be shown, so publishing needs no more."""
    Membership.objects.filter(user_id=world.ivan.person).update(role=Role.COORDINATOR, agency=world.unit)
    panel = a_panel(world)
    conference = planned(world, panel)
    item = placed(world, conference, referred(world.charlie, panel), world.housing.pk)
    client = world.client(world.ivan)
    assert "Agenda published" in send(client, "agenda_publish", conference.pk)
    with acting(world.bob):
        assert list(Item.objects.all()) == [item]
    assert client.get(reverse("agenda_refer", args=[item.case.reference])).status_code == 403
    assert client.get(reverse("conference_convene", args=[item.case.reference])).status_code == 403
    assert client.get(reverse("conference_overview")).status_code == 200
