"""The agencies of a partnership: their names, who monitors, who signed the sharing agreement, and the end of a seat."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import log
from partners.actions.setup import checked_name
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Agency, Seat
from partners.models.agreement import Kind
from partners.queries_agreements import in_force
from partners.rules import check_may_administer, check_may_end_seat, check_may_rename


@transaction.atomic
def change_seat(*, actor: Actor, seat: Seat, name: str, is_monitoring: bool) -> None:
    """Rename an agency, or say whether it is the Monitoring Agency.

    Raises:
        NotPermitted: the actor does not administer the partnership, or the agency has another partnership to ask.
        NotPossible: the name cannot be used, or the seat has ended.
    """
    check_may_administer(actor)
    name = checked_name(name)
    if name != seat.agency.name:
        check_may_rename(seat)
        Agency.objects.filter(pk=seat.agency_id).update(name=name)
        log.record(actor, "agency.rename", subject=seat.agency.code)
    if is_monitoring != seat.is_monitoring:
        _update(actor, seat, is_monitoring=is_monitoring)
        log.record(actor, "agency.change", subject=seat.agency.code, facts={"is_monitoring": is_monitoring})


@transaction.atomic
def sign_agreement(*, actor: Actor, seat: Seat, signed_by: str, signed_on: date) -> None:
    """Record who signed the sharing agreement that is in force for an agency, and when.

    Raises:
        NotPermitted: the actor does not administer the partnership.
        NotPossible: there is no agreement, the day lies ahead, or the seat has ended.
    """
    check_may_administer(actor)
    agreement = in_force(actor.partnership_id).get(Kind.SHARING_AGREEMENT)
    if agreement is None:
        raise NotPossible("There is no sharing agreement in force yet. Write it first.")
    if signed_on > timezone.localdate():
        raise NotPossible("The day of the signature cannot lie ahead.")
    _update(actor, seat, signed_version=agreement.version, signed_on=signed_on, signed_by=checked_name(signed_by))
    log.record(actor, "agency.sign", subject=seat.agency.code, facts={"version": agreement.version})


@transaction.atomic
def end_seat(*, actor: Actor, seat: Seat) -> None:
    """End an agency's seat: from the next request on nobody acts for it in this partnership.

    Its cases stay as they are, and so do its people's roles, which hold again if it takes a seat again.

    Raises:
        NotPermitted: the actor does not administer the partnership, or acts for this agency.
        NotPossible: the seat has ended already.
    """
    check_may_end_seat(actor, seat)
    _update(actor, seat, until=max(timezone.localdate(), seat.since))
    log.record(actor, "agency.unseat", subject=seat.agency.code)


def _update(actor: Actor, seat: Seat, **values: object) -> None:
    live = Seat.objects.filter(pk=seat.pk, partnership_id=actor.partnership_id, until__isnull=True)
    if live.update(**values) != 1:
        raise NotPossible("The seat of this agency has ended already.")
