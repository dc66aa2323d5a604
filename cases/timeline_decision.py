"""What second words add to a case's timeline: a lower risk, other agencies that were asked, a countersignature."""

from collections.abc import Iterator

from django.urls import reverse

from cases.models import Case, Countersignature, Lowering
from cases.models.consultation import ReplyOutcome
from cases.panels import Entry, Look
from cases.queries_decision import consultations_of
from cases.sections import Section


def entries(look: Look) -> Iterator[Entry]:
    """Yield what happened, as far as the actor's sections allow; who was asked is told to the agency that leads."""
    case = look.case
    sections = look.sections
    if Section.RISK in sections:
        yield from _lowerings(case)
    if Section.DECISION in sections:
        yield from _countersignatures(case)
    if look.leads:
        yield from _consultations(look)


def _lowerings(case: Case) -> Iterator[Entry]:
    known = ("proposed_by", "answer", "answer__answered_by")
    for lowering in Lowering.objects.filter(case=case).select_related(*known):
        path = reverse("assessment_page", args=[case.reference, lowering.assessment_id])
        yield Entry(lowering.proposed_at, f"Lower risk proposed: {lowering.band}", lowering.proposed_by.name, path)
        if hasattr(lowering, "answer"):
            verdict = lowering.answer.get_verdict_display().lower()
            yield Entry(lowering.answer.answered_at, f"Lower risk {verdict}", lowering.answer.answered_by.name, path)


def _countersignatures(case: Case) -> Iterator[Entry]:
    for given in Countersignature.objects.filter(case=case).select_related("given_by"):
        yield Entry(given.given_at, f"Decision {given.get_verdict_display().lower()}", given.given_by.name)


def _consultations(look: Look) -> Iterator[Entry]:
    for asked in look.once_of_case(consultations_of):
        yield Entry(asked.asked_at, f"Asked before the decision: {asked.to_agency.name}", asked.asked_by.name)
        if hasattr(asked, "reply") and asked.reply.outcome != ReplyOutcome.WITHDRAWN:
            text = f"{asked.to_agency.name} answered: {asked.reply.get_outcome_display().lower()}"
            yield Entry(asked.reply.replied_at, text, asked.reply.replied_by.name)
