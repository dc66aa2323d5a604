"""Accepting a case that another partnership offers."""

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions.intake import tell_at_once
from cases.actions.transfers import tell_who_offered
from cases.limits import decision_due
from cases.models import Case, Transfer
from cases.references import new_reference
from cases.rules_transfers import check_may_answer_offer
from partners.actor import Actor
from partners.errors import NotPossible

RECEIVED = "transfer_received"
_ATTEMPTS = 5


@transaction.atomic
def accept(*, actor: Actor, transfer: Transfer) -> Case:
    """Accept a case: the actor's agency gets one of its own, and the one it came from is closed.

    The new case has the sections that were offered and the papers that go along. Its decision is still to be taken,
    within the limit of the receiving partnership, which begins today.

    Args:
        actor: a Responsible Person or panel chair of the agency that was asked.
        transfer: the offer.

    Raises:
        NotPermitted: the actor may not answer.
        NotPossible: it has been answered, has lapsed or was withdrawn, or the case cannot be handed over any longer.
    """
    check_may_answer_offer(actor, transfer)
    key = _copy(transfer)
    if key is None:
        raise NotPossible("This case cannot be accepted any longer. Ask the agency that offered it.")
    case = Case.objects.select_related("lead_agency", "partnership").get(pk=key)
    log.record(
        actor,
        "transfer.accept",
        subject=case.reference,
        owner_agency_id=actor.agency,
        sections=transfer.sections,
        reason=transfer.legal_gateway,
        facts={"from_reference": transfer.case_reference},
    )
    tell_who_offered(transfer, "transfer.accept")
    path = reverse("case_page", args=[case.reference])
    tell_at_once(actor, agencies={actor.agency}, kind=RECEIVED, subject=case.reference, path=path, case=case)
    return case


def _copy(transfer: Transfer) -> UUID | None:
    """Have the database copy the case, under a reference that is free; only the database knows which are."""
    due_on = decision_due(transfer.to_partnership, timezone.localdate())
    for _ in range(_ATTEMPTS):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT app.accept_transfer(%s, %s, %s)", [transfer.pk, new_reference(), due_on])
                (key,) = cursor.fetchone()
        except IntegrityError as error:
            if "reference" not in str(error):
                raise
        else:
            found: UUID | None = key
            return found
    raise NotPossible("No free reference could be found. Try again.")
