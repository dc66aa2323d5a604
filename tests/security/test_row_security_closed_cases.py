"""The second lock on restricted cases, walls and emergencies, past all our Python: plain rows as the app role.

Alice and Dana are of the unit that leads the case, Bob's Housing has all its sections, Charlie's Harbour has nothing,
Judy is in another partnership.
"""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import ProgrammingError, connection, models, transaction
from django.utils import timezone

from audit.models import Event
from cases.models import (
    Account,
    Assessment,
    Case,
    CaseAccess,
    CaseUserObjectPermission,
    Decision,
    Document,
    EmergencyAccess,
    Incident,
    Move,
    Person,
    Reopening,
    Restriction,
    Wall,
)
from cases.policy import IsClosed
from conferences.models import (
    Action,
    AgendaReferral,
    Attendance,
    Conference,
    Invitation,
    Item,
    Minutes,
    Recusal,
    ResearchReturn,
    Statement,
)
from partners.actor import Actor
from partners.models import Notice
from partners.scope import acting
from referrals.models import Referral
from tests.personas import World
from tests.security import records as make
from tests.security import records_conference as meeting
from tests.security.records import Records

CARRY_THE_CASE: tuple[type[models.Model], ...] = (
    *(Account, Action, AgendaReferral, Assessment, Attendance, Case, CaseAccess, Conference, Decision, Document, Event),
    *(Incident, Invitation, Item, Minutes, Move, Notice, Person, Recusal, Referral, Reopening, ResearchReturn),
    Statement,
)
PEOPLE = ("alice", "bob", "charlie", "dana", "judy")
Row = Callable[[Actor], models.Model]


@pytest.fixture(scope="module")
def one_of_each(standing: World) -> Records:
    """One row of every table, with an event and a notice that name the case."""
    made = make.lay_out(standing)
    for person in (standing.alice, standing.bob, standing.dana):
        with acting(person):
            about = {"partnership_id": person.partnership_id, "user_id": person.person, "subject": made.case.reference}
            Notice(kind="incident_logged", path="/", **about).save(force_insert=True)
            Event(verb="case.read", owner_agency_id=standing.unit.pk, **about).save(force_insert=True)
    return made


def seen_by(actor: Actor, reference: str) -> set[str]:
    """Return the tables of which the actor sees rows; of events and notices only those that name the case count."""
    with acting(actor):
        seen = set()
        for table in CARRY_THE_CASE:
            rows = table._default_manager.all()
            named = rows.filter(subject=reference) if table in (Event, Notice) else rows
            if named.exists():
                seen.add(table.__name__)
        return seen


def grant_of(case: Case, person: Actor) -> CaseUserObjectPermission:
    permission = Permission.objects.get(codename="read_restricted_case")
    return CaseUserObjectPermission(content_object=case, user_id=person.person, permission=permission)


def restriction_of(case: Case, by: Actor) -> Restriction:
    return Restriction(case=case, partnership_id=case.partnership_id, reason="r", restricted_by_id=by.person)


def wall_of(case: Case, person: Actor, by: Actor) -> Wall:
    about = {"case": case, "partnership_id": case.partnership_id, "reason": "r"}
    return Wall(user_id=person.person, made_by_id=by.person, **about)


def restrict(records: Records, *named: Actor) -> None:
    with acting(records.world.alice):
        for person in (records.world.alice, *named):
            grant_of(records.case, person).save(force_insert=True)
        restriction_of(records.case, records.world.alice).save(force_insert=True)


def in_an_emergency(records: Records, actor: Actor) -> None:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(
            "SELECT app.open_in_emergency(%s, %s, 60)", [records.case.reference, "It could not wait at all."]
        )


def writers(records: Records, row: Row) -> set[str]:
    """Return who can write the row that is made for them; nothing of it stays."""
    return {name for name in PEOPLE if writes(records.world.people()[name], row)}


def writes(actor: Actor, row: Row) -> bool:
    try:
        with transaction.atomic():
            with acting(actor):
                row(actor).save(force_insert=True)
            transaction.set_rollback(True)
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return True


def changers(records: Records, change: str, people: tuple[str, ...] = PEOPLE) -> set[str]:
    """Return who changes or removes rows by this plain SQL, in which `{me}` is their own key; nothing of it stays."""
    able = set()
    for name in people:
        actor = records.world.people()[name]
        with transaction.atomic(), acting(actor), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(change.format(me=actor.person))
                    if cursor.rowcount:
                        able.add(name)
            except ProgrammingError as refused:
                if "row-level security" not in str(refused):
                    raise
            transaction.set_rollback(True)
    return able


def viewers(records: Records, table: type[models.Model]) -> set[str]:
    seen = set()
    for name in PEOPLE:
        with acting(records.world.people()[name]):
            if table._default_manager.exists():
                seen.add(name)
    return seen


def test_a_restriction_closes_every_table_to_those_not_named(records: Records) -> None:
    world, reference = records.world, records.case.reference
    everything = {table.__name__ for table in CARRY_THE_CASE}
    assert seen_by(world.alice, reference) == seen_by(world.dana, reference) == everything
    assert seen_by(world.bob, reference) == everything - {"AgendaReferral", "Event"}
    restrict(records)
    assert seen_by(world.alice, reference) == everything
    assert seen_by(world.dana, reference) == seen_by(world.bob, reference) == set()


def test_a_name_opens_every_table_again(records: Records) -> None:
    world, reference = records.world, records.case.reference
    before = seen_by(world.bob, reference)
    restrict(records, world.bob)
    assert seen_by(world.bob, reference) == before
    assert seen_by(world.dana, reference) == set()
    assert seen_by(world.charlie, reference) == set()


def test_a_wall_closes_every_table_to_one_person(records: Records) -> None:
    world, reference = records.world, records.case.reference
    restrict(records, world.dana, world.bob)
    with acting(world.alice):
        wall_of(records.case, world.dana, world.alice).save(force_insert=True)
    assert seen_by(world.dana, reference) == set()
    assert seen_by(world.bob, reference) == {table.__name__ for table in CARRY_THE_CASE} - {"AgendaReferral", "Event"}


def test_an_access_of_one_person_is_not_their_colleagues(records: Records) -> None:
    world = records.world
    reference, everything = records.case.reference, {table.__name__ for table in CARRY_THE_CASE}
    in_an_emergency(records, world.charlie)
    of_conferences = {"Action", "AgendaReferral", "Attendance", "Conference", "Invitation", "Item", "Minutes"}
    of_conferences |= {"Recusal", "ResearchReturn", "Statement"}
    assert seen_by(world.charlie, reference) == everything - of_conferences - {"Event", "Notice", "Referral"}
    colleague = Actor(uuid4(), "Colleague", *[getattr(world.charlie, name) for name in Actor.__slots__[2:]])
    assert seen_by(colleague, reference) == set()


def test_nothing_is_written_about_a_case_that_is_closed(records: Records) -> None:
    """A conference of one's own is no way round: the case cannot be put on its agenda."""
    world = records.world
    restrict(records)
    with acting(world.dana):
        conference = meeting.new_conference(world.dana)
        conference.save(force_insert=True)
    assert not writes(world.dana, lambda actor: Item(conference=conference, case=records.case))
    assert not writes(world.dana, lambda actor: make.new_incident(actor, records.case))
    assert not writes(world.dana, lambda actor: make.new_access(actor, records.case, world.charlie, "conference"))
    assert not writes(world.dana, lambda actor: make.new(records, Referral, world.alice))
    assert not writes(world.dana, lambda actor: make.new(records, Action, world.alice))
    with acting(world.alice):
        item = meeting.finalised(world.alice, 7, records.case).items.get()
        invitation = meeting.invitation_to(item, world.housing.pk, world.unit.pk, records.access)
    assert not writes(world.dana, lambda actor: invitation)
    for change in (
        "UPDATE cases_case SET band = 'low'",
        "UPDATE cases_caseaccess SET live_until = NULL",
        "UPDATE conferences_conference SET place = 'x' WHERE place = 'Room 1' AND state = 'convened'"
        f" AND id <> '{conference.pk}'",
        "UPDATE conferences_action SET note = 'x'",
        "UPDATE conferences_item SET discussion = 'x'",
        "UPDATE referrals_referral SET answer_note = 'x'",
    ):
        assert "dana" not in changers(records, change), change


def test_of_a_meeting_about_several_cases_the_closed_one_alone_is_closed(records: Records) -> None:
    world, conference = records.world, records.conference
    with acting(world.alice):
        another = make.new_case(world.alice)
        another.save(force_insert=True)
        make.new_access(world.alice, another, world.alice, "lead").save(force_insert=True)
        Item(conference=conference, case=another).save(force_insert=True)
    restrict(records)
    for person, cases in ((world.alice, {records.case.pk, another.pk}), (world.dana, {another.pk}), (world.bob, set())):
        with acting(person):
            assert {item.case_id for item in conference.items.all()} == cases, person.name


def test_restrictions(records: Records) -> None:
    assert writers(records, lambda actor: restriction_of(records.case, actor)) == {"alice", "dana"}
    assert writers(records, lambda actor: restriction_of(records.case, records.world.alice)) == {"alice"}
    restrict(records, records.world.bob)
    assert viewers(records, Restriction) == {"alice"}
    lift = "UPDATE cases_restriction SET lifted_at = now(), lifted_by_id = '{me}'"
    assert changers(records, lift) == {"alice"}
    in_an_emergency(records, records.world.dana)
    assert viewers(records, Restriction) == {"alice", "dana"}
    assert changers(records, lift) == {"alice"}


def test_names(records: Records) -> None:
    world = records.world
    assert writers(records, lambda actor: grant_of(records.case, world.heidi)) == {"alice", "dana"}
    restrict(records, world.bob)
    in_an_emergency(records, world.dana)
    assert writers(records, lambda actor: grant_of(records.case, world.heidi)) == {"alice"}
    assert viewers(records, CaseUserObjectPermission) == {"alice", "bob", "dana"}
    with acting(world.bob):
        assert {grant.user_id for grant in CaseUserObjectPermission.objects.all()} == {world.bob.person}
    assert changers(records, "DELETE FROM cases_caseuserobjectpermission") == {"alice"}


def test_walls(records: Records) -> None:
    world, case = records.world, records.case
    assert writers(records, lambda actor: wall_of(case, world.heidi, actor)) == {"alice", "dana"}
    assert writers(records, lambda actor: wall_of(case, world.heidi, world.alice)) == {"alice"}
    assert writers(records, lambda actor: wall_of(case, actor, actor)) == {"alice", "bob", "dana"}
    with acting(world.alice):
        wall_of(case, world.dana, world.alice).save(force_insert=True)
    assert viewers(records, Wall) == {"alice"}
    assert changers(records, "UPDATE cases_wall SET lifted_at = now(), lifted_by_id = '{me}'") == {"alice"}


def test_emergencies(records: Records) -> None:
    world = records.world
    in_an_emergency(records, world.charlie)
    assert viewers(records, EmergencyAccess) == {"alice", "charlie", "dana"}
    review = "UPDATE cases_emergencyaccess SET verdict = 'justified', review_note = 'n', reviewed_at = now(),"
    assert changers(records, f"{review} reviewed_by_id = '{{me}}'") == {"alice", "dana"}
    assert changers(records, f"{review} reviewed_by_id = '{world.heidi.person}'") == set()
    with acting(world.alice):
        EmergencyAccess.objects.update(
            verdict="justified", review_note="n", reviewed_at=timezone.now(), reviewed_by_id=world.alice.person
        )
    assert changers(records, f"{review} reviewed_by_id = '{{me}}'") == set()


def test_nobody_signs_off_a_use_of_their_own(records: Records) -> None:
    in_an_emergency(records, records.world.dana)
    review = "UPDATE cases_emergencyaccess SET verdict = 'justified', review_note = 'n', reviewed_at = now(),"
    assert changers(records, f"{review} reviewed_by_id = '{{me}}'") == {"alice"}


def test_the_policy_in_python_asks_the_same_question(records: Records) -> None:
    """`IsClosed` is what lists filter by; it does not lean on the policies of the tables."""
    restrict(records)
    question = f"SELECT '{records.case.pk}'::uuid"
    for actor, expected in ((records.world.alice, False), (records.world.dana, True), (records.world.bob, True)):
        with acting(actor), connection.cursor() as cursor:
            cursor.execute(f"SELECT key = ANY (ARRAY(SELECT app.closed_cases())) FROM ({question}) AS asked(key)")
            assert cursor.fetchone()[0] is expected
    assert "app.closed_cases()" in IsClosed.template
