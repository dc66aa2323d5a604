"""The second lock on agendas and panels, past all our Python: plain rows read, written and removed as the app role.

Harbour leads a case and has referred it to the unit's panel, on which Housing sits. The unit may pass on the risk.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, models, transaction
from django.utils import timezone

from cases.actions.access import open_for_lead
from cases.models import Case, CaseAccess, CaseAccessHistory
from conferences.models import AgendaReferral, Attendance, Conference, Invitation, Item, Panel, PanelMember
from partners.actor import Actor
from partners.scope import acting
from tests.personas import World
from tests.security import records as make
from tests.security import records_conference as meeting
from tests.security.days import MOMENT

PEOPLE = ("alice", "bob", "charlie", "judy")
SECTIONS = ["risk", "summary"]


@dataclass
class Referred:
    """What was written for it. The first item is Harbour's, and Housing is not asked to the second, the unit's own."""

    world: World
    panel: Panel
    case: Case
    referral: AgendaReferral
    conference: Conference
    item: Item
    own_item: Item


@pytest.fixture(scope="module")
def once(standing: World) -> Referred:
    world = standing
    with acting(world.alice):
        panel = meeting.new_panel(world.alice)
        panel.save(force_insert=True)
        PanelMember(panel=panel, agency=world.housing).save(force_insert=True)
    case = a_case(world.charlie)
    with acting(world.charlie):
        access = new_access(world, case, world.charlie, world.alice)
        access.save(force_insert=True)
        referral = AgendaReferral(
            partnership=world.partnership,
            case=case,
            panel=panel,
            lead_agency=world.harbour,
            panel_agency=world.unit,
            why="w",
            sections=SECTIONS,
            legal_gateway="consent",
            access=access,
            referred_by_id=world.charlie.person,
        )
        referral.save(force_insert=True)
    own = a_case(world.alice)
    with acting(world.alice):
        conference = meeting.new_conference(world.alice)
        conference.panel = panel
        conference.save(force_insert=True)
        items = [Item(conference=conference, case=each) for each in (case, own)]
        for item in items:
            item.save(force_insert=True)
        AgendaReferral.objects.filter(pk=referral.pk).update(state="placed", item=items[0])
    return Referred(world, panel, case, referral, conference, items[0], items[1])


@pytest.fixture
def found(db: None, once: Referred) -> Referred:
    return deepcopy(once)


def a_case(actor: Actor) -> Case:
    with acting(actor):
        case = make.new_case(actor)
        case.save(force_insert=True)
        open_for_lead(actor=actor, case=case)
        return case


def new_access(world: World, case: Case, giver: Actor, receiver: Actor, **changes: object) -> CaseAccess:
    access = make.new_access(giver, case, receiver, "conference")
    access.sections = SECTIONS
    for name, value in changes.items():
        setattr(access, name, value)
    return access


def writes(actor: Actor, row: models.Model) -> bool:
    """Say whether the actor can write the row; nothing of it stays."""
    try:
        with transaction.atomic():
            with acting(actor):
                row.save(force_insert=True)
            transaction.set_rollback(True)
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return True


def able(found: Referred, change: str) -> set[str]:
    """Return who changes or removes rows by this plain SQL; nothing of it stays."""
    people = found.world.people()
    return {name for name in PEOPLE if does(people[name], change)}


def does(actor: Actor, change: str) -> bool:
    with transaction.atomic(), acting(actor), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(change)
                number = cursor.rowcount
        except ProgrammingError as refused:
            if "row-level security" not in str(refused):
                raise
            number = 0
        transaction.set_rollback(True)
    return bool(number)


def invite_housing(found: Referred) -> CaseAccess:
    """Ask Housing to Harbour's case, with an access that the unit has passed on."""
    world = found.world
    with acting(world.alice):
        access = new_access(world, found.case, world.alice, world.bob)
        access.save(force_insert=True)
        meeting.invitation_to(found.item, world.housing.pk, world.unit.pk, access).save(force_insert=True)
        meeting.invitation_to(found.item, world.harbour.pk, world.unit.pk, None).save(force_insert=True)
    return access


def test_what_the_lead_agency_allowed_is_passed_on_and_nothing_more(found: Referred) -> None:
    world = found.world

    def passed(**changes: object) -> CaseAccess:
        return new_access(world, found.case, world.alice, world.bob, **changes)

    assert writes(world.alice, passed())
    assert writes(world.alice, passed(sections=["summary"]))
    assert not writes(world.alice, passed(sections=["people", "summary"]))
    assert not writes(world.alice, passed(legal_gateway="vital_interests"))
    assert not writes(world.alice, passed(reason="referral"))
    assert not writes(world.alice, passed(user_id=world.bob.person))
    assert not writes(world.alice, passed(agency_id=world.watch.pk))
    assert not writes(world.alice, passed(granted_by_agency_id=world.harbour.pk))
    assert not writes(world.bob, new_access(world, found.case, world.bob, world.bob))
    with acting(world.alice):
        AgendaReferral.objects.filter(pk=found.referral.pk).update(state="waiting", item=None)
    assert not writes(world.alice, passed())


def test_the_panel_passes_nothing_on_once_its_own_access_has_ended(found: Referred) -> None:
    with acting(found.world.charlie):
        CaseAccess.objects.filter(case=found.case, agency=found.world.unit).update(revoked_at=timezone.now())
    assert not writes(found.world.alice, new_access(found.world, found.case, found.world.alice, found.world.bob))


def test_the_lead_agency_sees_what_was_passed_on_and_can_take_it_back(found: Referred) -> None:
    access = invite_housing(found)
    seen = set()
    for name in PEOPLE:
        with acting(found.world.people()[name]):
            if CaseAccess.objects.filter(pk=access.pk).exists():
                seen.add(name)
    assert seen == {"alice", "bob", "charlie"}
    assert able(found, f"UPDATE cases_caseaccess SET live_until = NULL WHERE id = '{access.pk}'") == {
        "alice",
        "charlie",
    }
    with acting(found.world.charlie):
        CaseAccess.objects.filter(pk=access.pk).update(revoked_at=timezone.now())
    with acting(found.world.bob):
        assert not Item.objects.exists()
        assert not CaseAccessHistory.rows(id=access.pk, revoked_at__isnull=True).exists()


def test_each_agency_sees_its_items_alone(found: Referred) -> None:
    invite_housing(found)
    expected = {"alice": {found.item.pk, found.own_item.pk}, "bob": {found.item.pk}, "charlie": {found.item.pk}}
    for name in PEOPLE:
        with acting(found.world.people()[name]):
            assert {item.pk for item in Item.objects.all()} == expected.get(name, set())
            assert Conference.objects.exists() is (name in expected)
    with acting(found.world.bob):
        assert [invitation.agency_id for invitation in Invitation.objects.all()] == [found.world.housing.pk]


def test_the_set_date_ends_what_was_given_but_not_the_lead_agencys_sight(found: Referred) -> None:
    invite_housing(found)
    with acting(found.world.alice):
        Conference.objects.update(access_until=timezone.localdate() - timedelta(days=1))
    assert {name: sees_items(found, name) for name in PEOPLE} == {
        "alice": True,
        "bob": False,
        "charlie": True,
        "judy": False,
    }


def sees_items(found: Referred, name: str) -> bool:
    with acting(found.world.people()[name]):
        return Item.objects.exists()


def test_attendance_is_seen_by_those_who_share_an_item(found: Referred) -> None:
    """Equality Watch is asked to the unit's own case alone, so Housing does not learn that it came."""
    world = found.world
    invite_housing(found)
    with acting(world.alice):
        meeting.invitation_to(found.own_item, world.watch.pk, world.unit.pk, None).save(force_insert=True)
        for agency in (world.unit, world.housing, world.harbour, world.watch):
            plain = {"name": agency.code, "presence": "present", "recorded_by_id": world.alice.person}
            Attendance(conference=found.conference, agency=agency, **plain).save(force_insert=True)
    expected = {"alice": {"HCU", "HOU", "HAR", "MON"}, "bob": {"HCU", "HOU", "HAR"}, "charlie": {"HCU", "HOU", "HAR"}}
    for name in PEOPLE:
        with acting(world.people()[name]):
            assert {row.name for row in Attendance.objects.all()} == expected.get(name, set())


def test_a_place_is_given_by_the_panels_agency_and_the_referral_withdrawn_by_the_lead(found: Referred) -> None:
    assert able(found, "UPDATE conferences_agendareferral SET state = 'waiting', item_id = NULL") == {"alice"}
    with acting(found.world.alice):
        AgendaReferral.objects.update(state="waiting", item=None)
    withdraw = "UPDATE conferences_agendareferral SET state = 'withdrawn', withdrawn_at = now()"
    assert able(found, withdraw) == {"charlie"}
    place = f"UPDATE conferences_agendareferral SET state = 'placed', item_id = '{found.item.pk}'"
    assert able(found, place) == {"alice"}
    other = f"UPDATE conferences_agendareferral SET state = 'placed', item_id = '{found.own_item.pk}'"
    assert able(found, other) == set()
    with acting(found.world.charlie):
        AgendaReferral.objects.update(state="withdrawn", withdrawn_at=timezone.now())
    assert able(found, place) == able(found, withdraw) == set()
    with acting(found.world.alice):
        assert not AgendaReferral.objects.exists()
    with acting(found.world.charlie):
        assert AgendaReferral.objects.exists()


def test_only_a_case_that_the_agency_sees_comes_on_its_agenda(found: Referred) -> None:
    hidden = a_case(found.world.bob)
    assert not writes(found.world.alice, Item(conference=found.conference, case=hidden))
    assert not writes(found.world.bob, Item(conference=found.conference, case=hidden))
    conference = meeting.new_conference(found.world.bob)
    conference.panel = found.panel
    assert not writes(found.world.bob, conference)


def test_items_and_invitations_are_removed_by_the_chairing_agency_while_the_meeting_is_open(found: Referred) -> None:
    access = invite_housing(found)
    invitations = f"DELETE FROM conferences_invitation WHERE agency_id = '{found.world.housing.pk}'"
    items = f"DELETE FROM conferences_item WHERE id = '{found.own_item.pk}'"
    assert able(found, items) == {"alice"}
    assert able(found, invitations) == set()
    with acting(found.world.alice):
        Invitation.objects.filter(access=access).update(withdrawn_at=timezone.now())
    assert able(found, invitations) == {"alice"}
    with acting(found.world.alice):
        closed = {"state": "finalised", "number": 9, "finalised_at": MOMENT}
        Conference.objects.update(finalised_by_id=found.world.alice.person, **closed)
    assert able(found, items) == able(found, invitations) == set()


def test_an_invitation_holds_an_access_of_its_own_agency_given_by_the_chairing_one(found: Referred) -> None:
    world = found.world
    access = invite_housing(found)
    right = meeting.invitation_to(found.own_item, world.housing.pk, world.unit.pk, access)
    wrong = meeting.invitation_to(found.own_item, world.watch.pk, world.unit.pk, access)
    assert writes(world.alice, right)
    assert not writes(world.alice, wrong)
    change = f"UPDATE conferences_invitation SET access_id = '{access.pk}' WHERE agency_id = '{world.harbour.pk}'"
    assert able(found, change) == set()
