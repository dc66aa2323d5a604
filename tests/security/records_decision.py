"""One row of every table around the decision and single-agency work, written by those who would write them."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from cases.models import (
    Assessment,
    Case,
    CaseTask,
    CaseTaskAnswer,
    Consultation,
    ConsultationReply,
    CounterAllegation,
    Countersignature,
    Decision,
    Incident,
    Lowering,
    LoweringAnswer,
    Person,
    Prompt,
    ProportionalityTest,
    Remedy,
    RemedyEntry,
    WorkPlan,
)
from partners.actor import Actor
from partners.scope import acting
from tests.personas import World
from tests.security.days import DAY


def new_prompt(actor: Actor, case: Case) -> Prompt:
    return Prompt(case=case, agency_id=actor.agency, cause="new_incident")


def new_lowering(actor: Actor, assessment: Assessment) -> Lowering:
    about = {"case": assessment.case, "agency_id": actor.agency, "proposed_by_id": actor.person}
    return Lowering(assessment=assessment, from_band="high", band="low", reason="r", **about)


def new_lowering_answer(actor: Actor, lowering: Lowering) -> LoweringAnswer:
    about = {"case": lowering.case, "agency_id": actor.agency, "answered_by_id": actor.person}
    return LoweringAnswer(lowering=lowering, verdict="confirmed", **about)


def new_decision(actor: Actor, assessment: Assessment) -> Decision:
    plain = {"recommendation": "single_agency", "choice": "single_agency", "reasons": "r", "due_on": DAY}
    about = {"case": assessment.case, "agency_id": actor.agency, "decided_by_id": actor.person}
    return Decision(assessment=assessment, needs_countersignature=True, **plain, **about)


def new_countersignature(actor: Actor, decision: Decision) -> Countersignature:
    about = {"case": decision.case, "agency_id": actor.agency, "given_by_id": actor.person}
    return Countersignature(decision=decision, verdict="signed", **about)


def new_consultation(actor: Actor, case: Case, to_agency_id: UUID) -> Consultation:
    about = {"case": case, "partnership_id": actor.partnership_id, "asked_by_id": actor.person}
    ends = {"from_agency_id": actor.agency, "to_agency_id": to_agency_id}
    return Consultation(question="q", summary="s", answer_by=timezone.localdate(), **about, **ends)


def new_reply(actor: Actor, consultation: Consultation, outcome: str = "nothing_known") -> ConsultationReply:
    about: dict[str, Any] = {"agency_id": actor.agency, "replied_by_id": actor.person}
    return ConsultationReply(consultation=consultation, outcome=outcome, **about)


def new_plan(actor: Actor, case: Case) -> WorkPlan:
    return WorkPlan(case=case, agency_id=actor.agency, policy="p", review_on=DAY, made_by_id=actor.person)


def new_task(actor: Actor, case: Case) -> CaseTask:
    people = {"owner_id": actor.person, "agreed_by_id": actor.person}
    return CaseTask(case=case, agency_id=actor.agency, task="t", due_on=DAY, **people)


def new_task_answer(actor: Actor, task: CaseTask) -> CaseTaskAnswer:
    about = {"case": task.case, "agency_id": actor.agency, "answered_by_id": actor.person}
    return CaseTaskAnswer(task=task, outcome="done", note="n", **about)


def new_counter(actor: Actor, case: Case, other: Case, incident: Incident | None = None) -> CounterAllegation:
    about = {"agency_id": actor.agency, "recorded_by_id": actor.person}
    return CounterAllegation(case=case, other=other, incident=incident, judgement="unclear", evidence="e", **about)


def new_subject(incident: Incident) -> Person:
    """A subject of whom a little is known."""
    return Person(case_id=incident.case_id, incident=incident, part="subject", description="d")


def new_test(actor: Actor, person: Person) -> ProportionalityTest:
    """A test that says that the subject's data is not kept."""
    words = {"necessity": "n", "less_intrusive": "l", "proportionality": "p", "reasons": "r"}
    about = {"case_id": person.case_id, "agency_id": actor.agency, "decided_by_id": actor.person}
    return ProportionalityTest(person=person, real_risk="none", outcome="not_keep", **about, **words)


def new_remedy(actor: Actor, person: Person) -> Remedy:
    return Remedy(case_id=person.case_id, person=person, agency_id=actor.agency, code="mediation")


def new_remedy_entry(actor: Actor, remedy: Remedy) -> RemedyEntry:
    about = {"case_id": remedy.case_id, "agency_id": actor.agency, "recorded_by_id": actor.person}
    return RemedyEntry(remedy=remedy, standing="considered", **about)


def lay_out_decision(world: World, assessment: Assessment) -> None:
    """Write a row of every table about the case of an assessment: Alice's, and what others say to it."""
    alice, case = world.alice, assessment.case
    lowering, decision = new_lowering(alice, assessment), new_decision(alice, assessment)
    consultation, task = new_consultation(alice, case, world.housing.pk), new_task(alice, case)
    rows: list[models.Model] = [lowering, decision, consultation, task, new_prompt(alice, case), new_plan(alice, case)]
    answers: list[tuple[Actor, models.Model]] = [
        (world.dana, new_lowering_answer(world.dana, lowering)),
        (world.heidi, new_countersignature(world.heidi, decision)),
        (world.bob, new_reply(world.bob, consultation)),
        (alice, new_task_answer(alice, task)),
    ]
    with acting(alice):
        subject = new_subject(case.incidents.order_by("pk")[0])
    remedy = new_remedy(alice, subject)
    rows += [subject, remedy, new_remedy_entry(alice, remedy), new_test(alice, subject)]
    for actor, row in [*((alice, each) for each in rows), *answers]:
        with acting(actor):
            row.save(force_insert=True)
