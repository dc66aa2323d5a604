"""Reading about handing cases over to other partnerships."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Case, Incident, Transfer, TransferAnswer
from cases.models.incident import Kind
from cases.policy_transfers import visible_transfers
from cases.terms import labels, words
from partners.actor import Actor
from partners.models import Membership
from partners.roles import GRANTS, Permission


@dataclass(frozen=True, slots=True)
class Receiver:
    """An agency of another partnership in which somebody can accept a case."""

    partnership_id: UUID
    partnership: str
    agency_id: UUID
    agency: str

    @property
    def key(self) -> str:
        """What a form sends."""
        return f"{self.partnership_id}/{self.agency_id}"

    @property
    def name(self) -> str:
        return f"{self.agency}, {self.partnership}"


def receivers(actor: Actor) -> list[Receiver]:
    """Return the agencies of other partnerships that a case can be offered to, by partnership and name."""
    roles = [role for role, allowed in GRANTS.items() if Permission.CASE_TRANSFER in allowed]
    live = Membership.objects.live(timezone.localdate()).filter(role__in=roles)
    rows = live.exclude(partnership_id=actor.partnership_id).order_by("partnership__name", "agency__name")
    columns = ("partnership_id", "partnership__name", "agency_id", "agency__name")
    return [Receiver(*row) for row in rows.values_list(*columns).distinct()]


def transfers_of(actor: Actor, case: Case) -> QuerySet[Transfer]:
    """Return the offers of a case, the newest first, for the agency that leads it."""
    return visible_transfers(actor).filter(case=case)


def came_by(actor: Actor, case: Case) -> Transfer | None:
    """Return the offer by which a case came from another partnership, if it did."""
    return visible_transfers(actor).filter(answer__copy=case).first()


def answer_of(transfer: Transfer) -> TransferAnswer | None:
    """Return how an offer ended, if it has."""
    return TransferAnswer.objects.filter(transfer=transfer).select_related("answered_by", "agency").first()


def is_waiting(transfer: Transfer, today: date) -> bool:
    """Say whether an offer can still be answered."""
    return transfer.lapses_on >= today and answer_of(transfer) is None


def waiting_offer(case: Case, today: date) -> Transfer | None:
    """Return the offer of a case that waits for its answer, as the agency that leads it sees it."""
    waiting = Transfer.objects.filter(case=case, answer__isnull=True, lapses_on__gte=today)
    return waiting.select_related("to_agency", "to_partnership").first()


def offers_to(actor: Actor, today: date) -> QuerySet[Transfer]:
    """Return the offers that wait for an answer of the actor's agency."""
    asked = {"to_partnership_id": actor.partnership_id, "to_agency_id": actor.agency_id}
    return visible_transfers(actor).filter(**asked, answer__isnull=True, lapses_on__gte=today)


def told_before_acceptance(case: Case) -> dict[str, list[str]]:
    """Return what the other partnership reads of the incidents of a case before it accepts: kinds and strands."""
    incidents = list(Incident.objects.filter(case=case).order_by("occurred_from"))
    strands = dict.fromkeys(code for incident in incidents for code in incident.strands)
    kinds = dict.fromkeys(Kind(incident.kind).value for incident in incidents)
    return {"kinds": list(kinds), "strands": words(strands, labels("strand", case.partnership_id))}


def transfer_figures(since: date) -> Mapping[str, int]:
    """Return how many cases were handed over since a day: of the actor's agency, for a manager of the partnership.

    Returns:
        By measure: `offered`, of these `accepted`, `declined`, `withdrawn`, `lapsed` and `waiting`, and `received`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT measure, figure FROM app.transfer_figures(%s)", [since])
        return dict(cursor.fetchall())
