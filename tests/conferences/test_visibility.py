"""Who sees which conferences and actions: exact sets, by the policy and again by the database alone."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.utils import timezone

from audit.models import Event
from cases.actions.access import revoke
from conferences.models import Action, Conference, Invitation, Minutes
from conferences.policy import get_action, get_conference, visible_actions, visible_conferences
from conferences.queries import agencies_at
from partners.actor import Actor
from partners.scope import acting, scope
from tests.conferences.meetings import a_case, a_conference, finalised, write_up
from tests.personas import World

INVITED = {"alice", "bob", "dana", "heidi"}
LEAD = {"alice", "dana", "heidi"}


def rows(question: str, *values: UUID) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def changed(statement: str, *values: UUID | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def convened(world: World, **changes: object) -> Conference:
    with acting(world.alice):
        return a_conference(world, a_case(world.alice), **changes)


def ended(conference: Conference, world: World) -> Conference:
    with acting(world.alice):
        Conference.objects.filter(pk=conference.pk).update(access_until=timezone.localdate() - timedelta(days=1))
    return conference


def withdrawn(conference: Conference, world: World) -> Conference:
    with acting(world.alice):
        Invitation.objects.filter(conference=conference).update(withdrawn_at=timezone.now())
    return conference


def revoked(conference: Conference, world: World) -> Conference:
    with acting(world.alice):
        invitation = Invitation.objects.select_related("access__case").get(conference=conference)
        assert invitation.access
        revoke(actor=world.alice, case=invitation.access.case, access=invitation.access)
    return conference


def by_policy(world: World) -> dict[str, set[UUID]]:
    found = {}
    for name, actor in world.people().items():
        with acting(actor):
            found[name] = set(visible_conferences(actor).values_list("pk", flat=True))
    return found


def by_database(actor: Actor) -> set[object]:
    with acting(actor):
        return {key for (key,) in rows("SELECT id FROM conferences_conference")}


def test_conferences_that_each_person_sees(world: World) -> None:
    standing = convened(world)
    others = [ended(convened(world), world), withdrawn(convened(world), world), revoked(convened(world), world)]
    own = {standing.pk, *(conference.pk for conference in others)}
    nobody: set[UUID] = set()
    assert by_policy(world) == {
        name: own if name in LEAD else {standing.pk} if name in INVITED else nobody for name in world.people()
    }


def test_the_database_alone_shows_the_same_conferences(world: World) -> None:
    standing = convened(world)
    others = [ended(convened(world), world), withdrawn(convened(world), world), revoked(convened(world), world)]
    assert by_database(world.alice) == {standing.pk, *(conference.pk for conference in others)}
    assert by_database(world.bob) == {standing.pk}
    assert by_database(world.charlie) == by_database(world.judy) == set()
    assert rows("SELECT id FROM conferences_conference") == []


@pytest.mark.parametrize("table", ["item", "attendance", "minutes"])
def test_what_hangs_on_a_conference_is_seen_with_it(world: World, table: str) -> None:
    conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
    question = f"SELECT DISTINCT conference_id FROM conferences_{table}"
    for actor, expected in ((world.alice, 1), (world.bob, 1), (world.charlie, 0), (world.judy, 0)):
        with acting(actor):
            assert len(rows(question)) == expected
    revoked(conference, world)
    with acting(world.bob):
        assert rows(question) == []


def test_who_is_invited_is_known_to_the_invited_alone(world: World) -> None:
    conference = convened(world, invited={world.housing.pk: [], world.watch.pk: []})
    for actor in (world.alice, world.bob):
        with acting(actor):
            assert [agency.code for agency in agencies_at(conference)] == ["HCU", "HOU", "MON"]
    for actor in (world.charlie, world.judy):
        with acting(actor):
            assert rows("SELECT agency_id FROM app.agencies_invited(%s)", conference.pk) == []


def test_an_agency_cannot_invite_itself(world: World) -> None:
    conference = convened(world)
    with acting(world.alice):
        item = conference.items.get()
    with acting(world.charlie):
        access = a_conference_access(world)
        forged = Invitation(
            conference_id=conference.pk,
            item=item,
            agency_id=world.harbour.pk,
            chairing_agency_id=world.harbour.pk,
            sections=["summary"],
            access_id=access,
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)
        assert rows("SELECT id FROM conferences_conference") == []
        assert rows("SELECT agency_id FROM app.agencies_invited(%s)", conference.pk) == []


def a_conference_access(world: World) -> UUID:
    """A live access row of Harbour's own."""
    case = a_case(world.charlie)
    (access,) = case.accesses.all()
    return access.pk


def test_actions_that_each_person_sees(world: World) -> None:
    conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
        (action,) = Action.objects.all()
    revoked(conference, world)
    for name, actor in world.people().items():
        with acting(actor):
            expected = {action.pk} if name in INVITED else set()
            assert set(visible_actions(actor).values_list("pk", flat=True)) == expected, name


def test_the_database_alone_shows_the_same_actions(world: World) -> None:
    conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
    revoked(conference, world)
    for actor, count in ((world.alice, 1), (world.bob, 1), (world.charlie, 0), (world.judy, 0)):
        with acting(actor):
            assert len(rows("SELECT id FROM conferences_action")) == count


def test_a_draft_action_is_the_lead_agencys_alone(world: World) -> None:
    conference = convened(world)
    with acting(world.dana):
        write_up(world, conference)
        assert len(rows("SELECT id FROM conferences_action")) == 1
        assert list(visible_actions(world.dana)) == []
    with acting(world.bob):
        assert rows("SELECT id FROM conferences_action") == []


def test_hidden_and_unknown_look_the_same(world: World) -> None:
    conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
        action = Action.objects.get()
    with acting(world.charlie):
        for find, hidden in ((get_conference, conference.pk), (get_action, action.pk)):
            sentences = set()
            for key in (hidden, UUID(int=1)):
                with pytest.raises(Http404) as missing:
                    find(world.charlie, key)
                sentences.add(str(missing.value))
            assert len(sentences) == 1


def test_opening_a_conference_is_in_the_log_of_its_case(world: World) -> None:
    conference = convened(world)
    with acting(world.bob):
        get_conference(world.bob, conference.pk)
    with scope(partnership_id=world.partnership.pk, agency_id=world.unit.pk, roles=world.grace.roles):
        (event,) = Event.objects.filter(verb="conference.read")
    with acting(world.alice):
        (reference,) = conference.items.values_list("case__reference", flat=True)
    assert (event.user_id, event.subject, event.owner_agency_id) == (world.bob.user_id, reference, world.unit.pk)


def test_finalised_minutes_are_fixed_in_the_database(world: World) -> None:
    conference = convened(world)
    with acting(world.dana):
        write_up(world, conference)
        finalised_conference(world, conference)
        statements = [
            "UPDATE conferences_conference SET place = 'elsewhere'",
            "UPDATE conferences_conference SET state = 'convened', number = NULL",
            "UPDATE conferences_item SET decision = 'another'",
            "UPDATE conferences_attendance SET name = 'another'",
            "DELETE FROM conferences_attendance",
            "DELETE FROM conferences_action",
            "UPDATE conferences_action SET agreed_at = NULL",
        ]
        for statement in statements:
            assert changed(statement) == 0, statement
        for statement in ("UPDATE conferences_minutes SET version = 2", "DELETE FROM conferences_minutes"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                changed(statement)


def finalised_conference(world: World, conference: Conference) -> None:
    minutes = finalised(world, conference)
    assert Minutes.objects.get(conference=conference).pk == minutes.pk


@pytest.mark.parametrize("column", ["task", "due_on", "agency_id", "case_id"])
def test_what_was_agreed_of_an_action_has_no_right_to_change(world: World, column: str) -> None:
    conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
    with acting(world.bob), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        changed(f"UPDATE conferences_action SET {column} = {column}")


def test_an_answered_action_stays_answered_in_the_database(world: World) -> None:
    conference = convened(world)
    with acting(world.dana):
        finalised(world, conference)
        assert changed("UPDATE conferences_action SET note = 'by the lead'") == 0
    with acting(world.bob):
        answer = "UPDATE conferences_action SET state = 'done', note = 'x', answered_by_id = %s, answered_at = now()"
        assert changed(answer, world.bob.user_id) == 1
        assert changed("UPDATE conferences_action SET note = 'y'") == 0


def test_minutes_can_only_be_written_with_the_finalising(world: World) -> None:
    conference = convened(world)
    with acting(world.dana), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Minutes(conference=conference, content_sha256="", made_by_id=world.dana.user_id).save(force_insert=True)
