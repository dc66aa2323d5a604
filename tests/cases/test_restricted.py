"""A restricted case is for the people who are named; to everybody else it does not exist."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from audit.models import Event
from cases.actions.access import grant
from cases.actions.restricting import READ, lift, name_person, restrict, take_name
from cases.models import Case, CaseUserObjectPermission, Restriction
from cases.models.access import Reason
from cases.models.decision import Choice
from cases.policy import get_case, sections_of, visible_cases
from cases.sections import Section
from conferences.policy import visible_conferences
from partners.actor import Actor
from partners.errors import NotPermitted, NotPossible
from partners.models import Membership, Notice, User
from partners.queries import actors_of, system_actor
from partners.roles import Role
from partners.scope import acting
from referrals.actions.sending import send
from referrals.policy import visible_referrals
from tests.cases.given import decided_case, further_incident, new_case, shared
from tests.conferences.meetings import a_conference
from tests.personas import SINCE, World, person

WHY = "The victim works for the council."


def restricted(actor: Actor, case: Case, *others: Actor) -> Case:
    with acting(actor):
        restrict(actor=actor, case=case, reason=WHY, people=[other.person for other in others])
    return case


def who_sees(world: World, case: Case) -> set[str]:
    seen = set()
    for name, actor in world.people().items():
        with acting(actor):
            if visible_cases(actor).filter(pk=case.pk).exists():
                seen.add(name)
    return seen


def rows_of(case: Case) -> set[str]:
    """Return the tables in which plain SQL, in the scope that is open, finds rows about the case."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (column_name IN ('case_id', 'content_object_id') OR (table_name, column_name) = ('cases_case', 'id'))"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE {column} = %s)", [case.pk])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_only_those_named_see_it(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, *Section)
    assert who_sees(world, case) == {"alice", "dana", "heidi", "bob"}
    restricted(world.alice, case, world.dana)
    assert who_sees(world, case) == {"alice", "dana"}


def test_a_name_opens_nothing_by_itself(world: World) -> None:
    """Bob may be named while his agency has access; he sees no more than his agency was given, and no longer."""
    case = new_case(world.alice)
    access = shared(world.alice, case, world.housing, Section.RISK)
    restricted(world.alice, case, world.bob)
    with acting(world.bob):
        assert sections_of(world.bob, case) == {Section.SUMMARY, Section.RISK}
    with acting(world.alice):
        type(access).objects.filter(pk=access.pk).update(revoked_at=timezone.now())
    assert who_sees(world, case) == {"alice"}


def test_plain_sql_finds_no_row_of_it_in_any_table(world: World) -> None:
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    shared(world.alice, case, world.housing, *Section)
    with acting(world.heidi):
        before = rows_of(case)
    restricted(world.alice, case)
    assert before >= {"cases_case", "cases_caseaccess", "cases_person", "cases_account", "cases_decision"}
    for actor in (world.heidi, world.dana, world.bob, world.charlie):
        with acting(actor):
            assert rows_of(case) == set(), actor.name
    with acting(world.alice):
        added = {"cases_restriction", "cases_restrictionhistory", "cases_caseuserobjectpermission"}
        assert rows_of(case) - before >= added


def test_work_that_nobody_started_sees_no_restricted_case(world: World) -> None:
    case = new_case(world.alice)
    worker = system_actor(
        partnership=world.partnership, name="a worker", agency=world.unit, roles=frozenset({Role.CASEWORKER})
    )
    with acting(worker):
        assert case in visible_cases(worker)
    restricted(world.alice, case)
    with acting(worker):
        assert rows_of(case) == set()


def test_lists_ask_one_query(world: World, django_assert_num_queries: object) -> None:
    restricted(world.alice, new_case(world.alice))
    with acting(world.dana), django_assert_num_queries(1):  # type: ignore[operator]
        assert list(visible_cases(world.dana)) == []


def pages(browser: Client, *paths: str) -> list[tuple[str, bytes]]:
    return [(path, lasting(browser.get(path).content)) for path in paths]


def lasting(page: bytes) -> bytes:
    """Leave out what differs each time: the form token, which Django masks anew, and the minute of printing."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"| at \d\d:\d\d\.', b"", page)


def test_a_colleague_sees_the_very_same_pages_as_before_there_was_the_case(world: World) -> None:
    """List, filtered list, search, home page, notices, conferences, actions, referrals and the interface."""
    other = decided_case(world.alice)
    shared(world.alice, other, world.housing, *Section)
    looked_at = (
        *("/", "/cases/", "/cases/?state=new", "/cases/?lead=ours", "/cases/?reference=7KQ2", "/notices/"),
        *("/conferences/", "/actions/", "/referrals/", "/referrals/?show=sent", "/api/cases/"),
    )
    colleagues = [world.client(actor) for actor in (world.dana, world.heidi, world.bob)]
    before = [pages(browser, *looked_at) for browser in colleagues]
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, *Section)
    assert all(pages(browser, *looked_at) != were for browser, were in zip(colleagues, before, strict=True))
    restricted(world.alice, case)
    assert [pages(browser, *looked_at) for browser in colleagues] == before
    for browser in colleagues:
        assert browser.get(f"/cases/{case.reference}/").status_code == 404
        assert case.reference.encode() not in browser.get("/cases/").content


def test_the_monitoring_agency_is_told_of_every_incident_all_the_same(world: World) -> None:
    case = new_case(world.alice)
    browser = world.client(world.ivan)
    before = browser.get("/monitoring/").content
    restricted(world.alice, case)
    assert case.reference.encode() in before
    assert lasting(browser.get("/monitoring/").content) == lasting(before)


def test_whoever_restricts_a_case_is_named_and_tells_the_others(world: World) -> None:
    case = restricted(world.alice, new_case(world.alice), world.dana)
    with acting(world.alice):
        named = CaseUserObjectPermission.objects.filter(content_object=case).values_list("user__name", flat=True)
        assert set(named) == {"Alice", "Dana"}
        standing = Restriction.objects.get(case=case)
        assert (standing.reason, standing.restricted_by_id, standing.lifted_at) == (WHY, world.alice.person, None)
        assert Event.objects.get(verb="case.restrict").facts == {"people": 2}
    with acting(world.dana):
        assert list(Notice.objects.filter(kind="case_named").values_list("subject", flat=True)) == [case.reference]


def test_guardian_gives_the_same_answer(world: World) -> None:
    """Asked for one permission, and never for a global one."""
    case = restricted(world.alice, new_case(world.alice))
    for actor, expected in ((world.alice, {case.pk}), (world.dana, set())):
        user = User.objects.get(pk=actor.person)
        with acting(actor):
            found = get_objects_for_user(
                user, READ, Case, accept_global_perms=False, with_superuser=False, use_groups=False
            )
            assert {each.pk for each in found} == expected


def test_naming_and_unnaming_act_at_once(world: World) -> None:
    case = restricted(world.alice, new_case(world.alice))
    browser, path = world.client(world.dana), f"/cases/{case.reference}/"
    assert browser.get(path).status_code == 404
    with acting(world.alice):
        name_person(actor=world.alice, case=case, user_id=world.dana.person)
    assert browser.get(path).status_code == 200
    with acting(world.alice):
        take_name(actor=world.alice, case=case, user_id=world.dana.person)
        verbs = Event.objects.filter(verb__in=["case.name", "case.unname"]).order_by("at").values_list("verb", "facts")
        dana = {"to_user": str(world.dana.person)}
        assert list(verbs) == [("case.name", dana), ("case.unname", dana)]
    assert browser.get(path).status_code == 404


def test_lifting_opens_it_to_the_agencies_again_and_takes_all_names(world: World) -> None:
    case = restricted(world.alice, new_case(world.alice), world.dana)
    with acting(world.dana):
        lift(actor=world.dana, case=case)
        assert not CaseUserObjectPermission.objects.filter(content_object=case).exists()
        assert Restriction.objects.get(case=case).lifted_by_id == world.dana.person
        with pytest.raises(NotPossible, match="not restricted"):
            lift(actor=world.dana, case=case)
    assert who_sees(world, case) == {"alice", "dana", "heidi"}
    restricted(world.heidi, case)
    assert who_sees(world, case) == {"heidi"}


def test_who_may_decide_and_who_can_be_named(world: World) -> None:
    case = new_case(world.alice)
    shared(world.alice, case, world.housing, *Section)
    with acting(world.bob), pytest.raises(NotPermitted, match="Only the lead agency can decide"):
        restrict(actor=world.bob, case=case, reason=WHY)
    for stranger in (world.charlie, world.erin, world.grace, world.judy):
        with acting(world.alice), pytest.raises(NotPossible, match="can be named"):
            restrict(actor=world.alice, case=case, reason=WHY, people=[stranger.person])
    with acting(world.alice), pytest.raises(NotPossible, match="Say why"):
        restrict(actor=world.alice, case=case, reason="  ")
    with acting(world.alice), pytest.raises(NotPossible, match="Restrict it first"):
        name_person(actor=world.alice, case=case, user_id=world.dana.person)
    restricted(world.alice, case, world.bob)
    with acting(world.alice), pytest.raises(NotPossible, match="restricted already"):
        restrict(actor=world.alice, case=case, reason=WHY)
    with acting(world.alice), pytest.raises(NotPossible, match="has to be left"):
        take_name(actor=world.alice, case=case, user_id=world.alice.person)
    with acting(world.alice), pytest.raises(NotPossible, match="is not named"):
        take_name(actor=world.alice, case=case, user_id=world.dana.person)


def test_an_agency_that_is_asked_to_help_can_have_somebody_named(world: World) -> None:
    """An offer waits; without a name nobody there could answer it."""
    case = restricted(world.alice, new_case(world.alice))
    offer = shared(world.alice, case, world.housing, *Section, is_offer=True)
    with acting(world.alice):
        name_person(actor=world.alice, case=case, user_id=world.bob.person)
    with connection.cursor() as cursor:
        for actor, begun in ((world.charlie, False), (world.bob, True)):
            with acting(actor):
                cursor.execute("SELECT app.accept_offer(%s)", [offer.pk])
                assert cursor.fetchone()[0] is begun
    assert who_sees(world, case) == {"alice", "bob"}


def test_when_nobody_named_is_left_the_responsible_persons_see_it(world: World) -> None:
    case = restricted(world.alice, new_case(world.alice), world.dana)
    Membership.objects.filter(user_id=world.alice.person).update(until=timezone.localdate() - timedelta(days=1))
    assert "heidi" not in who_sees(world, case)
    User.objects.filter(pk=world.dana.person).update(is_active=False)
    assert "heidi" in who_sees(world, case)
    with acting(world.heidi):
        name_person(actor=world.heidi, case=case, user_id=world.heidi.person)
        lift(actor=world.heidi, case=case)


def test_nobody_is_told_who_is_not_named(world: World) -> None:
    """A further incident, a re-opened decision, a shared case: notices and e-mails go to those who may see it."""
    Membership.objects.create(
        user_id=world.dana.person,
        agency=world.unit,
        partnership=world.partnership,
        role=Role.RESPONSIBLE_PERSON,
        since=SINCE,
    )
    case = restricted(world.alice, decided_case(world.alice), world.dana)
    kinds = {}
    for actor in (world.dana, world.heidi):
        with acting(actor):
            Notice.objects.update(read_at=timezone.now())
    further_incident(world.alice, case)
    for name, actor in (("dana", world.dana), ("heidi", world.heidi), ("ivan", world.ivan)):
        with acting(actor):
            unread = Notice.objects.filter(read_at__isnull=True, subject=case.reference)
            kinds[name] = sorted(unread.values_list("kind", flat=True))
    assert kinds == {
        "dana": ["decision_reopened", "incident_logged"],
        "heidi": [],
        "ivan": ["incident_logged", "incident_logged"],
    }


def test_a_notice_that_waits_is_not_sent_once_the_case_is_closed_to_its_person(world: World) -> None:
    case = new_case(world.alice)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM app.waiting_notices(100) w WHERE w.user_id = %s", [world.heidi.person])
        assert cursor.fetchone()[0] == 1
        restricted(world.alice, case)
        cursor.execute("SELECT user_id FROM app.waiting_notices(100)")
        assert {row[0] for row in cursor.fetchall()} == {world.ivan.person}
    assert mail.outbox == []


def test_the_log_of_a_restricted_case_is_for_its_people_and_the_auditor(world: World) -> None:
    case = new_case(world.alice)
    restricted(world.alice, case)
    with acting(world.alice):
        get_case(world.alice, case.reference)
    told = {}
    for name, actor in world.people().items():
        with acting(actor):
            told[name] = Event.objects.filter(subject=case.reference).exists()
    assert {name for name, seen in told.items() if seen} == {"alice", "grace"}


def test_sharing_goes_on_as_before(world: World) -> None:
    case = restricted(world.alice, new_case(world.alice))
    with acting(world.alice):
        grant(
            actor=world.alice,
            case=case,
            agency_id=world.housing.pk,
            sections=[],
            reason=Reason.CONFERENCE,
            legal_gateway="consent",
        )
    assert who_sees(world, case) == {"alice"}


def test_at_a_conference_and_in_a_referral_only_named_people_are_told_or_take_part(world: World) -> None:
    person("olga", world.housing, world.partnership, Role.CASEWORKER)
    olga = actors_of(User.objects.get(email="olga@example.org"))[0]
    case = decided_case(world.alice, Choice.MULTI_AGENCY)
    shared(world.alice, case, world.housing)
    restricted(world.alice, case, world.bob)
    with acting(world.alice):
        with pytest.raises(NotPossible, match="who can see this case"):
            a_conference(world, case)
        page = world.client(world.alice).get(reverse("conference_convene", args=[case.reference])).content.decode()
        assert [str(actor.person) in page for actor in (world.alice, world.dana)] == [True, False]
        a_conference(world, case, chair_id=world.alice.person)
        send(
            actor=world.alice,
            case=case,
            to_agency_id=world.housing.pk,
            sections=[Section.RISK],
            summary="A family asks for a safer home.",
            legal_gateway="consent",
        )
    told = {}
    for actor in (world.bob, olga, world.dana):
        with acting(actor):
            told[actor.name] = sorted(Notice.objects.filter(subject=case.reference).values_list("kind", flat=True))
            seen = (visible_conferences(actor).exists(), visible_referrals(actor).exists())
            assert seen == ((True, True) if actor is world.bob else (False, False)), actor.name
    assert told == {"Bob": ["case_named", "conference_invited", "referral_sent"], "Olga": [], "Dana": []}
