"""The second lock, policy by policy, past all our Python: plain rows read and written as the app role.

Alice's unit leads the case. Bob's Housing has all its sections. Charlie's Harbour has nothing. Judy is in another
partnership. Each policy is shown to open for those it is for, and to stay shut for the rest.
"""

from collections.abc import Callable, Iterable

import pytest
from django.db import ProgrammingError, connection, models, transaction

from audit.models import Event
from cases.models import (
    Account,
    Assessment,
    Case,
    CaseAccess,
    Decision,
    Document,
    Incident,
    IncidentDraft,
    Move,
    Person,
    Reopening,
    Term,
)
from conferences.models import (
    Action,
    AgendaReferral,
    Attendance,
    CalendarMessage,
    Conference,
    Invitation,
    Item,
    Minutes,
    Panel,
    PanelMember,
    Recusal,
    ResearchReturn,
    Statement,
)
from partners.actor import Actor
from partners.models import Notice
from partners.scope import acting
from referrals.models import Referral, Service
from reporting.models import ReportFile, ReportRun
from tests.security import records as make
from tests.security import records_conference as meeting
from tests.security.days import MOMENT
from tests.security.records import Records

ALICE, BOTH, ASHBRIDGE = {"alice"}, {"alice", "bob"}, {"alice", "bob", "charlie"}
PEOPLE = ("alice", "bob", "charlie", "judy")

SEES: dict[type[models.Model], set[str]] = {
    Account: BOTH,
    Action: BOTH,
    AgendaReferral: ALICE,
    Assessment: BOTH,
    Attendance: BOTH,
    CalendarMessage: ALICE,
    Case: BOTH,
    Conference: BOTH,
    Decision: BOTH,
    Document: BOTH,
    Event: ALICE,
    Incident: BOTH,
    IncidentDraft: ALICE,
    Invitation: BOTH,
    Item: BOTH,
    Minutes: BOTH,
    Move: BOTH,
    Notice: ALICE,
    Panel: ASHBRIDGE,
    PanelMember: ASHBRIDGE,
    Person: BOTH,
    Recusal: BOTH,
    Referral: BOTH,
    Reopening: BOTH,
    ResearchReturn: BOTH,
    ReportFile: ASHBRIDGE,
    ReportRun: ASHBRIDGE,
    Service: ASHBRIDGE,
    Statement: BOTH,
}
"""Who sees the rows that were laid out."""

CHANGES: dict[type[models.Model], tuple[dict[str, object], set[str]]] = {
    Account: ({"harm": "h"}, ALICE),
    Action: ({"state": "open"}, {"bob"}),
    AgendaReferral: ({"item": None}, ALICE),
    Attendance: ({"presence": "observer"}, ALICE),
    Case: ({"band": "low"}, BOTH),
    CaseAccess: ({"live_until": None}, ALICE),
    Conference: ({"place": "Room 2"}, ALICE),
    Document: ({"about": "a"}, ALICE),
    Incident: ({"outcome": "charged"}, ALICE),
    IncidentDraft: ({"answers": {}}, ALICE),
    Invitation: ({"withdrawn_at": None}, ALICE),
    Item: ({"discussion": "d"}, ALICE),
    Notice: ({"read_at": None}, ALICE),
    Panel: ({"name": "P"}, ALICE),
    PanelMember: ({"user": None}, ALICE),
    Person: ({"name": "M"}, ALICE),
    Referral: ({"answer_note": "n"}, BOTH),
    ReportRun: ({"step": 1}, ASHBRIDGE),
    Service: ({"where": "w"}, ASHBRIDGE),
    Term: ({"label": "L"}, ASHBRIDGE),
}
"""Who can change them."""

WRITES: dict[type[models.Model], set[str]] = {
    Account: BOTH,
    Action: ALICE,
    AgendaReferral: ASHBRIDGE,
    Assessment: BOTH,
    Attendance: ALICE,
    CalendarMessage: ALICE,
    Decision: BOTH,
    Document: BOTH,
    Incident: BOTH,
    Item: ALICE,
    Minutes: ALICE,
    Move: BOTH,
    PanelMember: ALICE,
    Person: ALICE,
    Referral: ALICE,
    Reopening: BOTH,
}
"""Who can write a further row about the one case in the name of their own agency."""

FORGES: dict[type[models.Model], set[str]] = {
    Account: ALICE,
    AgendaReferral: ALICE,
    Assessment: ALICE,
    Case: ALICE,
    CaseAccess: ALICE,
    Conference: ALICE,
    Decision: ALICE,
    Document: ALICE,
    Event: ASHBRIDGE,
    Incident: ALICE,
    IncidentDraft: ALICE,
    Invitation: ALICE,
    Move: ALICE,
    Notice: ASHBRIDGE,
    Panel: ALICE,
    PanelMember: ALICE,
    Person: ALICE,
    Referral: ALICE,
    Reopening: ALICE,
    ReportFile: ASHBRIDGE,
    ReportRun: ASHBRIDGE,
    Service: ASHBRIDGE,
    Term: ASHBRIDGE,
}
"""Who can write a row that says it is Alice's: of the agency's tables she alone, of the partnership's its members."""


def actors(records: Records) -> dict[str, Actor]:
    people = records.world.people()
    return {name: people[name] for name in PEOPLE}


def laid_out(table: type[models.Model]) -> "models.QuerySet[models.Model]":
    return table._default_manager.all()


@pytest.mark.parametrize("table", SEES, ids=lambda table: table.__name__)
def test_rows_are_seen_by_those_they_are_for(records: Records, table: type[models.Model]) -> None:
    seen = set()
    for name, actor in actors(records).items():
        with acting(actor):
            if laid_out(table).exists():
                seen.add(name)
    assert seen == SEES[table]
    assert not laid_out(table).exists()


@pytest.mark.parametrize("table", CHANGES, ids=lambda table: table.__name__)
def test_rows_are_changed_by_those_who_may(records: Records, table: type[models.Model]) -> None:
    change, allowed = CHANGES[table]
    changed = set()
    for name, actor in actors(records).items():
        with acting(actor), connection.cursor() as cursor:
            # Plain SQL: a filter would read the column, and then the policy for reading would hide what the one for
            # changing lets through.
            column, value = next(iter(change.items()))
            field = table._meta.get_field(column)
            assert isinstance(field, models.Field)
            prepared = field.get_db_prep_save(value, connection)
            cursor.execute(f'UPDATE {table._meta.db_table} SET "{field.column}" = %s', [prepared])
            if cursor.rowcount:
                changed.add(name)
    assert changed == allowed


@pytest.mark.parametrize("table", WRITES, ids=lambda table: table.__name__)
def test_rows_are_written_by_those_who_may(records: Records, table: type[models.Model]) -> None:
    written = {name for name, actor in actors(records).items() if can_write(records, table, actor, actor)}
    assert written == WRITES[table]


@pytest.mark.parametrize("table", FORGES, ids=lambda table: table.__name__)
def test_rows_are_not_written_in_another_agencys_name(records: Records, table: type[models.Model]) -> None:
    alice = records.world.alice
    written = {name for name, actor in actors(records).items() if can_write(records, table, actor, alice)}
    assert written == FORGES[table]


def can_write(records: Records, table: type[models.Model], actor: Actor, author: Actor) -> bool:
    """Say whether `actor` can write a row that says it comes from `author`; nothing of it stays."""
    try:
        with transaction.atomic():
            with acting(author):
                row = prepare(records, table, author)
            with acting(actor):
                row.save(force_insert=True)
            transaction.set_rollback(True)
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return True


def prepare(records: Records, table: type[models.Model], author: Actor) -> models.Model:
    """Return an unsaved row, and write what it hangs on."""
    plain: dict[type[models.Model], Callable[[], models.Model]] = {
        AgendaReferral: lambda: meeting.new_agenda_referral(records.panel, author, another_case(author)),
        Assessment: lambda: make.new_assessment(author, records.case),
        Case: lambda: make.new_case(author),
        CaseAccess: lambda: make.new_access(author, records.case, records.world.charlie, "conference"),
        Conference: lambda: meeting.new_conference(author),
        Incident: lambda: make.new_incident(author, records.case),
        Invitation: lambda: meeting.new_invitation(records, records.world.charlie),
        Item: lambda: Item(conference=records.conference, case=another_case(author)),
        Minutes: lambda: meeting.new_minutes(records.unwritten),
        Panel: lambda: meeting.new_panel(author),
        PanelMember: lambda: PanelMember(panel=records.panel, agency=records.world.harbour),
        ReportRun: lambda: make.new_run(author),
    }
    return plain[table]() if table in plain else make.new(records, table, author)


def another_case(author: Actor) -> Case:
    case = make.new_case(author)
    case.save(force_insert=True)
    return case


def test_a_grant_needs_the_lead_of_the_case(records: Records) -> None:
    """Housing cannot pass on what it was given, even when it says that the grant is its own."""
    world = records.world
    own = make.new_access(world.bob, records.case, world.charlie, "conference")
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), acting(world.bob):
        own.save(force_insert=True)


def test_access_rows_are_seen_by_giver_and_receiver(records: Records) -> None:
    seen = {}
    for name, actor in actors(records).items():
        with acting(actor):
            seen[name] = sorted(row.reason for row in CaseAccess.objects.filter(case=records.case))
    assert seen == {"alice": ["conference", "lead"], "bob": ["conference"], "charlie": [], "judy": []}


def test_own_terms_are_the_partnerships_and_national_ones_are_everybodys(records: Records) -> None:
    own = {}
    for name, actor in actors(records).items():
        with acting(actor):
            own[name] = [term.label for term in Term.objects.filter(vocabulary="area")]
            assert Term.objects.filter(vocabulary="strand", code="race").exists()
    assert own == {"alice": ["Riverside"], "bob": ["Riverside"], "charlie": ["Riverside"], "judy": []}


def test_a_stored_report_is_fixed(records: Records) -> None:
    with acting(records.world.erin):
        stored = {"state": "stored", "content": {}, "stored_at": MOMENT}
        assert ReportRun.objects.filter(pk=records.run.pk).update(**stored) == 1
        assert ReportRun.objects.filter(pk=records.run.pk).update(step=2) == 0


@pytest.mark.parametrize(("table", "allowed"), [(Attendance, ALICE), (IncidentDraft, ALICE), (PanelMember, ALICE)])
def test_rows_are_removed_by_those_who_may(records: Records, table: type[models.Model], allowed: Iterable[str]) -> None:
    removed = {name for name, actor in actors(records).items() if remove(table, actor)}
    assert removed == set(allowed)


def test_an_action_is_removed_only_by_the_lead_and_only_while_the_meeting_is_open(records: Records) -> None:
    people = actors(records)
    assert {name for name in ("bob", "charlie", "judy") if remove(Action, people[name])} == set()
    with acting(people["alice"]):
        closed = {"state": "finalised", "number": 9, "finalised_at": MOMENT}
        Conference.objects.filter(pk=records.conference.pk).update(finalised_by_id=people["alice"].person, **closed)
    assert not remove(Action, people["alice"])


def test_the_lead_removes_an_action_while_the_meeting_is_open(records: Records) -> None:
    assert remove(Action, records.world.alice)


def remove(table: type[models.Model], actor: Actor) -> bool:
    """Say whether `actor` can remove rows; nothing of it stays."""
    with transaction.atomic(), acting(actor), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table._meta.db_table}")
        transaction.set_rollback(True)
        return bool(cursor.rowcount)


def test_the_auditor_sees_the_events_of_her_partnership_alone(records: Records) -> None:
    with acting(records.world.judy):
        make.new(records, Event, records.world.judy).save(force_insert=True)
    with acting(records.world.grace):
        assert {event.partnership_id for event in Event.objects.all()} == {records.world.partnership.pk}
