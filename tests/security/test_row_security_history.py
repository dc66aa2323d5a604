"""History behind the walls of the tables that it follows, past all our Python: plain rows as the app role.

Nobody writes it, but a change of the table itself; nobody changes it, and nobody can say that a change be left out.
"""

import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import ProgrammingError, connection, models, transaction

from audit.history import Past
from cases.models import (
    AccountHistory,
    CaseAccess,
    CaseAccessHistory,
    CaseHistory,
    CaseUserObjectPermission,
    CaseUserObjectPermissionHistory,
    EmergencyAccessHistory,
    IncidentHistory,
    PersonHistory,
    Restriction,
    RestrictionHistory,
    TermHistory,
    Wall,
    WallHistory,
)
from conferences.models import (
    Action,
    ActionHistory,
    AgendaReferralHistory,
    AttendanceHistory,
    ConferenceHistory,
    InvitationHistory,
    ItemHistory,
    PanelHistory,
    PanelMemberHistory,
    RecusalHistory,
    ResearchReturnHistory,
    StatementHistory,
)
from partners.history_words import HistoryWords, Names
from partners.models import (
    Membership,
    MembershipHistory,
    Partnership,
    PartnershipHistory,
    Seat,
    SeatHistory,
    User,
    UserHistory,
)
from partners.scope import acting
from referrals.models import ReferralHistory, ServiceHistory
from tests.databases import url_of
from tests.personas import World
from tests.security import records as make
from tests.security.days import MOMENT
from tests.security.records import Records

pytestmark = pytest.mark.django_db
PEOPLE = ("alice", "bob", "charlie", "judy")
BOTH, ASHBRIDGE = {"alice", "bob"}, {"alice", "bob", "charlie"}
SEES: dict[type[Past], set[str]] = {
    AccountHistory: BOTH,
    ActionHistory: BOTH,
    AgendaReferralHistory: {"alice"},
    AttendanceHistory: BOTH,
    CaseAccessHistory: BOTH,
    CaseHistory: BOTH,
    ConferenceHistory: BOTH,
    IncidentHistory: BOTH,
    InvitationHistory: BOTH,
    ItemHistory: BOTH,
    PanelHistory: ASHBRIDGE,
    PanelMemberHistory: ASHBRIDGE,
    PersonHistory: BOTH,
    RecusalHistory: BOTH,
    ReferralHistory: BOTH,
    ResearchReturnHistory: {"alice"},
    ServiceHistory: ASHBRIDGE,
    StatementHistory: {"alice"},
    TermHistory: ASHBRIDGE,
}
"""Who sees the history of what was laid out. Of what is kept of walls and emergencies there is a test of its own."""
OF_THE_PARTNERSHIP = {PanelHistory, PanelMemberHistory, ServiceHistory, TermHistory}
OF_THE_LEAD = (CaseUserObjectPermissionHistory, EmergencyAccessHistory, RestrictionHistory, WallHistory)
OF_ADMINISTRATORS: dict[type[Past], type[models.Model]] = {
    MembershipHistory: Membership,
    PartnershipHistory: Partnership,
    SeatHistory: Seat,
    UserHistory: User,
}
HISTORIES: list[type[Past]] = [model for model in apps.get_models() if issubclass(model, Past)]


def seen(past: type[Past]) -> "models.QuerySet[Past]":
    return past.rows(partnership_id__isnull=False) if past is TermHistory else past.rows()


def who_sees(records: Records, past: type[Past]) -> set[str]:
    found = set()
    for name in PEOPLE:
        with acting(getattr(records.world, name)):
            if seen(past).exists():
                found.add(name)
    return found


def test_every_history_has_its_readers() -> None:
    assert set(HISTORIES) == {*SEES, *OF_THE_LEAD, *OF_ADMINISTRATORS}


def test_history_is_seen_by_those_who_see_its_table(records: Records) -> None:
    assert {past: who_sees(records, past) for past in SEES} == SEES
    assert not any(past.rows().exists() for past in HISTORIES if past is not TermHistory)


def test_each_section_opens_its_own_history(records: Records) -> None:
    """Harbour is given the summary of the case, then one section more."""
    world = records.world
    opened = {"summary": set(), "account": {AccountHistory}, "people": {PersonHistory}}
    for section, more in opened.items():
        access = make.new_access(world.alice, records.case, world.charlie, "referral")
        access.sections = sorted({"summary", section})
        with transaction.atomic():
            with acting(world.alice):
                access.save(force_insert=True)
            with acting(world.charlie):
                found = {past for past in SEES if seen(past).exists()} - OF_THE_PARTNERSHIP
            assert found == {CaseAccessHistory, CaseHistory, IncidentHistory} | more
            transaction.set_rollback(True)


def test_an_access_that_has_ended_shows_no_history(records: Records) -> None:
    with acting(records.world.alice):
        CaseAccess.objects.filter(pk=records.access.pk).update(revoked_at=MOMENT)
    of_the_case = {AccountHistory, CaseAccessHistory, CaseHistory, IncidentHistory, PersonHistory}
    of_conferences = {AttendanceHistory, ConferenceHistory, ItemHistory}
    assert all("bob" not in who_sees(records, past) for past in of_the_case | of_conferences)


def test_an_action_has_no_history_for_its_owner_before_it_is_agreed(records: Records) -> None:
    with acting(records.world.alice):
        draft = make.new(records, Action, records.world.alice)
        assert isinstance(draft, Action)
        draft.agreed_at = None
        draft.save(force_insert=True)
        assert ActionHistory.rows(id=draft.pk).exists()
    with acting(records.world.bob):
        assert not ActionHistory.rows(id=draft.pk).exists()


def test_what_closes_a_case_closes_its_history(records: Records) -> None:
    """Dana walls Alice off from the case that they work on in one agency."""
    world = records.world
    with acting(world.dana):
        made = {"user_id": world.alice.person, "made_by_id": world.dana.person, "reason": "A conflict of interest"}
        Wall(case=records.case, partnership_id=world.dana.partnership_id, **made).save(force_insert=True)
    closed = [past for past in SEES if past not in OF_THE_PARTNERSHIP]
    for actor, sees in ((world.alice, False), (world.dana, True)):
        with acting(actor):
            assert {past: seen(past).exists() for past in closed} == dict.fromkeys(closed, sees)
            assert WallHistory.rows().exists() is sees


def test_restrictions_walls_and_emergencies_are_the_lead_agencys(records: Records) -> None:
    world = records.world
    made = {"case": records.case, "partnership_id": world.alice.partnership_id}
    with acting(world.charlie), connection.cursor() as cursor:
        why = "Somebody is at the door of the victim with a knife."
        cursor.execute("SELECT app.open_in_emergency(%s, %s, 30)", [records.case.reference, why])
    with acting(world.alice):
        wall = {"user_id": world.judy.person, "made_by_id": world.alice.person, "reason": "A conflict of interest"}
        Wall(**made, **wall).save(force_insert=True)
        permission = Permission.objects.get(codename="read_restricted_case")
        named = {"user_id": world.alice.person, "permission": permission}
        CaseUserObjectPermission(content_object=records.case, **named).save(force_insert=True)
        Restriction(**made, restricted_by_id=world.alice.person, reason="Works here").save(force_insert=True)
    assert {past: who_sees(records, past) for past in OF_THE_LEAD} == {past: {"alice"} for past in OF_THE_LEAD}


@pytest.mark.parametrize("past", OF_ADMINISTRATORS, ids=lambda past: past.__name__)
def test_history_of_accounts_and_roles_is_the_administrators(world: World, past: type[Past]) -> None:
    everybody = world.people()
    sees = {}
    for name, actor in everybody.items():
        with acting(actor):
            sees[name] = {vars(row)["id"] for row in past.rows()}
    of = {"frank": world.partnership, "lena": world.other_partnership}
    path = {MembershipHistory: "partnership", SeatHistory: "partnership", PartnershipHistory: "pk"}.get(past)
    for name, partnership in of.items():
        where = {path or "memberships__partnership": partnership.pk}
        assert sees.pop(name) == {row.pk for row in OF_ADMINISTRATORS[past]._default_manager.filter(**where)}
    assert not any(sees.values())


def test_the_app_role_may_only_read_history() -> None:
    tables = [past._meta.db_table for past in HISTORIES]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(DISTINCT privilege_type, ',') FROM information_schema.column_privileges"
            " WHERE grantee = 'app' AND table_name = ANY (%s) GROUP BY 1",
            [tables],
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(tables, "SELECT")


FORGERIES = (
    "INSERT INTO cases_personhistory SELECT * FROM cases_personhistory",
    "UPDATE cases_personhistory SET name = 'Somebody else'",
    "DELETE FROM cases_personhistory",
    "TRUNCATE cases_personhistory",
    "ALTER TABLE cases_person DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_history_cannot_be_forged_changed_or_stopped(records: Records, forgery: str) -> None:
    with (
        acting(records.world.alice),
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(forgery)


def test_every_followed_table_has_its_three_triggers_and_their_functions_are_safe() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.tgrelid::regclass::text, t.tgname::text, t.tgenabled, p.prosecdef, p.proconfig,
                   p.proowner::regrole::text, has_function_privilege('app', p.oid, 'EXECUTE')
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE 'pgtrigger%'
            """
        )
        found = cursor.fetchall()
    path = ["search_path=pg_catalog, public, pg_temp"]
    expected = [
        (model._meta.db_table, trigger.get_pgid(model), "O", True, path, "owner", False)
        for model, trigger in pgtrigger.registered()
    ]
    assert sorted(found) == sorted(expected)
    assert len(found) == 3 * len(HISTORIES)


def test_raw_sql_of_the_owner_is_in_the_history_with_nobody_named(world: World) -> None:
    """The owner has no scope. What it did here is rolled back, history and all."""
    with psycopg.connect(url_of("OWNER_DATABASE_URL", connection.settings_dict["NAME"])) as owner:
        owner.execute("UPDATE partners_user SET name = 'Alicia' WHERE id = %s", [world.alice.person])
        columns = "pgh_label, name, pgh_user_id, pgh_agency_id, pgh_request_id, pgh_role"
        rows = owner.execute(
            f"SELECT {columns} FROM partners_userhistory WHERE id = %s ORDER BY pgh_id", [world.alice.person]
        ).fetchall()
        owner.rollback()
    assert [row[1] for row in rows] == ["Alice", "Alicia"]
    assert rows[-1] == ("update", "Alicia", None, None, "", "owner")
    words = HistoryWords(Names({}, {}), lambda vocabulary, code: code)
    told = words.person(UserHistory(pgh_label="update", pgh_user_id=None, pgh_role="owner"))
    assert told == "Nobody: in the database itself, as “owner”"
