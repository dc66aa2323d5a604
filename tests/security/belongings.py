"""What an agency of the ring has: one row of everything, some of it shared with its partner."""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import uuid4

from django.db import models

from cases.actions.access import open_for_lead
from cases.models import (
    Assessment,
    Case,
    EmergencyAccess,
    Incident,
    IncidentDraft,
)
from conferences.minutes import content_of
from conferences.models import Action, Conference, Item, Minutes, MinutesPart, Repeat, ResearchReturn
from partners.actor import Actor
from partners.models import Agreement, Membership, Notice, Proposal, Seat
from partners.roles import Role
from partners.scope import acting
from referrals.models import Referral, Service
from reporting.models import Release, ReportFile, ReportRun
from tests.security import records as make
from tests.security import records_after as after
from tests.security import records_conference as meeting
from tests.security import records_decision as around
from tests.security import records_release as releases
from tests.security.days import DAY, MOMENT
from tests.security.records_transfer import offer_far_away


@dataclass
class Belongings:
    """What one agency has."""

    owner: Actor
    rows: dict[type[models.Model], models.Model] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        found = self.rows[Case]
        assert isinstance(found, Case)
        return found

    def add(self, row: models.Model) -> models.Model:
        row.save(force_insert=True)
        self.rows[type(row)] = row
        return row


def belongings_of(actor: Actor, partner: Actor) -> Belongings:
    mine = Belongings(actor, {Membership: Membership.objects.get(user_id=actor.person)})
    with acting(actor):
        case = make.new_case(actor)
        mine.add(case)
        open_for_lead(actor=actor, case=case)
        mine.add(make.new_incident(actor, case))
        mine.add(meeting.new_conference(actor))
        item = mine.add(Item(conference_id=mine.rows[Conference].pk, case=case))
        assert isinstance(item, Item)
        mine.add(meeting.new_return(item, actor))
        mine.add(meeting.new_statement(mine.rows[ResearchReturn], actor))
        mine.add(meeting.recusal_of(item, actor, None))
        panel = meeting.new_panel(actor)
        mine.add(panel)
        mine.add(meeting.new_agenda_referral(panel, actor, case))
        mine.add(make.stored_run(actor))
        mine.add(make.new_loading(actor))
        _loose(mine, actor)
        mine.rows[EmergencyAccess] = make.emergency_that_is_over(actor, case)
        _share(mine, actor, partner)
    for row in offer_far_away(actor, mine.case):
        mine.rows[type(row)] = row
    return mine


def _loose(mine: Belongings, actor: Actor) -> None:
    """What belongs to a person or to the partnership as a whole."""
    partnership = {"partnership_id": actor.partnership_id}
    mine.add(IncidentDraft(agency_id=actor.agency, user_id=actor.person, **partnership))
    _administered(mine, actor)
    mine.add(Notice(user_id=actor.person, kind="incident_logged", subject="R", path="/", **partnership))
    mine.add(Service(name=uuid4().hex, offers="o", for_whom="w", how_to_refer="h", **partnership))
    release, _ = releases.publish(actor, make.stored_run(actor))
    mine.rows[Release] = release
    run = mine.rows[ReportRun]
    mine.add(
        ReportFile(
            run_id=run.pk, format="pdf", content_type="application/pdf", content=b"%PDF", sha256="0", **partnership
        )
    )


def _administered(mine: Belongings, actor: Actor) -> None:
    """What administrators of the partnership see, laid out as one of them. The agreement is not in force yet."""
    partnership = {"partnership_id": actor.partnership_id}
    mine.rows[Seat] = Seat.objects.get(agency_id=actor.agency, **partnership)
    with acting(replace(actor, roles=frozenset({Role.ADMINISTRATOR}))):
        mine.add(make.new_instrument_version(actor))
        mine.add(
            Agreement(
                kind="sharing_agreement",
                version=Agreement.objects.count() + 1,
                title="t",
                text="t",
                in_force_from=date(2999, 1, 1),
                made_by_id=actor.person,
                **partnership,
            )
        )
        mine.add(
            Proposal(
                user_id=actor.person, email=f"{uuid4().hex}@example.org", proposed_by_id=actor.person, **partnership
            )
        )


def _decide(mine: Belongings, actor: Actor, partner: Actor, assessment: models.Model) -> None:
    """A lower risk that is proposed, a decision, a question to the partner, and an action of the agency's own."""
    assert isinstance(assessment, Assessment)
    mine.add(around.new_lowering(actor, assessment))
    mine.add(around.new_decision(actor, assessment))
    mine.add(around.new_consultation(actor, mine.case, partner.agency))
    mine.add(around.new_task(actor, mine.case))
    _add_remedy(mine, actor)


def _add_remedy(mine: Belongings, actor: Actor) -> None:
    incident = mine.rows[Incident]
    assert isinstance(incident, Incident)
    subject = around.new_subject(incident)
    mine.add(subject)
    remedy = around.new_remedy(actor, subject)
    mine.add(remedy)
    mine.add(around.new_remedy_entry(actor, remedy))
    mine.add(around.new_test(actor, subject))


def _share(mine: Belongings, actor: Actor, partner: Actor) -> None:
    case, conference = mine.case, mine.rows[Conference]
    assert isinstance(conference, Conference)
    access = make.new_access(actor, case, partner, "conference")
    mine.add(access)
    assessment = mine.add(make.new_assessment(actor, case))
    mine.add(make.new_document(actor, case))
    _decide(mine, actor, partner, assessment)
    over = meeting.finalised(actor, 1, case)
    for item in (over.items.get(), conference.items.get()):
        mine.add(meeting.invitation_to(item, partner.agency, actor.agency, access))
    minutes = meeting.new_minutes(over)
    content = content_of(over, number=1, at=MOMENT, by=actor.name)
    after.write_copies(actor, minutes, content, actor.agency, partner.agency)
    mine.rows[Minutes] = minutes
    mine.rows[MinutesPart] = MinutesPart.objects.get(minutes=minutes, agency_id=actor.agency, position=1)
    draft = after.new_draft(actor, conference)
    content = content_of(conference, number=None, at=None, by="")
    after.write_copies(actor, draft, content, actor.agency, partner.agency)
    mine.add(after.new_correction(actor, draft, conference.items.get()))
    incident, whose = mine.rows[Incident], {"partnership_id": actor.partnership_id}
    mine.add(Repeat(case=case, incident_id=incident.pk, others=1, **whose))
    about = {"partnership_id": actor.partnership_id, "case": case, "case_reference": case.reference}
    mine.add(
        Action(
            item_id=mine.rows[Item].pk,
            lead_agency_id=actor.agency,
            agency_id=partner.agency,
            task="t",
            due_on=DAY,
            agreed_by_id=actor.person,
            agreed_at=MOMENT,
            **about,
        )
    )
    mine.add(
        Referral(
            from_agency_id=actor.agency,
            to_agency_id=partner.agency,
            summary="s",
            sections=["summary"],
            legal_gateway="consent",
            sent_by_id=actor.person,
            **about,
        )
    )
