"""Calling a case conference off."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from audit import log
from cases.models import Case
from cases.policy import not_kept_away
from conferences.actions.agenda import end, release
from conferences.actions.locking import lock
from conferences.invitations import people_asked, send_cancellations
from conferences.models import Action, AgendaReferral, AgendaState, Conference, ConferenceState, Invitation
from conferences.people import people_who_may
from conferences.rules import check_may_call_off
from partners.actor import Actor
from partners.notices import tell
from partners.roles import Permission

NOTICE = "conference_called_off"


@transaction.atomic
def call_off(*, actor: Actor, conference: Conference) -> None:
    """Call a conference off: what was drafted goes, the access that came with it ends, its cases wait for another.

    Raises:
        NotPermitted: the actor neither runs nor convened it.
        NotPossible: it is finalised or was called off before.
    """
    check_may_call_off(actor, conference)
    lock(conference)
    Action.objects.filter(item__conference=conference).delete()
    asked = people_asked(conference)
    invited = _withdraw(actor, conference)
    AgendaReferral.objects.filter(item__in=conference.items.all()).update(state=AgendaState.WAITING, item=None)
    Conference.objects.filter(pk=conference.pk).update(state=ConferenceState.CALLED_OFF, sequence=F("sequence") + 1)
    conference.refresh_from_db()
    send_cancellations(actor, conference, asked)
    for item in conference.items.select_related("case"):
        release(actor, item.case)
        log.record(
            actor,
            "conference.call_off",
            subject=item.case.reference,
            owner_agency_id=conference.chairing_agency_id,
            facts={"conference": str(conference.pk)},
        )
        _tell(actor, item.case, [each.agency_id for each in invited if each.item_id == item.pk])


def _withdraw(actor: Actor, conference: Conference) -> list[Invitation]:
    """Withdraw the invitations, take back the access that still stands, and return them."""
    standing = conference.invitations.filter(withdrawn_at__isnull=True)
    invited = list(standing.select_related("access", "item__case"))
    for invitation in invited:
        end(actor, invitation.item.case, invitation)
    return invited if conference.agenda_published_at else []


def _tell(actor: Actor, case: Case, invited: Sequence[UUID]) -> None:
    """Tell those who were asked; the link leads to their list, for the conference is no longer theirs to see."""
    readers = people_who_may(Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=invited)
    tell(actor, not_kept_away(readers, case.pk), kind=NOTICE, subject=case.reference, path=reverse("conference_list"))
