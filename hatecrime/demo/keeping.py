"""Whether what is known of subjects is kept where there was no crime: decided with the risk, and again at the end."""

from datetime import timedelta

from django.utils import timezone

from cases.actions import proportionality
from cases.instruments import Band
from cases.models import Case
from cases.models.proportionality import Keeping, RealRisk
from cases.queries_proportionality import Standing, standings_of
from cases.rules_proportionality import Weighing
from hatecrime.demo.reading import words
from partners.actor import Actor

_A_YEAR = timedelta(days=365)


def decide_with_the_risk(worker: Actor, case: Case, band: str) -> None:
    """Keep what is known of subjects for a year where the risk is not low; erase it where it is. Open a scope first."""
    decide = _let_go if band == Band.LOW else _keep
    for standing in _described(case):
        if not standing.tests:
            decide(worker, case, standing)


def let_go_at_the_end(worker: Actor, case: Case) -> None:
    """The case is over, and so is the reason to know who it was. Open a scope first."""
    for standing in _described(case):
        _let_go(worker, case, standing)


def _described(case: Case) -> list[Standing]:
    return [each for each in standings_of(case, timezone.localdate()) if each.holds_data]


def _keep(worker: Actor, case: Case, standing: Standing) -> None:
    day = timezone.localdate() + _A_YEAR
    facts = Weighing(real_risk=RealRisk.HARM, outcome=Keeping.KEEP, review_on=day, **words()["proportionality"]["keep"])
    proportionality.weigh(actor=worker, case=case, person=standing.person, facts=facts)


def _let_go(worker: Actor, case: Case, standing: Standing) -> None:
    facts = Weighing(real_risk=RealRisk.NONE, outcome=Keeping.NOT_KEEP, **words()["proportionality"]["not_keep"])
    proportionality.weigh(actor=worker, case=case, person=standing.person, facts=facts)
    proportionality.erase(actor=worker, case=case, person=standing.person)
