"""Asking victims how they were treated, once they know what came of it: most answer, and most are satisfied."""

from random import Random

from django.utils import timezone

from cases.actions.satisfaction import record_asking
from cases.models import Case
from cases.models.satisfaction import STAGES, AskingOutcome, Rating
from cases.queries_satisfaction import to_ask
from cases.rules_satisfaction import Asking
from partners.actor import Actor

_OUTCOMES = (AskingOutcome.ANSWERED,) * 8 + (AskingOutcome.DECLINED, AskingOutcome.NOT_REACHED)
_SAID = (
    *(Rating.VERY_SATISFIED,) * 9,
    *(Rating.FAIRLY_SATISFIED,) * 7,
    *(Rating.NEITHER,) * 2,
    Rating.FAIRLY_DISSATISFIED,
    Rating.VERY_DISSATISFIED,
    None,
)


def ask_victims(worker: Actor, case: Case, rng: Random) -> None:
    """Ask each victim of the case who was told not long ago. Open a scope first."""
    today = timezone.localdate()
    for telling in to_ask(Case.objects.filter(pk=case.pk), today):
        outcome = rng.choice(_OUTCOMES)
        drawn = {stage: rng.choice(_SAID) for stage in STAGES}
        said = {stage: rating for stage, rating in drawn.items() if rating} or dict.fromkeys(STAGES, Rating.NEITHER)
        ratings = said if outcome is AskingOutcome.ANSWERED else {}
        asking = Asking(outcome=outcome, asked_on=today, ratings=ratings)
        record_asking(actor=worker, case=case, person=telling.person, asking=asking)
