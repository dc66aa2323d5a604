"""What the page of the decision shows: all that the actor may know, what is recommended, and who was asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.actions.restricting import standing_restriction
from cases.case_page import card_parts
from cases.limits import clock_of
from cases.models import Case, Consultation, Countersignature, Decision
from cases.panels import Look
from cases.queries import UNDECIDED, decisions_of
from cases.queries_decision import consultations_of, reopenings_of
from cases.queries_risk import RiskNow, reasons_to_reassess
from cases.rules_decision import check_may_consult
from cases.sections import Section
from partners.actor import Actor
from partners.errors import reason_against
from partners.roles import Role


def known_of(actor: Actor, case: Case, risk: RiskNow, today: date) -> dict[str, Any]:
    """Return what is known when the decision is taken; a section that the actor does not have is not read.

    Args:
        actor: who decides.
        case: the case, from `get_case`.
        risk: the risk as it stands.
        today: the date in Europe/London.
    """
    look, restricted = Look(actor, case), standing_restriction(case) is not None
    return {
        "case": case,
        "risk": risk,
        "assessment": risk.assessment,
        "recommendation": risk.recommendation.label,
        "again": reasons_to_reassess(case, today),
        "clock": clock_of(case, today),
        "consultations": consultations(case),
        "consulting": reason_against(check_may_consult, actor, case, is_restricted=restricted),
        "marking": "OFFICIAL-SENSITIVE",
        **card_parts(case, look.sections),
        **decided_before(look),
    }


def record_of(look: Look) -> dict[str, Any]:
    """Return what the case page shows of the decision: what was decided and, to those who lead, who was asked."""
    undecided = look.leads and look.case.state in UNDECIDED
    return {
        **decided_before(look),
        "consultations": list(look.once_of_case(consultations_of)) if look.leads else [],
        "clock": clock_of(look.case, timezone.localdate()) if undecided else None,
        "may_countersign": look.leads and Role.RESPONSIBLE_PERSON in look.actor.roles,
    }


def decided_before(look: Look) -> dict[str, Any]:
    """Return the decisions and re-openings of a case, newest first, with what the Responsible Person said."""
    if Section.DECISION not in look.sections:
        return {}
    reopenings = list(look.once_of_case(reopenings_of))
    return {"decisions": list(map(_decided, look.once_of_case(decisions_of))), "reopenings": reopenings}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and what the Responsible Person said to it, if anything."""

    decision: Decision
    countersignature: Countersignature | None

    @property
    def waits(self) -> bool:
        """Whether it waits for a countersignature."""
        return self.decision.needs_countersignature and self.countersignature is None

    @property
    def was_late(self) -> bool:
        """Whether it took longer than the partnership allowed."""
        decision = self.decision
        return decision.working_days is not None and (decision.limit_days or 0) < decision.working_days


def _decided(decision: Decision) -> Decided:
    return Decided(decision, getattr(decision, "countersignature", None))


def consultations(case: Case) -> list[Consultation]:
    """Return what other agencies were asked and what they answered, in the order of asking."""
    return list(consultations_of(case))
