"""What can be done with a case now: one clear step, and what else is open, each with the reason when it is refused."""

from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case
from cases.queries_telling import to_tell
from cases.rules import (
    check_may_assess,
    check_may_close,
    check_may_convene,
    check_may_decide,
    check_may_log,
    check_may_reopen,
    check_may_tell_victim,
)
from cases.rules_satisfaction import check_may_ask
from cases.satisfaction_panel import waits
from cases.states import DECIDED, State
from partners.actor import Actor
from partners.errors import reason_against


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: its words, where it leads, and the sentence that refuses it; empty when it works."""

    label: str
    href: str
    reason: str


def main_deed(actor: Actor, case: Case) -> Deed | None:
    """Return the step that moves the case on, or nothing where that is not for this page."""
    if case.state == State.NEW:
        return _assess(actor, case, "Assess the risk")
    if case.state == State.ASSESSED:
        reason = reason_against(check_may_decide, actor, case)
        return Deed("Take the decision", _path("decision_new", case), reason)
    if case.state == State.MULTI_AGENCY:
        reason = reason_against(check_may_convene, actor, case)
        return Deed("Convene a case conference", _path("conference_convene", case), reason)
    if case.state in (State.SINGLE_AGENCY, State.IN_ACTION):
        return Deed("Close the case", _path("case_close", case), reason_against(check_may_close, actor, case))
    return None


def other_deeds(actor: Actor, case: Case) -> list[Deed]:
    """Return what else can be done; an agency that does not lead is spared a row of buttons it can never use."""
    deeds = [_add_incident(actor, case)]
    if case.state != State.NEW:
        deeds.append(_assess(actor, case, "Assess the risk again"))
    if case.state in DECIDED:
        label = "Re-open the case" if case.state == State.CLOSED else "Re-open the decision"
        deeds.append(Deed(label, _path("decision_reopen", case), reason_against(check_may_reopen, actor, case)))
    if case.state in DECIDED - {State.CLOSED} and to_tell(case):
        reason = reason_against(check_may_tell_victim, actor, case)
        deeds.append(Deed("Record who was told what happened", _path("case_told", case), reason))
    leads = actor.agency_id == case.lead_agency_id
    if leads and waits(case):
        reason = reason_against(check_may_ask, actor, case)
        deeds.append(Deed("Record how the victim was treated", _path("case_satisfaction", case), reason))
    return [deed for deed in deeds if leads or not deed.reason]


def _assess(actor: Actor, case: Case, label: str) -> Deed:
    return Deed(label, _path("assessment_new", case), reason_against(check_may_assess, actor, case))


def _add_incident(actor: Actor, case: Case) -> Deed:
    href = f"{_path('incident_start')}?case={case.reference}"
    return Deed("Add a further incident", href, reason_against(check_may_log, actor))


def _path(name: str, case: Case | None = None) -> str:
    """Return a page's address; pages of higher apps are known here by name only."""
    return reverse(name, args=[case.reference] if case else [])
