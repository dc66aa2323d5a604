"""What the page of an offer shows to either side, and how the case pages of both sides tell of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case, EmergencyAccess, Transfer, TransferAnswer
from cases.models.incident import Kind
from cases.models.transfer import TransferOutcome
from cases.panels import Entry, Look, Panel
from cases.policy_transfers import papers_for
from cases.presenting import Row, filled, row
from cases.queries_transfers import came_by, offers_to, receivers, transfers_of
from cases.rules_transfers import check_may_answer_offer, check_may_offer, check_may_withdraw_offer
from cases.sections import Section
from partners.actor import Actor
from partners.errors import reason_against
from partners.home import ToDo
from partners.roles import Permission

_MOMENT = "j F Y, H:i"


def parts_of(actor: Actor, transfer: Transfer) -> dict[str, Any]:
    """Return what the page of an offer shows: to the side that is asked, nothing else of the case.

    Args:
        actor: who looks.
        transfer: the offer, from `get_transfer`.
    """
    is_sender = actor.partnership_id == transfer.from_partnership_id
    answer = _answer(transfer)
    return {
        "transfer": transfer,
        "is_sender": is_sender,
        "rows": [*_offer_rows(transfer), *_answer_rows(transfer)],
        "answering": reason_against(check_may_answer_offer, actor, transfer),
        "withdrawing": reason_against(check_may_withdraw_offer, actor, transfer),
        "copy_reference": answer.copy_reference if answer else "",
    }


def _answer(transfer: Transfer) -> TransferAnswer | None:
    """Return how an offer ended, as it was read with the offer."""
    return getattr(transfer, "answer", None)


def _offer_rows(transfer: Transfer) -> list[Row]:
    return [
        row("Offered by", f"{transfer.from_agency.name}, {transfer.from_partnership.name}"),
        row("Offered to", f"{transfer.to_agency.name}, {transfer.to_partnership.name}"),
        row(f"Reference at {transfer.from_agency.name}", transfer.case_reference),
        row("Crime or incident", ", ".join(Kind(kind).label for kind in transfer.kinds)),
        row("Strands", ", ".join(transfer.strands)),
        row("Why", transfer.why),
        row("Legal basis", transfer.gateway),
        row("Comes with", "\n".join(section.label for section in Section if section in transfer.sections)),
        row("Answer by", date_format(transfer.lapses_on)),
    ]


def _answer_rows(transfer: Transfer) -> list[Row]:
    answer = _answer(transfer)
    if answer is None:
        return [row("Answer", standing(transfer))]
    said = f"{answer.get_outcome_display()} on {date_format(timezone.localtime(answer.answered_at), _MOMENT)}"
    return [
        row("Answer", f"{said} by {answer.answered_by.name}"),
        *filled([row("Why not", answer.reason), row("Reference of the new case", answer.copy_reference)]),
    ]


def standing(transfer: Transfer) -> str:
    """Return how an offer stands, in words."""
    answer = _answer(transfer)
    if answer is not None:
        return TransferOutcome(answer.outcome).label
    return "Waits for an answer" if transfer.lapses_on >= timezone.localdate() else "Lapsed without an answer"


def panel(look: Look) -> Panel | None:
    """Draw where a case came from or went to, and the way to hand it over, for the agency that leads it."""
    actor, case = look.actor, look.case
    if not look.leads:
        return None
    came, sent = look.once(came_by), look.once(transfers_of)
    may_offer = actor.may(Permission.CASE_TRANSFER) and bool(receivers(actor))
    if not came and not sent and not may_offer:
        return None
    context = {
        "came": came,
        "sent": [(transfer, standing(transfer), _answer(transfer)) for transfer in sent],
        "papers": papers_for(actor, case).filter(transfer__answer__outcome=TransferOutcome.ACCEPTED),
        "may_offer": may_offer,
        "offering": reason_against(check_may_offer, actor, case) if may_offer else "",
        "offer_url": reverse("case_transfer", args=[case.reference]),
    }
    return Panel("transfer", "Other partnerships", "cases/transfer_panel.html", context)


def timeline(look: Look) -> Iterator[Entry]:
    """Tell of each offer and how it ended, and of a case that came from another partnership, to who leads it."""
    if not look.leads:
        return
    for transfer in look.once(transfers_of):
        path = reverse("transfer_page", args=[transfer.pk])
        yield Entry(transfer.offered_at, f"Offered to {transfer.to_agency.name}", transfer.offered_by.name, path)
        if answer := _answer(transfer):
            text = f"Offer {answer.get_outcome_display().lower()}"
            yield Entry(answer.answered_at, text, f"{answer.answered_by.name}, {answer.agency.name}", path)
    if came := look.once(came_by):
        text = f"Came from {came.from_agency.name}, {came.from_partnership.name}"
        yield Entry(
            came.answer.answered_at, text, came.answer.answered_by.name, reverse("transfer_page", args=[came.pk])
        )


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield the offers that wait for an answer of the actor's agency."""
    if not actor.may(Permission.CASE_TRANSFER) or actor.agency_id is None:
        return
    for transfer in offers_to(actor, timezone.localdate()):
        text = f"Answer the offer of case {transfer.case_reference} from {transfer.from_agency.name}"
        due = f"due {date_format(transfer.lapses_on)}"
        yield ToDo(text, reverse("transfer_answer", args=[transfer.pk]), transfer.offered_at, due)


def blockers(case: Case) -> Iterator[str]:
    """Yield that the case is on offer, which keeps it from closing in another way."""
    for transfer in Transfer.objects.filter(case=case, answer__isnull=True, lapses_on__gte=timezone.localdate()):
        yield f"The case is offered to {transfer.to_agency.name}: withdraw the offer first."


def obstacles(case: Case) -> Iterator[str]:
    """Yield what of this app has to be settled before a case is handed over; read as the agency that leads it."""
    if EmergencyAccess.objects.filter(case=case, reviewed_at__isnull=True).exists():
        yield "An emergency use of this case has not been signed off."
