"""Cases that tests begin with, made by the actions that make them in real life."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from cases.actions.access import grant
from cases.actions.assessment import complete
from cases.actions.closure import close
from cases.actions.decision import record as decide
from cases.actions.intake import record as record_incident
from cases.actions.telling import Told, tell_people
from cases.instruments import Kind, latest
from cases.models import Assessment, Case, CaseAccess, Incident
from cases.models.access import Reason
from cases.models.case import NotTold
from cases.models.decision import Choice
from cases.models.incident import Kind as IncidentKind
from cases.models.person import Part
from cases.models.telling import How
from cases.queries_telling import to_tell
from cases.report import IncidentReport, PersonReport
from cases.sections import Section
from partners.actor import Actor
from partners.models import Agency
from partners.scope import acting

NAME = "Quilla Testname"
STORY = "Somebody shouted at the bus stop."
VICTIM = PersonReport(
    part=Part.VICTIM,
    name=NAME,
    phone="01632 960 001",
    email="quilla@canary.example",
    address="4 Canary Row",
    safe_contact="Canary: ring before noon",
    do_not_tell="Her brother",
    language="Canary Sign Language",
    description="Wears a Canary badge",
)


def report(**fields: Any) -> IncidentReport:
    """Return a report of today, with a story and a named victim."""
    now = timezone.localtime()
    plain: dict[str, Any] = {
        "recorded_on": now.date(),
        "occurred_from": now - timedelta(hours=2),
        "kind": IncidentKind.INCIDENT,
        "strands": ("race",),
        "reported_by": "victim",
        "description": STORY,
        "place": "The Canary bus stop",
        "danger": "Canary: a threat to come back",
        "harm": "Canary: a broken window",
        "wanted": "Canary: to be left alone",
        "people": (VICTIM,),
    }
    return IncidentReport(**{**plain, **fields})


def new_case(actor: Actor, **fields: Any) -> Case:
    """Return a case that `actor` has just opened."""
    with acting(actor):
        return record_incident(actor=actor, report=report(**fields)).case


def further_incident(actor: Actor, case: Case, **fields: Any) -> Incident:
    """Add an incident to `case`."""
    with acting(actor):
        return record_incident(actor=actor, report=report(**fields), case=case)


def calm_answers() -> dict[str, str]:
    """Return answers of the least weight to every question of the instrument, with nothing unknown."""
    instrument = latest("hate_crime")
    return {
        question.key: "0" if question.kind is Kind.NUMBER else min(question.options, key=lambda o: o.points).key
        for question in instrument.questions
        if question.kind is not Kind.TEXT
    }


def grave_answers() -> dict[str, str]:
    """Return answers that make the risk high by one trigger alone."""
    return calm_answers() | {"weapon_or_death_threat": "weapon_used"}


def assess(actor: Actor, case: Case, answers: dict[str, str] | None = None, **fields: Any) -> Assessment:
    """Complete an assessment of `case`; low risk when no answers are given."""
    with acting(actor):
        return complete(actor=actor, case=case, answers=answers or calm_answers(), token=uuid4(), **fields)


def assessed_case(actor: Actor, answers: dict[str, str] | None = None) -> Case:
    """Return a case whose risk was assessed."""
    case = new_case(actor)
    assess(actor, case, answers)
    return case


def decided_case(actor: Actor, choice: Choice = Choice.SINGLE_AGENCY) -> Case:
    """Return a case with a decision, as recommended."""
    case = assessed_case(actor, grave_answers() if choice == Choice.MULTI_AGENCY else None)
    with acting(actor):
        decide(actor=actor, case=case, choice=choice, reasons="It fits the facts.")
    return case


def tell_everybody(actor: Actor, case: Case, not_told: NotTold | None = None) -> None:
    """Record of everybody who is to be told that they were, today by telephone, or why not; open the scope first."""
    day, how = (None, None) if not_told else (timezone.localdate(), How.TELEPHONE)
    told = [Told(person, day=day, how=how, not_told=not_told) for person in to_tell(case)]
    tell_people(actor=actor, case=case, told=told)


def closed_case(actor: Actor) -> Case:
    """Return a case that was worked by one agency and closed."""
    case = decided_case(actor)
    with acting(actor):
        tell_everybody(actor, case)
        close(actor=actor, case=case, outcome="no_suspect")
    return case


def shared(actor: Actor, case: Case, agency: Agency, *sections: Section, **fields: Any) -> CaseAccess:
    """Give `agency` sections of `case`, from now."""
    with acting(actor):
        return grant(
            actor=actor,
            case=case,
            agency_id=agency.pk,
            sections=sections,
            reason=Reason.CONFERENCE,
            legal_gateway="consent",
            **fields,
        )


def end(actor: Actor, access: CaseAccess) -> None:
    """Let `access` have ended by itself, just now."""
    with acting(actor):
        CaseAccess.objects.filter(pk=access.pk).update(live_until=F("live_from") + timedelta(microseconds=1))
