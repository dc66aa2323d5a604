"""What the page of the decision shows: all that the actor may know, what is recommended, and who was asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.actions.restricting import standing_restriction
from cases.case_page import card_parts
from cases.limits import clock_of
from cases.models import Case, Consultation, Countersignature, Decision, Reopening
from cases.policy import sections_of
from cases.queries import UNDECIDED, decisions_of
from cases.queries_decision import consultations_of
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
    restricted = standing_restriction(case) is not None
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
        **card_parts(case, sections_of(actor, case)),
        **decided_before(actor, case),
    }


def record_of(actor: Actor, case: Case) -> dict[str, Any]:
    """Return what the case page shows of the decision: what was decided and, to those who lead, who was asked."""
    leads = actor.agency_id == case.lead_agency_id
    undecided = leads and case.state in UNDECIDED
    return {
        **decided_before(actor, case),
        "consultations": consultations(case) if leads else [],
        "clock": clock_of(case, timezone.localdate()) if undecided else None,
        "may_countersign": leads and Role.RESPONSIBLE_PERSON in actor.roles,
    }


def decided_before(actor: Actor, case: Case) -> dict[str, Any]:
    """Return the decisions and re-openings of a case, newest first, with what the Responsible Person said."""
    if Section.DECISION not in sections_of(actor, case):
        return {}
    reopenings = list(Reopening.objects.filter(case=case).select_related("reopened_by", "agency"))
    return {"decisions": list(map(_decided, decisions_of(case))), "reopenings": reopenings}


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
