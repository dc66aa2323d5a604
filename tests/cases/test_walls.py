"""A wall hides one case from one person, whatever else that person holds."""

import pytest
from django.db import connection

from audit.models import Event
from cases.actions.drafts import start, submit
from cases.actions.emergency import open_in_emergency
from cases.actions.restricting import restrict
from cases.actions.walls import lift_wall, wall_off
from cases.models import Case, IncidentDraft, Wall
from cases.models.decision import Choice
from cases.sections import Section
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Membership, Notice
from partners.queries import actors_of
from partners.roles import Role
from partners.scope import acting
from tests.cases.given import decided_case, further_incident, new_case, report, shared
from tests.cases.test_restricted import lasting, pages, rows_of, who_sees
from tests.personas import SINCE, World

WHY = "The subject is her brother."


def walled(actor: Actor, case: Case, person: Actor) -> Wall:
    with acting(actor):
        return wall_off(actor=actor, case=case, user_id=person.person, reason=WHY)


def test_one_person_sees_nothing_of_it_and_the_others_everything(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    shared(world.alice, case, world.housing, *Section)
    with acting(world.dana):
        before = rows_of(case)
    walled(world.alice, case, world.dana)
    assert who_sees(world, case) == {"alice", "heidi", "bob"}
    with acting(world.dana):
        assert rows_of(case) == set()
        assert not Event.objects.filter(subject=case.reference).exists()
        assert not Notice.objects.filter(subject=case.reference).exists()
    with acting(world.heidi):
        assert rows_of(case) == before | {"cases_wall", "cases_wallhistory"}


def test_the_pages_of_the_one_are_as_if_there_were_no_case(world: World) -> None:
    looked_at = ("/", "/cases/", "/cases/?lead=ours", "/notices/", "/conferences/", "/referrals/", "/api/cases/")
    browser = world.client(world.heidi)
    before = pages(browser, *looked_at)
    case = new_case(world.alice)
    walled(world.alice, case, world.heidi)
    assert pages(browser, *looked_at) == before
    unknown = browser.get("/cases/0000-0000-00/")
    hidden = browser.get(f"/cases/{case.reference}/")
    assert (hidden.status_code, lasting(hidden.content)) == (404, lasting(unknown.content))


def test_it_stands_above_a_name_and_above_an_emergency(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.alice):
        restrict(actor=world.alice, case=case, reason="Council staff.", people=[world.dana.person])
    walled(world.alice, case, world.dana)
    assert who_sees(world, case) == {"alice"}
    with acting(world.dana):
        opened = open_in_emergency(actor=world.dana, reference=case.reference, reason="Somebody is at the door now.")
    assert opened is None
    assert who_sees(world, case) == {"alice"}


def test_whoever_monitors_or_audits_is_stopped_too(world: World) -> None:
    """Each of them also has a role with which cases are read; otherwise there would be nothing to wall off."""
    for actor in (world.ivan, world.grace):
        Membership.objects.create(
            user_id=actor.person, agency_id=actor.agency, partnership=world.partnership, role="caseworker", since=SINCE
        )
    case = new_case(world.alice)
    for actor in (world.ivan, world.grace):
        walled(world.alice, case, actor)
    assert case.reference.encode() not in world.client(world.ivan).get("/monitoring/").content
    with acting(world.grace):
        assert not Event.objects.filter(subject=case.reference).exists()
        assert Event.objects.exists()
    further_incident(world.alice, case)
    with acting(world.ivan):
        assert not Notice.objects.exists()


def test_a_conflict_of_ones_own_acts_on_the_next_request(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing)
    browser, path = world.client(world.bob), f"/cases/{case.reference}/"
    assert browser.get(path).status_code == 200
    walled(world.bob, case, world.bob)
    assert browser.get(path).status_code == 404
    with acting(world.heidi):
        assert Notice.objects.filter(kind="conflict_declared", subject=case.reference).exists()
        event = Event.objects.get(verb="case.wall_off")
        assert (event.user_id, event.facts) == (world.bob.person, {"to_user": str(world.bob.person), "is_own": True})
    with acting(world.alice):
        lift_wall(actor=world.alice, case=case, wall=Wall.objects.get(case=case))
    assert browser.get(path).status_code == 200


def test_who_may_wall_off_whom(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing)
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can decide"):
        wall_off(actor=world.bob, case=case, user_id=world.charlie.person, reason=WHY)
    for person in (world.erin, world.frank, world.judy):
        with acting(world.alice), pytest.raises(NotPossible, match="cannot see cases of your partnership"):
            wall_off(actor=world.alice, case=case, user_id=person.person, reason=WHY)
    with acting(world.alice), pytest.raises(NotPossible, match="Say what the conflict"):
        wall_off(actor=world.alice, case=case, user_id=world.dana.person, reason=" ")
    wall = walled(world.alice, case, world.charlie)
    with acting(world.alice), pytest.raises(NotPossible, match="kept away already"):
        wall_off(actor=world.alice, case=case, user_id=world.charlie.person, reason=WHY)
    with acting(world.bob), pytest.raises(NotPermitted):
        lift_wall(actor=world.bob, case=case, wall=wall)
    with acting(world.alice):
        lift_wall(actor=world.alice, case=case, wall=wall)
        with pytest.raises(NotPossible, match="let back in already"):
            lift_wall(actor=world.alice, case=case, wall=wall)


def test_somebody_of_the_lead_agency_is_always_left(world: World) -> None:
    case = new_case(world.alice)
    walled(world.alice, case, world.dana)
    walled(world.alice, case, world.heidi)
    with acting(world.alice), pytest.raises(NotPossible, match="has to be left"):
        wall_off(actor=world.alice, case=case, user_id=world.alice.person, reason=WHY)


def test_a_wall_follows_the_person_into_another_role(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing)
    walled(world.alice, case, world.dana)
    Membership.objects.filter(user_id=world.dana.person).update(agency=world.housing, role=Role.RESPONSIBLE_PERSON)
    user = Membership.objects.get(user_id=world.dana.person).user
    (moved,) = actors_of(user)
    with acting(moved):
        assert rows_of(case) == set()


def test_what_was_begun_before_cannot_be_sent_afterwards(world: World) -> None:
    case = new_case(world.alice)
    with acting(world.dana):
        draft = start(actor=world.dana, case=case)
    walled(world.alice, case, world.dana)
    with acting(world.dana), pytest.raises(NotPermitted, match="has ended"):
        submit(actor=world.dana, draft=IncidentDraft.objects.get(pk=draft.pk), report=report())
    page = world.client(world.dana).get("/incidents/")
    assert (page.status_code, case.reference.encode() in page.content) == (200, False)


def test_a_wall_cannot_be_seen_or_taken_down_by_the_one_it_is_for(world: World) -> None:
    wall = walled(world.alice, new_case(world.alice), world.dana)
    with acting(world.dana), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_wall")
        assert cursor.fetchone()[0] == 0
        cursor.execute("UPDATE cases_wall SET lifted_at = now(), lifted_by_id = %s", [world.dana.person])
        assert cursor.rowcount == 0
    with acting(world.alice):
        assert Wall.objects.get(pk=wall.pk).lifted_at is None
