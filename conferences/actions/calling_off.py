"""Calling a case conference off."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions import access, movement
from cases.actions.locking import lock as lock_case
from cases.models import Case
from cases.policy import not_kept_away
from cases.states import State
from conferences.actions.locking import lock
from conferences.models import Action, Conference, ConferenceState, Invitation
from conferences.people import people_who_may
from conferences.rules import check_may_call_off
from partners.actor import Actor
from partners.notices import tell
from partners.roles import Permission

NOTICE = "conference_called_off"


@transaction.atomic
def call_off(*, actor: Actor, conference: Conference) -> None:
    """Call a conference off: what was drafted goes, the access that came with it ends, the case waits for another.

    Raises:
        NotPermitted: the actor neither runs nor convened it.
        NotPossible: it is finalised or was called off before.
    """
    check_may_call_off(actor, conference)
    lock(conference)
    Action.objects.filter(item__conference=conference).delete()
    invited = _withdraw(actor, conference)
    Conference.objects.filter(pk=conference.pk).update(state=ConferenceState.CALLED_OFF)
    conference.state = ConferenceState.CALLED_OFF
    for item in conference.items.select_related("case"):
        _release(actor, item.case)
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
    standing = conference.invitations.filter(withdrawn_at__isnull=True).select_related("access__case")
    invited = list(standing)
    for invitation in invited:
        if invitation.access and invitation.access.revoked_at is None:
            access.revoke(actor=actor, case=invitation.access.case, access=invitation.access)
    standing.update(withdrawn_at=timezone.now())
    return invited


def _release(actor: Actor, case: Case) -> None:
    """Put the case back to where a conference is to be convened, unless the decision has been re-opened meanwhile."""
    lock_case(case)
    if case.state == State.IN_CONFERENCE:
        movement.move(actor=actor, case=case, to=State.MULTI_AGENCY)


def _tell(actor: Actor, case: Case, invited: Sequence[UUID]) -> None:
    """Tell those who were asked; the link leads to their list, for the conference is no longer theirs to see."""
    readers = people_who_may(Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=invited)
    tell(actor, not_kept_away(readers, case.pk), kind=NOTICE, subject=case.reference, path=reverse("conference_list"))
