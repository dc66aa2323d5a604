"""What this app knows about "what needs me today": one's own cases that wait for an assessment or a decision."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.models import Case, Move, Prompt, Reopening
from cases.models.decision import Cause
from cases.policy import visible_cases
from cases.queries import due_for_review
from cases.queries_risk import sentences, standing_prompts
from cases.states import State
from partners.actor import Actor
from partners.home import ToDo
from partners.roles import Permission

MOST_NAMED = 10
"""So many cases of one sort are named one by one; the rest are counted, and a link leads to the list."""

Describe = Callable[[Sequence[Case]], Iterator[ToDo]]


def to_dos(actor: Actor) -> Iterator[ToDo]:
    """Yield the cases of the actor's agency that need somebody now."""
    if actor.agency_id is None:
        return
    today = timezone.localdate()
    ours = visible_cases(actor).filter(lead_agency_id=actor.agency_id)
    by_decision = ours.order_by("decision_due_on", "reference")
    if actor.may(Permission.RISK_ASSESS):
        yield from _named(by_decision.filter(state=State.NEW), partial(_to_assess, today), "assess", "state=new")
        reviews = ours.filter(due_for_review(today)).order_by("review_on", "reference")
        yield from _named(reviews, partial(_to_review, today), "assess again", "review=on")
    if actor.may(Permission.DECISION_RECORD):
        assessed = by_decision.filter(state=State.ASSESSED)
        yield from _named(assessed, partial(_to_decide, today), "decide on", "state=assessed")


def _named(cases: QuerySet[Case], describe: Describe, verb: str, query: str) -> Iterator[ToDo]:
    found = list(cases[: MOST_NAMED + 1])
    named = list(describe(found[:MOST_NAMED]))
    yield from named
    if len(found) > MOST_NAMED:
        more = cases.count() - MOST_NAMED
        text = f"{more} more {'case' if more == 1 else 'cases'} to {verb}: see the list"
        yield ToDo(text, f"{reverse('case_list')}?{query}&lead=ours", since=min(to_do.since for to_do in named))


def _to_assess(today: date, cases: Sequence[Case]) -> Iterator[ToDo]:
    for case in cases:
        yield ToDo(
            f"Assess the risk of case {case.reference}",
            reverse("assessment_new", args=[case.reference]),
            case.created_at,
            f"decision due {date_format(case.decision_due_on)}",
            case.decision_due_on < today,
        )


def _to_decide(today: date, cases: Sequence[Case]) -> Iterator[ToDo]:
    since, causes = _assessed_since(cases), _reopened_for(cases)
    for case in cases:
        again = f"Take the decision on case {case.reference} again: {causes[case.pk]}" if case.pk in causes else ""
        yield ToDo(
            again or f"Take the decision on case {case.reference}",
            reverse("decision_new", args=[case.reference]),
            since.get(case.pk, case.created_at),
            f"due {date_format(case.decision_due_on)}",
            case.decision_due_on < today,
        )


def _assessed_since(cases: Sequence[Case]) -> dict[UUID, datetime]:
    moves = Move.objects.filter(case__in=cases, to_state=State.ASSESSED).order_by("moved_at")
    return {move.case_id: move.moved_at for move in moves}


def _reopened_for(cases: Sequence[Case]) -> dict[UUID, str]:
    reopenings = Reopening.objects.filter(case__in=cases).order_by("reopened_at")
    labels = {each.case_id: Cause(each.cause).label for each in reopenings}
    return {key: _small(label) for key, label in labels.items()}


def _to_review(today: date, cases: Sequence[Case]) -> Iterator[ToDo]:
    """Say why: what has happened since the assessment, or that its day has come."""
    prompts: dict[UUID, list[Prompt]] = {}
    for prompt in standing_prompts(cases):
        prompts.setdefault(prompt.case_id, []).append(prompt)
    for case in cases:
        causes, since = prompts.get(case.pk, []), case.created_at
        is_due = case.review_on is not None and case.review_on <= today
        if case.review_on is not None and is_due:
            since = timezone.make_aware(datetime.combine(case.review_on, time.min))
        why = "; ".join(_small(sentence) for sentence in sentences(causes))
        yield ToDo(
            f"Assess the risk of case {case.reference} again{f': {why}' if why else ''}",
            reverse("assessment_new", args=[case.reference]),
            causes[-1].raised_at if causes else since,
            f"review due {date_format(case.review_on)}" if case.review_on and is_due else "",
            case.review_on is not None and case.review_on < today,
        )


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
