"""The agenda of a panel: who waits, what each agency sees once it is published, and that withdrawing takes it back."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseAccess
from cases.policy import sections_of, visible_cases
from cases.sections import Section
from cases.states import State
from conferences.actions import agenda, calling_off, planning, publishing, queueing
from conferences.models import AgendaReferral, AgendaState, Conference, Item, Panel
from conferences.policy import visible_conferences, visible_items
from conferences.queries import agencies_at
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Notice
from partners.scope import acting
from tests.conferences.panels import a_panel, a_sitting, placed, planned, referred
from tests.personas import World


@dataclass
class Agenda:
    """A meeting with three items: one for Housing alone, one for Harbour alone, one that Harbour leads, for both."""

    panel: Panel
    conference: Conference
    for_housing: Item
    for_harbour: Item
    of_harbour: Item

    @property
    def items(self) -> list[Item]:
        return [self.for_housing, self.for_harbour, self.of_harbour]


@pytest.fixture
def arranged(world: World) -> Agenda:
    panel = a_panel(world)
    conference = planned(world, panel)
    housing, harbour = world.housing.pk, world.harbour.pk
    return Agenda(
        panel,
        conference,
        placed(world, conference, referred(world.alice, panel, Section.RISK), housing),
        placed(world, conference, referred(world.alice, panel, Section.RISK, Section.PEOPLE), harbour),
        placed(world, conference, referred(world.charlie, panel, Section.ACCOUNT), harbour, housing),
    )


def publish(world: World, found: Agenda) -> None:
    with acting(world.dana):
        publishing.publish(actor=world.dana, conference=found.conference)


def seen(actor: Actor) -> list[UUID]:
    with acting(actor):
        return list(visible_items(actor).values_list("pk", flat=True))


def raw(actor: Actor, table: str, column: str = "id") -> set[object]:
    """What the database alone shows."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM conferences_{table}")
        return {value for (value,) in cursor.fetchall()}


def test_nobody_but_the_chairing_agency_sees_an_agenda_before_it_is_published(world: World, arranged: Agenda) -> None:
    assert seen(world.dana) == seen(world.alice) == [item.pk for item in arranged.items]
    for actor in (world.bob, world.charlie, world.judy):
        assert seen(actor) == []
        assert raw(actor, "item") == raw(actor, "invitation") == raw(actor, "conference") == set()
    with acting(world.bob):
        assert list(visible_cases(world.bob)) == []


def test_publishing_gives_each_agency_its_items_and_sections_and_withdrawing_takes_them_back(
    world: World, arranged: Agenda
) -> None:
    publish(world, arranged)
    expected = {
        "bob": [arranged.for_housing, arranged.of_harbour],
        "charlie": [arranged.for_harbour, arranged.of_harbour],
    }
    for name, items in expected.items():
        actor = world.people()[name]
        assert seen(actor) == [item.pk for item in items]
        assert raw(actor, "item") == raw(actor, "invitation", "item_id") == {item.pk for item in items}
        with acting(actor):
            assert set(visible_cases(actor).values_list("pk", flat=True)) == {item.case_id for item in items}
    with acting(world.bob):
        given = {item.pk: sections_of(world.bob, item.case) for item in expected["bob"]}
        assert given == {
            arranged.for_housing.pk: {Section.SUMMARY, Section.RISK},
            arranged.of_harbour.pk: {Section.SUMMARY, Section.ACCOUNT},
        }
        assert [agency.code for agency in agencies_at(arranged.conference)] == ["HCU", "HOU", "HAR"]
    assert seen(world.judy) == []
    with acting(world.dana):
        publishing.withdraw(actor=world.dana, conference=arranged.conference)
    assert seen(world.bob) == seen(world.charlie) == []
    assert raw(world.bob, "item") == raw(world.bob, "conference") == raw(world.charlie, "item") == set()
    with acting(world.bob):
        assert list(visible_cases(world.bob)) == []
    publish(world, arranged)
    assert seen(world.bob) == [item.pk for item in expected["bob"]]


def test_a_change_after_publishing_takes_away_at_once_and_adds_when_published_again(
    world: World, arranged: Agenda
) -> None:
    publish(world, arranged)
    item = arranged.for_housing
    with acting(world.dana):
        agenda.invite(actor=world.dana, item=item, given={world.harbour.pk: [Section.RISK]})
    assert seen(world.bob) == [arranged.of_harbour.pk]
    assert item.pk not in seen(world.charlie)
    publish(world, arranged)
    assert item.pk in seen(world.charlie)
    with acting(world.dana):
        agenda.take_off(actor=world.dana, item=Item.objects.select_related("conference", "case").get(pk=item.pk))
        referral = AgendaReferral.objects.get(case_id=item.case_id)
        item.case.refresh_from_db()
    assert (referral.state, referral.item_id, item.case.state) == (AgendaState.WAITING, None, State.MULTI_AGENCY)
    assert item.pk not in seen(world.charlie)


def test_only_what_the_lead_agency_allowed_can_be_passed_on_and_only_to_members(world: World, arranged: Agenda) -> None:
    item = arranged.of_harbour
    with acting(world.dana):
        with pytest.raises(NotPossible, match="has not allowed all of these"):
            agenda.invite(actor=world.dana, item=item, given={world.housing.pk: [Section.PEOPLE]})
        with pytest.raises(NotPossible, match="Only members of the panel"):
            agenda.invite(actor=world.dana, item=item, given={world.watch.pk: []})
    publish(world, arranged)
    with acting(world.charlie):
        passed_on = CaseAccess.objects.get(case_id=item.case_id, agency=world.housing)
        assert (passed_on.granted_by_agency_id, passed_on.legal_gateway) == (
            world.unit.pk,
            "crime_and_disorder_act_s115",
        )


def test_the_order_and_the_minutes_are_set_as_typed(world: World, arranged: Agenda) -> None:
    backwards = [(item.pk, 20 + number) for number, item in enumerate(reversed(arranged.items))]
    with acting(world.dana):
        agenda.arrange(actor=world.dana, conference=arranged.conference, order=backwards)
        rows = visible_items(world.dana).values_list("pk", "expected_minutes")
        assert list(rows) == backwards
        with pytest.raises(NotPossible, match="changed meanwhile"):
            agenda.arrange(actor=world.dana, conference=arranged.conference, order=backwards[:2])
        with pytest.raises(NotPossible, match="between 1 and 240"):
            agenda.arrange(
                actor=world.dana, conference=arranged.conference, order=[*backwards[:2], (backwards[2][0], 0)]
            )
    with acting(world.bob), pytest.raises(NotPermitted, match="chairs this conference"):
        agenda.arrange(actor=world.bob, conference=arranged.conference, order=backwards)


def test_the_set_date_ends_what_was_given(world: World, arranged: Agenda) -> None:
    publish(world, arranged)
    with acting(world.dana):
        yesterday = timezone.localdate() - timedelta(days=1)
        Conference.objects.filter(pk=arranged.conference.pk).update(access_until=yesterday)
    assert seen(world.bob) == []
    assert seen(world.charlie) == [arranged.of_harbour.pk]
    assert raw(world.bob, "item") == set()
    assert raw(world.charlie, "item") == {arranged.of_harbour.pk}


def test_moving_and_calling_off_tell_calendars_and_free_the_cases(world: World, arranged: Agenda) -> None:
    publish(world, arranged)
    with acting(world.dana):
        planning.move(actor=world.dana, conference=arranged.conference, sitting=a_sitting(14))
        assert arranged.conference.sequence == 1
        ends = set(CaseAccess.objects.filter(agency=world.housing).values_list("live_until", flat=True))
        assert {timezone.localdate(end) for end in ends} == {timezone.localdate() + timedelta(days=43)}
        calling_off.call_off(actor=world.dana, conference=arranged.conference)
        assert set(AgendaReferral.objects.values_list("state", flat=True)) == {AgendaState.WAITING}
    assert seen(world.bob) == []
    with acting(world.bob):
        kinds = list(Notice.objects.order_by("created_at").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("calendar")] == [
        "calendar_asked",
        "calendar_moved",
        "calendar_cancelled",
    ]


def test_a_case_waits_once_and_can_be_taken_back_until_it_has_a_place(world: World) -> None:
    panel = a_panel(world)
    case_of_harbour = referred(world.charlie, panel)
    with acting(world.dana):
        assert [each.pk for each in visible_cases(world.dana)] == [case_of_harbour.case_id]
    with pytest.raises(NotPossible, match="waiting for a place on an agenda already"):
        referred(world.charlie, panel, case=case_of_harbour.case)
    with acting(world.charlie):
        queueing.take_back(actor=world.charlie, referral=case_of_harbour)
    with acting(world.dana):
        assert list(visible_cases(world.dana)) == []
        assert list(AgendaReferral.objects.all()) == []
    with pytest.raises(NotPossible, match="access to this case has ended"):
        referred(world.bob, panel, case=case_of_harbour.case)


def test_an_empty_agenda_or_one_to_which_nobody_is_asked_is_not_published(world: World) -> None:
    panel = a_panel(world)
    conference = planned(world, panel)
    with acting(world.dana), pytest.raises(NotPossible, match="Put a case on the agenda first"):
        publishing.publish(actor=world.dana, conference=conference)
    placed(world, conference, referred(world.alice, panel))
    with acting(world.dana), pytest.raises(NotPossible, match="Nobody is invited for case"):
        publishing.publish(actor=world.dana, conference=conference)


def test_an_empty_meeting_is_seen_by_the_agency_that_chairs_it(world: World) -> None:
    conference = planned(world, a_panel(world))
    for actor, expected in ((world.alice, [conference.pk]), (world.bob, []), (world.judy, [])):
        with acting(actor):
            assert list(visible_conferences(actor).values_list("pk", flat=True)) == expected
    page = world.client(world.dana).get(reverse("conference_page", args=[conference.pk]))
    assert page.status_code == 200
