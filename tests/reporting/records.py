"""Incidents, decisions and actions to count, written by the agency that would write them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.models import Assessment, Case, CaseAccess, Decision, Incident, Person, Reopening, Term
from cases.sections import Section
from cases.states import State
from conferences.models import Action, Conference, Item
from partners.actor import Actor
from partners.scope import acting

Victim = tuple[int | None, str, str]
"""Age, sex and ethnic group."""


def moment(day: date, at: time = time(12)) -> datetime:
    """A moment of the day in Europe/London."""
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone())


def incident(
    actor: Actor,
    day: date,
    *,
    kind: str = "crime",
    offence: str = "9B",
    strands: Sequence[str] = ("race",),
    reported_by: str = "victim",
    area: str = "",
    premises: str = "",
    victims: Sequence[Victim] = (),
    subjects: Sequence[Victim] = (),
    case: Case | None = None,
    **facts: Any,
) -> Case:
    """Record an incident in a case of its own, or in the one given, on the day it was recorded."""
    with transaction.atomic(), acting(actor):
        case = case or _case(actor, day)
        made = Incident(
            case=case,
            partnership_id=actor.partnership_id,
            agency_id=actor.agency,
            recorded_on=day,
            occurred_from=facts.pop("occurred_from", moment(day - timedelta(days=1))),
            kind=kind,
            offence=offence if kind == "crime" else "",
            strands=list(strands),
            reported_by=reported_by,
            area=area,
            premises=premises,
            **facts,
        )
        made.save(force_insert=True)
        for part, people in (("victim", victims), ("subject", subjects)):
            for age, sex, ethnicity in people:
                Person(case=case, incident=made, part=part, name="A name", age=age, sex=sex, ethnicity=ethnicity).save(
                    force_insert=True
                )
    return case


def _case(actor: Actor, day: date) -> Case:
    number = timezone.now().strftime("%H%M%S%f")
    case = Case(
        reference=f"T{number}",
        partnership_id=actor.partnership_id,
        lead_agency_id=actor.agency,
        state=State.NEW,
        opened_on=day,
        decision_due_on=day + timedelta(days=7),
    )
    case.save(force_insert=True)
    CaseAccess(
        case=case,
        partnership_id=actor.partnership_id,
        agency_id=actor.agency,
        granted_by_agency_id=actor.agency,
        granted_at=timezone.now(),
        opened_on=day,
        sections=sorted(Section),
        reason="lead",
        live_from=timezone.now() - timedelta(seconds=1),
    ).save(force_insert=True)
    return case


def decision(
    actor: Actor,
    case: Case,
    day: date,
    *,
    choice: str,
    recommended: str,
    due_on: date,
    working_days: int | None = None,
    **at: time,
) -> None:
    """Record a decision."""
    with transaction.atomic(), acting(actor):
        assessment = Assessment(
            case=case,
            agency_id=actor.agency,
            instrument="hate_crime",
            instrument_version=1,
            answers={},
            incidents_in_window=1,
            score=1,
            scored_band="low",
            band="low",
            recommendation=recommended,
            review_on=day,
            completed_by_id=actor.person,
            completed_at=moment(day),
        )
        assessment.save(force_insert=True)
        Decision(
            case=case,
            agency_id=actor.agency,
            assessment=assessment,
            recommendation=recommended,
            choice=choice,
            reasons="Said why.",
            against_reason="" if choice == recommended else "Said why not.",
            due_on=due_on,
            working_days=working_days,
            decided_by_id=actor.person,
            decided_at=moment(day, **at),
        ).save(force_insert=True)


def reopening(actor: Actor, case: Case, day: date) -> None:
    """Record that a decision has to be taken again."""
    with transaction.atomic(), acting(actor):
        Reopening(
            case=case,
            agency_id=actor.agency,
            cause="new_fact",
            reason="Said which.",
            from_state="single_agency",
            reopened_by_id=actor.person,
            reopened_at=moment(day),
        ).save(force_insert=True)


def item(actor: Actor, case: Case, day: date) -> Item:
    """Convene a conference about the case."""
    with transaction.atomic(), acting(actor):
        conference = Conference(
            partnership_id=actor.partnership_id,
            chairing_agency_id=actor.agency,
            chair_id=actor.person,
            convened_by_id=actor.person,
            held_at=moment(day),
            place="Room 1",
            access_until=day + timedelta(days=90),
        )
        conference.save(force_insert=True)
        made = Item(conference=conference, case=case, position=1)
        made.save(force_insert=True)
    return made


def action(
    actor: Actor, on: Item, *, agreed: date | None, due: date, state: str = "open", answered: date | None = None
) -> None:
    """Record an action: not agreed while the meeting is open."""
    facts: dict[str, Any] = {}
    if answered:
        facts = {"note": "Said what.", "answered_by_id": actor.person, "answered_at": moment(answered)}
    with transaction.atomic(), acting(actor):
        Action(
            partnership_id=actor.partnership_id,
            case=on.case,
            case_reference=on.case.reference,
            item=on,
            lead_agency_id=actor.agency,
            agency_id=actor.agency,
            task="Fit a new lock",
            due_on=due,
            state=state,
            agreed_by_id=actor.person,
            agreed_at=moment(agreed) if agreed else None,
            **facts,
        ).save(force_insert=True)


def area(actor: Actor, code: str, label: str) -> None:
    """Add an area to the partnership's own reference data."""
    with transaction.atomic(), acting(actor):
        Term(partnership_id=actor.partnership_id, vocabulary="area", code=code, label=label).save(force_insert=True)
