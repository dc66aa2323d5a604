"""Offering a case to another partnership, withdrawing the offer, and declining it."""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit import log
from cases.actions.locking import lock
from cases.models import Case, Transfer, TransferAnswer, TransferPaper
from cases.models.transfer import TransferOutcome
from cases.queries_decision import told_of
from cases.queries_transfers import receivers, told_before_acceptance
from cases.rules_transfers import (
    ANSWERED_ALREADY,
    check_gateway,
    check_lapses,
    check_may_answer_offer,
    check_may_offer,
    check_may_withdraw_offer,
    check_sections,
    check_why,
)
from cases.sections import Section
from cases.terms import check_codes, labels
from cases.transfer_papers import as_content, papers_of
from partners import notices
from partners.actor import Actor
from partners.errors import NotPossible
from partners.models import Agency, Partnership
from partners.queries import people_who_may, system_actor
from partners.roles import Permission
from partners.scope import acting

OFFERED, ANSWERED, WITHDRAWN = "transfer_offered", "transfer_answered", "transfer_withdrawn"


@transaction.atomic
def offer(
    *,
    actor: Actor,
    case: Case,
    to: str,
    why: str,
    legal_gateway: str,
    sections: Collection[Section],
    lapses_on: date,
) -> Transfer:
    """Offer a case to an agency of another partnership, which shall lead it there.

    Until it accepts, that agency reads why, who offers it, the legal gateway, and kinds and strands: no names.

    Args:
        actor: a Responsible Person or panel chair of the lead agency.
        case: the case.
        to: the key of one of `cases.queries_transfers.receivers`.
        why: why the other partnership gets it; names nobody.
        legal_gateway: the code of the gateway that the disclosure rests on (domain 5).
        sections: what it is handed over with; the summary always comes along.
        lapses_on: the last day on which it can be accepted; a date in Europe/London.

    Raises:
        NotPermitted: the actor may not hand this case over.
        NotPossible: something stands against it, or the offer lacks something or says too much.
    """
    lock(case)
    check_may_offer(actor, case)
    today = timezone.localdate()
    check_why(why, told_of(case))
    check_codes([legal_gateway], "legal_gateway", partnership_id=case.partnership_id, day=today)
    check_gateway(case, legal_gateway)
    check_sections(sections)
    check_lapses(lapses_on, today)
    transfer = _write(actor, case, to, why.strip(), legal_gateway, sections, lapses_on)
    _pack(actor, transfer, {Section.SUMMARY, *sections})
    log.record(
        actor,
        "transfer.offer",
        subject=case.reference,
        owner_agency_id=actor.agency,
        sections=transfer.sections,
        reason=legal_gateway,
        facts={"to_agency": str(transfer.to_agency_id)},
    )
    _tell(transfer, OFFERED, "transfer.receive", transfer.to_partnership, transfer.to_agency)
    return transfer


def _write(
    actor: Actor,
    case: Case,
    to: str,
    why: str,
    legal_gateway: str,
    sections: Collection[Section],
    lapses_on: date,
) -> Transfer:
    chosen = next((receiver for receiver in receivers(actor) if receiver.key == to), None)
    if chosen is None:
        raise NotPossible("Choose an agency of another partnership in which somebody can accept the case.")
    transfer = Transfer(
        case=case,
        case_reference=case.reference,
        from_partnership_id=actor.partnership_id,
        from_agency_id=actor.agency,
        to_partnership_id=chosen.partnership_id,
        to_agency_id=chosen.agency_id,
        why=why,
        legal_gateway=legal_gateway,
        gateway=labels("legal_gateway", actor.partnership_id)[legal_gateway],
        sections=sorted({Section.SUMMARY, *sections}),
        lapses_on=lapses_on,
        offered_by_id=actor.person,
        **told_before_acceptance(case),
    )
    transfer.save(force_insert=True)
    return transfer


def _pack(actor: Actor, transfer: Transfer, sections: Collection[Section]) -> None:
    """Write the papers that go along, as they are now."""
    for position, paper in enumerate(papers_of(actor, transfer.case, sections), start=1):
        TransferPaper(
            transfer=transfer,
            case=transfer.case,
            section=paper.section,
            position=position,
            title=paper.title,
            content=as_content(paper),
        ).save(force_insert=True)


@transaction.atomic
def withdraw(*, actor: Actor, transfer: Transfer) -> None:
    """Take an offer back before it is accepted; the other partnership no longer finds it.

    Raises:
        NotPermitted: the actor may not withdraw it.
        NotPossible: it has been answered, or has lapsed.
    """
    check_may_withdraw_offer(actor, transfer)
    _end(actor, transfer, TransferOutcome.WITHDRAWN, "", "transfer.withdraw")
    _tell(transfer, WITHDRAWN, "transfer.withdraw", transfer.to_partnership, transfer.to_agency, path=reverse("home"))


@transaction.atomic
def decline(*, actor: Actor, transfer: Transfer, reason: str) -> None:
    """Decline a case that another partnership offers.

    Args:
        actor: a Responsible Person or panel chair of the agency that was asked.
        transfer: the offer.
        reason: why; the agency that offered the case reads it.

    Raises:
        NotPermitted: the actor may not answer.
        NotPossible: it has been answered, has lapsed or was withdrawn, or there is no reason.
    """
    check_may_answer_offer(actor, transfer)
    if not reason.strip():
        raise NotPossible("Say why your agency does not take the case.")
    _end(actor, transfer, TransferOutcome.DECLINED, reason.strip(), "transfer.decline")
    tell_who_offered(transfer, "transfer.decline")


def _end(actor: Actor, transfer: Transfer, outcome: TransferOutcome, reason: str, verb: str) -> None:
    answer = TransferAnswer(
        transfer=transfer, agency_id=actor.agency, outcome=outcome, reason=reason, answered_by_id=actor.person
    )
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(ANSWERED_ALREADY) from None
    log.record(actor, verb, subject=transfer.case_reference, owner_agency_id=actor.agency)


def tell_who_offered(transfer: Transfer, verb: str) -> None:
    """Tell the agency that offered the case how its offer was answered, and write it down in its partnership's log."""
    _tell(transfer, ANSWERED, verb, transfer.from_partnership, transfer.from_agency)


def _tell(
    transfer: Transfer, kind: str, verb: str, partnership: Partnership, agency: Agency, *, path: str = ""
) -> None:
    """Tell those of the other side who answer for transfers; event and notice stand in their own partnership's book."""
    there = system_actor(partnership=partnership, name="Transfer of a case", agency=agency)
    people = people_who_may(Permission.CASE_TRANSFER, partnership_id=partnership.pk, agency_id=agency.pk)
    where = path or reverse("transfer_page", args=[transfer.pk])
    with acting(there):
        log.record(there, verb, subject=transfer.case_reference, owner_agency_id=agency.pk)
        notices.tell(there, people, kind=kind, subject=transfer.case_reference, path=where)
