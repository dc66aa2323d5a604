"""A case on offer to an agency of a third partnership, with a paper, as a panel chair of the lead agency writes it."""

from dataclasses import replace
from uuid import UUID

from cases.models import Case, Transfer, TransferAnswer, TransferPaper
from partners.actor import Actor
from partners.models import Agency, Partnership, Seat
from partners.roles import Role
from partners.scope import acting
from tests.personas import SINCE
from tests.security.days import DAY

FAR = "FAR"
WAITS_UNTIL = DAY.replace(year=2999)


def far_away() -> tuple[Partnership, Agency]:
    """Return a partnership in which nobody of the tests sits, with its one agency."""
    partnership, _ = Partnership.objects.get_or_create(code=FAR, defaults={"name": "Farlow Partnership"})
    agency, _ = Agency.objects.get_or_create(code="FPD", defaults={"name": "Farlow Police"})
    Seat.objects.get_or_create(partnership=partnership, agency=agency, defaults={"since": SINCE})
    return partnership, agency


def as_chair(actor: Actor) -> Actor:
    """Return the actor with the role that hands cases over."""
    return replace(actor, roles=frozenset({Role.CHAIR}))


def new_transfer(actor: Actor, case: Case, partnership_id: UUID, agency_id: UUID) -> Transfer:
    return Transfer(
        case=case,
        case_reference=case.reference,
        from_partnership_id=actor.partnership_id,
        from_agency_id=actor.agency,
        to_partnership_id=partnership_id,
        to_agency_id=agency_id,
        why="w",
        legal_gateway="consent",
        gateway="g",
        sections=["people", "summary"],
        kinds=["incident"],
        strands=["s"],
        lapses_on=WAITS_UNTIL,
        offered_by_id=actor.person,
    )


def new_answer(actor: Actor, transfer: Transfer, outcome: str = "declined") -> TransferAnswer:
    about = {"agency_id": actor.agency, "answered_by_id": actor.person}
    return TransferAnswer(transfer=transfer, outcome=outcome, reason="r", **about)


def new_paper(transfer: Transfer, case: Case) -> TransferPaper:
    return TransferPaper(transfer=transfer, case=case, section="summary", position=1, title="t", content=[])


def offer_far_away(actor: Actor, case: Case) -> tuple[Transfer, TransferPaper]:
    """Write an offer that waits, with its paper."""
    partnership, agency = far_away()
    chair = as_chair(actor)
    transfer = new_transfer(chair, case, partnership.pk, agency.pk)
    paper = new_paper(transfer, case)
    with acting(chair):
        transfer.save(force_insert=True)
        paper.save(force_insert=True)
    return transfer, paper


def lay_out_transfer(actor: Actor, case: Case) -> None:
    """Write an offer that was withdrawn."""
    transfer, _ = offer_far_away(actor, case)
    with acting(as_chair(actor)):
        new_answer(actor, transfer, "withdrawn").save(force_insert=True)
