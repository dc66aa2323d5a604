"""Reminding an agency, once, of a research return that is due: the work of a schedule.

That an agency was reminded stands in its invitation, claimed in the transaction in which the notices are written. So
the schedule may run twice or not at all: nobody is told twice, and nobody is forgotten.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse

from audit import log
from cases.policy import not_kept_away
from conferences.people import people_who_may
from partners.actor import Actor
from partners.models import Partnership
from partners.notices import tell
from partners.queries import system_actor
from partners.roles import Permission
from partners.scope import acting

NOTICE = "return_due"
REMINDED_DAYS = 2
"""How many days before the due day an agency is reminded."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Awaited:
    item_id: UUID
    case_id: UUID
    reference: str
    lead_agency_id: UUID
    agency_id: UUID


def remind(partnership: Partnership) -> int:
    """Remind the partnership's agencies of what is due in two days or is late, and return how many were reminded."""
    actor = system_actor(partnership=partnership, name="Reminder of research returns")
    with transaction.atomic(), acting(actor):
        claimed = _claim()
        for awaited in claimed:
            _tell(actor, awaited)
    return len(claimed)


def _claim() -> list[_Awaited]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT item_id, case_id, reference, lead_agency_id, agency_id FROM app.claim_return_reminders(%s, %s)",
            [REMINDED_DAYS, _AT_ONCE],
        )
        return [_Awaited(*row) for row in cursor.fetchall()]


def _tell(actor: Actor, awaited: _Awaited) -> None:
    people = people_who_may(
        Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=[awaited.agency_id]
    )
    path = reverse("return_page", args=[awaited.item_id])
    tell(actor, not_kept_away(people, awaited.case_id), kind=NOTICE, subject=awaited.reference, path=path)
    log.record(
        actor,
        "return.remind",
        subject=awaited.reference,
        owner_agency_id=awaited.lead_agency_id,
        facts={"item": str(awaited.item_id), "agency": str(awaited.agency_id)},
    )
