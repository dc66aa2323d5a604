"""What waits around the decision: a second person's word, a question, a countersignature, one's own work."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case
from cases.policy import visible_cases
from cases.queries_decision import questions_to, waiting_for_countersignature
from cases.queries_risk import open_lowerings
from cases.queries_work import tasks_to_do, work_to_review
from partners.actor import Actor
from partners.home import ToDo
from partners.roles import Permission, Role


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield what the actor can do now; whoever proposed or decided something is not asked about it."""
    if actor.agency_id is None:
        return
    today = timezone.localdate()
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    if actor.may(Permission.RISK_ASSESS):
        yield from _lowerings(actor, ours)
    if Role.RESPONSIBLE_PERSON in actor.roles:
        yield from _countersignatures(actor, ours)
    if actor.may(Permission.ACTION_UPDATE):
        yield from _tasks(actor, today)
    if actor.may(Permission.DECISION_RECORD):
        yield from _reviews(ours, today)
    yield from _questions(actor, today)


def _lowerings(actor: Actor, ours: QuerySet[Case]) -> Iterator[ToDo]:
    for lowering in open_lowerings(ours).exclude(proposed_by_id=actor.user_id):
        reference = lowering.case.reference
        path = reverse("lowering_answer", args=[reference, lowering.assessment_id])
        yield ToDo(f"Confirm or decline a lower risk of case {reference}", path, lowering.proposed_at)


def _countersignatures(actor: Actor, ours: QuerySet[Case]) -> Iterator[ToDo]:
    for decision in waiting_for_countersignature(ours).exclude(decided_by_id=actor.user_id):
        reference = decision.case.reference
        path = reverse("decision_countersign", args=[reference, decision.pk])
        yield ToDo(f"Countersign the decision on case {reference}", path, decision.decided_at)


def _tasks(actor: Actor, today: date) -> Iterator[ToDo]:
    for task in tasks_to_do(actor):
        whose = "your" if task.owner_id == actor.user_id else f"{task.owner.name}’s"
        yield ToDo(
            f"Do {whose} action in case {task.case.reference}",
            reverse("task_answer", args=[task.pk]),
            task.agreed_at,
            f"due {date_format(task.due_on)}",
            task.due_on < today,
        )


def _reviews(ours: QuerySet[Case], today: date) -> Iterator[ToDo]:
    for plan in work_to_review(ours, today):
        yield ToDo(
            f"Review the single-agency work on case {plan.case.reference}",
            reverse("work_plan", args=[plan.case.reference]),
            timezone.make_aware(datetime.combine(plan.review_on, time.min)),
            f"due {date_format(plan.review_on)}",
            plan.review_on < today,
        )


def _questions(actor: Actor, today: date) -> Iterator[ToDo]:
    for question in questions_to(actor).filter(reply__isnull=True):
        yield ToDo(
            f"Answer a question from {question.from_agency.name}",
            reverse("consultation_page", args=[question.pk]),
            question.asked_at,
            f"due {date_format(question.answer_by)}",
            question.answer_by < today,
        )
