"""Panels, conferences, their items, returns and minutes, as the agencies that make them would write them."""

import uuid
from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from cases.models import Case, CaseAccess
from conferences.models import (
    AgendaReferral,
    Conference,
    Invitation,
    Item,
    Minutes,
    Panel,
    Recusal,
    ResearchReturn,
    Statement,
)
from partners.actor import Actor
from tests.security.days import DAY, MOMENT
from tests.security.records_after import write_copies

if TYPE_CHECKING:
    from tests.security.records import Records


def bring(records: "Records") -> None:
    """Release a return of Alice's agency with a statement that it shares, and note somebody who steps out."""
    actor, item = records.world.alice, records.item
    brought = new_return(item, actor)
    brought.save(force_insert=True)
    new_statement(brought, actor).save(force_insert=True)
    release(brought, actor)
    recusal_of(item, actor, None).save(force_insert=True)


def release(research_return: ResearchReturn, actor: Actor) -> None:
    released = {"answer": "known", "released_at": MOMENT, "released_by_id": actor.person}
    ResearchReturn.objects.filter(pk=research_return.pk).update(**released)


def new_conference(actor: Actor) -> Conference:
    return Conference(
        partnership_id=actor.partnership_id,
        chairing_agency_id=actor.agency,
        chair_id=actor.person,
        held_at=MOMENT,
        place="Room 1",
        access_until=timezone.localdate() + timedelta(days=30),
        agenda_published_at=MOMENT,
        convened_by_id=actor.person,
    )


def new_panel(actor: Actor) -> Panel:
    return Panel(
        partnership_id=actor.partnership_id,
        agency_id=actor.agency,
        name="Monthly panel",
        chair_id=actor.person,
        rhythm="monthly",
        first_on=DAY,
        starts_at=time(10),
        place="Room 1",
    )


def new_agenda_referral(panel: Panel, actor: Actor, case: Case) -> AgendaReferral:
    return AgendaReferral(
        partnership_id=actor.partnership_id,
        case=case,
        panel=panel,
        lead_agency_id=actor.agency,
        panel_agency_id=panel.agency_id,
        why="w",
        sections=["summary"],
        legal_gateway="consent",
        referred_by_id=actor.person,
    )


def new_invitation(records: "Records", invited: Actor) -> Invitation:
    """An invitation to the one item; with the access of Housing when it is for Housing."""
    is_housing = invited.agency == records.access.agency_id
    return invitation_to(records.item, invited.agency, records.world.unit.pk, records.access if is_housing else None)


def invitation_to(
    item: Item, agency_id: uuid.UUID, chairing_agency_id: uuid.UUID, access: CaseAccess | None
) -> Invitation:
    return Invitation(
        conference_id=item.conference_id,
        item=item,
        agency_id=agency_id,
        chairing_agency_id=chairing_agency_id,
        sections=access.sections if access else ["summary"],
        access=access,
    )


def new_return(item: Item, actor: Actor) -> ResearchReturn:
    """A draft of the return of the actor's agency."""
    about = {"partnership_id": actor.partnership_id, "case_id": item.case_id, "item": item}
    return ResearchReturn(agency_id=actor.agency, started_by_id=actor.person, **about)


def new_statement(research_return: models.Model, actor: Actor) -> Statement:
    """A fact that is shared once its return is released."""
    plain = {"kind": "fact", "text": "Canary words", "source": "s", "dated_on": DAY, "legal_gateway": "consent"}
    return Statement(research_return_id=research_return.pk, agency_id=actor.agency, is_shared=True, **plain)


def recusal_of(item: models.Model, chair: Actor, who: Actor | None) -> Recusal:
    """Somebody who steps out, as the agency that chairs notes it: a person, or somebody without an account."""
    assert isinstance(item, Item)
    about = {"partnership_id": chair.partnership_id, "case_id": item.case_id, "item": item}
    person = {"user_id": who.person, "agency_id": who.agency} if who else {"agency_id": chair.agency}
    return Recusal(chairing_agency_id=chair.agency, recused_by_id=chair.person, name="N", **about, **person)


def finalised(actor: Actor, number: int, case: Case) -> Conference:
    """Write a conference of the actor's agency about `case` that is over, its minutes not written yet."""
    conference = new_conference(actor)
    conference.save(force_insert=True)
    Item(conference=conference, case=case).save(force_insert=True)
    over = {"state": "finalised", "number": number, "finalised_at": MOMENT, "finalised_by_id": actor.person}
    Conference.objects.filter(pk=conference.pk).update(**over)
    conference.refresh_from_db()
    return conference


def new_minutes(conference: Conference) -> Minutes:
    return Minutes(conference=conference, content_sha256="0", made_by_id=conference.convened_by_id)


def minutes_of_another(records: "Records") -> None:
    """Write a finalised conference to which Housing was invited, with its minutes."""
    over = finalised(records.world.alice, 1, records.case)
    chairing = records.world.unit.pk
    invitation_to(over.items.get(), records.access.agency_id, chairing, records.access).save(force_insert=True)
    alice = records.world.alice
    write_copies(alice, new_minutes(over), {}, alice.agency, records.access.agency_id)
