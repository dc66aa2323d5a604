"""One row of every table under row security, written by the agencies that would write them.

The Hate Crime Unit leads a case; Housing has all its sections and is invited to its conference; Harbour has nothing.
"""

import itertools
import json
import uuid
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, models
from django.utils import timezone

from audit.models import Event
from cases.instruments import latest
from cases.instruments.library import document
from cases.instruments.reading import fingerprint
from cases.models import (
    Account,
    Assessment,
    Case,
    CaseAccess,
    Decision,
    Document,
    EmergencyAccess,
    Incident,
    IncidentDraft,
    InstrumentVersion,
    Move,
    Person,
    Reopening,
    RiskThresholds,
    Term,
)
from cases.references import new_reference
from conferences.models import (
    Action,
    AgendaReferral,
    Attendance,
    CalendarMessage,
    Conference,
    Item,
    Panel,
    PanelMember,
)
from partners.actor import Actor
from partners.models import Notice
from partners.scope import acting
from referrals.models import Referral, Service
from reporting.models import Loading, ReportFile, ReportRun
from reporting.periods import quarter_of
from tests.personas import World
from tests.security.days import DAY, MOMENT
from tests.security.records_after import lay_out_after
from tests.security.records_conference import (
    bring,
    finalised,
    minutes_of_another,
    new_conference,
    new_invitation,
    new_panel,
)
from tests.security.records_decision import lay_out_decision
from tests.security.records_release import lay_out_release
from tests.security.records_transfer import lay_out_transfer

X_HASH = sha256(b"x").hexdigest()
QUARTERS = itertools.count(4 * 1900)


@dataclass(frozen=True)
class Records:
    """What was written, and how to write more."""

    world: World
    case: Case
    incident: Incident
    access: CaseAccess
    assessment: Assessment
    conference: Conference
    item: Item
    run: ReportRun
    unwritten: Conference
    panel: Panel

    def new_incident(self, actor: Actor) -> Incident:
        """Write a further incident of the case, recorded by the actor's agency; open its scope first."""
        incident = new_incident(actor, self.case)
        incident.save(force_insert=True)
        return incident


def lay_out(world: World) -> Records:
    """Write one row of every table."""
    with acting(world.alice):
        case = new_case(world.alice)
        case.save(force_insert=True)
        new_access(world.alice, case, world.alice, "lead").save(force_insert=True)
        access = new_access(world.alice, case, world.bob, "conference")
        access.save(force_insert=True)
        incident = new_incident(world.alice, case)
        incident.save(force_insert=True)
        assessment = new_assessment(world.alice, case)
        conference = new_conference(world.alice)
        item = Item(conference=conference, case=case)
        run = new_run(world.alice)
        unwritten = finalised(world.alice, 2, case)
        panel = new_panel(world.alice)
        records = Records(world, case, incident, access, assessment, conference, item, run, unwritten, panel)
        for row in (assessment, panel, conference, item, new_invitation(records, world.bob), run):
            row.save(force_insert=True)
        for table in NEW:
            new(records, table, world.alice).save(force_insert=True)
        minutes_of_another(records)
        bring(records)
    lay_out_decision(world, assessment)
    lay_out_transfer(world.alice, case)
    lay_out_after(records)
    lay_out_release(world.alice, stored_run(world.alice))
    return records


def new_case(actor: Actor) -> Case:
    return Case(
        reference=new_reference(),
        partnership_id=actor.partnership_id,
        lead_agency_id=actor.agency,
        opened_on=DAY,
        decision_due_on=DAY,
    )


def new_access(giver: Actor, case: Case, receiver: Actor, reason: str) -> CaseAccess:
    return CaseAccess(
        case=case,
        partnership_id=giver.partnership_id,
        agency_id=receiver.agency,
        granted_by_agency_id=giver.agency,
        granted_at=MOMENT,
        opened_on=DAY,
        sections=["account", "decision", "documents", "people", "risk", "summary"],
        reason=reason,
        legal_gateway="" if reason == "lead" else "consent",
        live_from=MOMENT,
    )


def new_incident(actor: Actor, case: Case) -> Incident:
    return Incident(
        case=case,
        partnership_id=actor.partnership_id,
        agency_id=actor.agency,
        recorded_on=DAY,
        occurred_from=MOMENT,
        kind="incident",
        strands=["race"],
        reported_by="victim",
    )


def new_assessment(actor: Actor, case: Case) -> Assessment:
    return Assessment(
        case=case,
        agency_id=actor.agency,
        instrument="hate_crime",
        instrument_version=1,
        answers={question.key: "unknown" for question in latest("hate_crime").questions},
        incidents_in_window=1,
        score=0,
        scored_band="low",
        band="low",
        recommendation="single_agency",
        review_on=DAY,
        completed_by_id=actor.person,
    )


def emergency_that_is_over(actor: Actor, case: Case) -> EmergencyAccess:
    """Write a use of emergency access by `actor` that waits to be signed off and opens nothing any longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.open_in_emergency(%s, %s, 60)", [case.reference, "It could not wait at all."])
    CaseAccess.objects.filter(case=case, user_id=actor.person).update(revoked_at=timezone.now())
    return EmergencyAccess.objects.get(case=case)


def new_instrument_version(actor: Actor) -> InstrumentVersion:
    """A version of an instrument that no other has, uploaded and not published."""
    said = document("asb_example", 1) | {"version": 2, "title": uuid.uuid4().hex}
    return InstrumentVersion(
        partnership_id=actor.partnership_id,
        key=said["key"],
        version=said["version"],
        document=json.dumps(said),
        fingerprint=fingerprint(said),
        uploaded_by_id=actor.user_id,
    )


def new_thresholds(actor: Actor) -> RiskThresholds:
    given = {"fingerprint": X_HASH, "high": 14, "incidents": 3, "within_days": 365}
    return RiskThresholds(partnership_id=actor.partnership_id, set_by_id=actor.user_id, **given)


def new_document(actor: Actor, case: Case) -> Document:
    plain = NEW[Document]
    owner = {"agency_id": actor.agency, "partnership_id": actor.partnership_id, "added_by_id": actor.person}
    return Document(case=case, **owner, **plain)


def new_run(actor: Actor) -> ReportRun:
    """A report of a quarter that no other has."""
    year, place = divmod(next(QUARTERS), 4)
    period = quarter_of(year, place + 1, year_starts=4)
    return ReportRun(
        partnership_id=actor.partnership_id,
        report="quarterly",
        period=f"{year}-Q{place + 1}",
        period_from=period.first,
        period_to=period.last,
    )


def new_loading(actor: Actor) -> Loading:
    """A population that the partnership loaded."""
    return Loading(
        partnership_id=actor.partnership_id,
        kind="populations",
        year=2024,
        version=Loading.objects.count() + 1,
        source="Census",
        content=[{"area": "north", "age": "", "sex": "", "ethnicity": "", "people": 1200}],
        loaded_by_id=actor.person,
    )


def stored_run(actor: Actor) -> ReportRun:
    """A report that is ready, without any table."""
    run = new_run(actor)
    run.state, run.stored_at = "stored", MOMENT
    run.content = {
        "schema": "report-tables/1",
        "report": run.report,
        "partnership": "ASH",
        "period": {"from": run.period_from.isoformat(), "to": run.period_to.isoformat(), "label": run.period},
        "audience": "partnership",
        "tables": [],
    }
    return run


NEW: dict[type[models.Model], dict[str, Any]] = {
    Event: {"verb": "test.write"},
    Term: {"vocabulary": "area", "label": "Riverside"},
    Account: {"description": "Canary words"},
    Person: {"part": "victim", "name": "Quilla Canary"},
    Decision: {"recommendation": "single_agency", "choice": "single_agency", "reasons": "r", "due_on": DAY},
    Document: {"name": "d.txt", "kind": "text", "size": 1, "sha256": X_HASH, "content": b"x", "scan": "not_scanned"},
    Reopening: {"cause": "new_incident", "from_state": "closed"},
    Move: {"to_state": "new"},
    IncidentDraft: {},
    Attendance: {"name": "A", "presence": "present"},
    AgendaReferral: {"why": "w", "sections": ["summary"], "legal_gateway": "consent"},
    PanelMember: {},
    Action: {"case_reference": "R", "task": "t", "due_on": DAY, "agreed_at": MOMENT},
    CalendarMessage: {"method": "REQUEST", "sequence": 0, "content": "c"},
    Notice: {"kind": "k", "subject": "R", "path": "/"},
    Service: {"offers": "o", "for_whom": "w", "how_to_refer": "h"},
    Referral: {"case_reference": "R", "summary": "s", "sections": ["summary"], "legal_gateway": "consent"},
    ReportFile: {"content_type": "text/plain", "content": b"", "sha256": "0"},
}
"""Tables whose rows hang on what is laid out already, with the plain values of a row."""


def new(records: Records, table: type[models.Model], actor: Actor) -> models.Model:
    """Return an unsaved row of `table` as `actor` would write it, about the one case that there is."""
    given = {**_links(records, actor), **NEW[table]}
    if table is Account:
        further = new_incident(actor, records.case)
        further.save(force_insert=True)
        given["incident_id"] = further.pk
    if table in (Action, PanelMember, Referral):
        given["agency_id"] = records.world.housing.pk
    if table is CalendarMessage:
        notice = new(records, Notice, actor)
        notice.save(force_insert=True)
        given["notice_id"] = notice.pk
    if table is AgendaReferral:
        given["item_id"] = None
    names = {field.attname for field in table._meta.concrete_fields}
    return table(**{name: value for name, value in given.items() if name in names})


def _links(records: Records, actor: Actor) -> dict[str, Any]:
    people = (
        "user_id",
        "referred_by_id",
        "decided_by_id",
        "recorded_by_id",
        "agreed_by_id",
        "sent_by_id",
        "added_by_id",
    )
    unique = uuid.uuid4().hex[:8]
    return {
        **dict.fromkeys(people, actor.person),
        "referred_by_id": actor.person,
        "agency_id": actor.agency,
        "owner_agency_id": actor.agency,
        "lead_agency_id": actor.agency,
        "from_agency_id": actor.agency,
        "to_agency_id": records.world.housing.pk,
        "partnership_id": actor.partnership_id,
        "case_id": records.case.pk,
        "incident_id": records.incident.pk,
        "assessment_id": records.assessment.pk,
        "conference_id": records.conference.pk,
        "item_id": records.item.pk,
        "panel_id": records.panel.pk,
        "panel_agency_id": records.world.unit.pk,
        "run_id": records.run.pk,
        "code": unique,
        "name": unique,
        "format": unique,
    }
