"""Three agencies in a ring: each leads a case, and shares it with the next. What is own to one is shared with the
second and hidden from the third. A fourth agency, in another partnership, has a case of its own.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.db import models

from cases.actions.access import open_for_lead
from cases.models import Case, IncidentDraft
from conferences.minutes import content_of
from conferences.models import Action, Conference, Invitation, Item
from partners.actor import Actor
from partners.models import Membership, Notice
from partners.scope import acting
from referrals.models import Referral, Service
from reporting.models import ReportFile, ReportRun
from tests.personas import World
from tests.security import records as make


class Relation(StrEnum):
    """How a record stands to the person who asks."""

    OWN = "own"
    SHARED = "shared"
    OTHER = "other"


@dataclass
class Belongings:
    """What one agency has."""

    rows: dict[type[models.Model], models.Model] = field(default_factory=dict)

    def add(self, row: models.Model) -> models.Model:
        row.save(force_insert=True)
        self.rows[type(row)] = row
        return row


@dataclass(frozen=True)
class Situation:
    """Everybody's belongings, and how to find the one that stands in a relation to a person."""

    world: World
    belongings: dict[Any, Belongings]

    def find(self, actor: Actor, relation: Relation, table: type[models.Model]) -> models.Model | None:
        """Return the row of `table` that stands in `relation` to `actor`, if there is one."""
        ring = [self.world.unit.pk, self.world.housing.pk, self.world.harbour.pk]
        if actor.agency_id not in ring:
            owner = {Relation.OWN: actor.agency_id, Relation.OTHER: ring[0]}.get(relation)
        else:
            place = ring.index(actor.agency_id)
            owner = ring[(place + {Relation.OWN: 0, Relation.SHARED: -1, Relation.OTHER: 1}[relation]) % 3]
        found = self.belongings.get(owner)
        return found.rows.get(table) if found else None


def lay_out(world: World) -> Situation:
    """Write the ring and the agency outside."""
    ring = [world.alice, world.bob, world.charlie]
    belongings = {}
    for place, actor in enumerate(ring):
        belongings[actor.agency_id] = _belongings(actor, ring[(place + 1) % 3])
    belongings[world.judy.agency_id] = _belongings(world.judy, None)
    return Situation(world, belongings)


def _belongings(actor: Actor, partner: Actor | None) -> Belongings:
    mine = Belongings({Membership: Membership.objects.get(user_id=actor.person)})
    with acting(actor):
        case = make.new_case(actor)
        mine.add(case)
        open_for_lead(actor=actor, case=case)
        mine.add(make.new_incident(actor, case))
        mine.add(make.new_conference(actor))
        mine.add(Item(conference_id=mine.rows[Conference].pk, case=case))
        mine.add(make.stored_run(actor))
        _loose(mine, actor)
        if partner:
            _share(mine, actor, partner)
    return mine


def _loose(mine: Belongings, actor: Actor) -> None:
    """What belongs to a person or to the partnership as a whole."""
    partnership = {"partnership_id": actor.partnership_id}
    mine.add(IncidentDraft(agency_id=actor.agency, user_id=actor.person, **partnership))
    mine.add(Notice(user_id=actor.person, kind="incident_logged", subject="R", path="/", **partnership))
    mine.add(Service(name=uuid4().hex, offers="o", for_whom="w", how_to_refer="h", **partnership))
    run = mine.rows[ReportRun]
    mine.add(
        ReportFile(
            run_id=run.pk, format="pdf", content_type="application/pdf", content=b"%PDF", sha256="0", **partnership
        )
    )


def _share(mine: Belongings, actor: Actor, partner: Actor) -> None:
    case, conference = mine.rows[Case], mine.rows[Conference]
    assert isinstance(case, Case)
    access = make.new_access(actor, case, partner, "conference")
    mine.add(access)
    mine.add(make.new_assessment(actor, case))
    mine.add(make.new_document(actor, case))
    ids = {"agency_id": partner.agency, "chairing_agency_id": actor.agency}
    mine.add(Invitation(conference_id=conference.pk, access=access, **ids))
    over = make.finalised(actor, 1, case)
    Invitation(conference=over, access=access, **ids).save(force_insert=True)
    minutes = make.new_minutes(over)
    minutes.content = content_of(over, number=1, at=make.MOMENT, by=actor.name)
    mine.add(minutes)
    about = {"partnership_id": actor.partnership_id, "case": case, "case_reference": case.reference}
    mine.add(
        Action(
            item_id=mine.rows[Item].pk,
            lead_agency_id=actor.agency,
            agency_id=partner.agency,
            task="t",
            due_on=make.DAY,
            agreed_by_id=actor.person,
            agreed_at=make.MOMENT,
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
