"""The way of one case: each deed is one of the site's actions, done by somebody of the agency that leads it."""

from functools import cache
from random import Random
from uuid import UUID

from django.utils import timezone

from cases.actions import assessment, closure, decision, intake
from cases.actions.telling import Told, tell_people
from cases.instruments import Band, latest, score
from cases.models import Assessment, Case
from cases.models.decision import Choice
from cases.models.telling import How
from cases.queries_telling import to_tell
from cases.report import IncidentReport
from hatecrime.demo.keeping import decide_with_the_risk, let_go_at_the_end
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import Story, words
from hatecrime.demo.reports import compose, somebody
from hatecrime.demo.satisfied import ask_victims
from partners.actor import Actor
from partners.roles import Permission
from partners.scope import acting

_OUTCOMES = {
    "crime": ("no_suspect",) * 9
    + ("evidential_victim_does_not_support",) * 4
    + ("evidential_victim_supports",) * 3
    + ("out_of_court",) * 4
    + ("charged",) * 3
    + ("diversion",) * 2,
    "incident": ("diversion",) * 4 + ("not_in_public_interest",) * 3 + ("no_suspect",) * 4 + ("transferred",),
}
INSTRUMENT = "hate_crime"
_OTHER = {Choice.SINGLE_AGENCY: Choice.MULTI_AGENCY, Choice.MULTI_AGENCY: Choice.SINGLE_AGENCY}
_FEWER = {"frequency": "now_and_then", "fear": "uneasy", "daily_life": "changed", "worsening": "no"}


class Life:
    """One case from the report to its closing. Deeds read the clock; `Diary` sets it."""

    def __init__(self, cast: Cast, rng: Random, code: str, story: Story, worker: Actor | None = None) -> None:
        self.cast = cast
        self.rng = rng
        self.code = code
        self.story = story
        self.area = rng.choice(cast.plan.areas)
        self.person = somebody(rng, story)
        self.worker = worker or cast.one(code, Permission.CASE_LOG, rng)
        self.answers = _answers(rng, story)
        self.case = Case()
        self.latest = Assessment()
        self.has_news = False

    def written(self, *, just_now: bool = False) -> IncidentReport:
        """Return what the agency is told now."""
        return compose(
            self.rng, self.story, told_at=timezone.now(), area=self.area, person=self.person, just_now=just_now
        )

    def report(self) -> None:
        """An incident is made known to the agency."""
        with acting(self.worker):
            self.case = intake.record(actor=self.worker, report=self.written()).case

    def report_again(self) -> None:
        """A further incident is added, which re-opens a decision; things have become worse."""
        with acting(self.worker):
            intake.record(actor=self.worker, report=self.written(just_now=True), case=self.case)
        self.answers |= {"frequency": "monthly"}
        self.has_news = True

    def assess(self) -> None:
        """The risk is assessed; now and then a colleague's judgement stands above the score."""
        is_low = score(latest(INSTRUMENT), self.answers, incidents_in_window=1).band is Band.LOW
        raised = is_low and self.rng.random() < 0.06
        with acting(self.worker):
            self.latest = assessment.complete(
                actor=self.worker,
                case=self.case,
                answers=self.answers,
                token=UUID(int=self.rng.getrandbits(128)),
                band=Band.MEDIUM if raised else None,
                reason=words()["judgement"] if raised else "",
            )
            decide_with_the_risk(self.worker, self.case, self.latest.band)
        self.has_news = False

    def decide(self, *, against: bool = False, choice: Choice | None = None) -> None:
        """The decision is taken, as recommended or against it; or as the story goes, whatever is recommended."""
        recommended = Choice(self.latest.recommendation)
        choice = choice or (_OTHER[recommended] if against else recommended)
        texts = words()[choice.value]
        with acting(self.worker):
            decision.record(
                actor=self.worker,
                case=self.case,
                choice=choice,
                reasons=self.rng.choice(self._reasons(texts)),
                against_reason=self.rng.choice(texts["against"]) if choice != recommended else "",
            )

    def _reasons(self, texts: dict[str, tuple[str, ...]]) -> list[str]:
        """Return the reasons that fit: those for every case, and those for its premises and markers."""
        kinds = ("reasons", *(f"reasons_{kind}" for kind in (self.story.premises, *self.story.flags)))
        return [reason for kind in kinds for reason in texts.get(kind, ())]

    def is_to_be_told(self) -> bool:
        """Say whether a victim or witness is known who has not been told what happened."""
        with acting(self.worker):
            return bool(to_tell(self.case))

    def tell(self) -> None:
        """The victims and witnesses are told what happened."""
        with acting(self.worker):
            told = [Told(person, day=timezone.localdate(), how=How.TELEPHONE) for person in to_tell(self.case)]
            tell_people(actor=self.worker, case=self.case, told=told)

    def ask(self, rng: Random) -> None:
        """The victims are asked how they were treated. What they say is drawn apart: the rest stays as it is."""
        with acting(self.worker):
            ask_victims(self.worker, self.case, rng)

    def calm_down(self) -> None:
        """The risk has fallen: the next assessment says so."""
        self.answers |= {key: value for key, value in _FEWER.items() if self.answers[key] not in ("once", "safe", "no")}

    def close(self) -> None:
        """The case is closed."""
        with acting(self.worker):
            outcome = self.rng.choice(_OUTCOMES[self.story.kind])
            closure.close(actor=self.worker, case=self.case, outcome=outcome)
            let_go_at_the_end(self.worker, self.case)

    def is_review_due(self) -> bool:
        """Say whether the risk is to be looked at again today."""
        return self.case.review_on is not None and self.case.review_on <= timezone.localdate()


@cache
def is_grave(story: Story) -> bool:
    """Say whether the risk is high by the answers of the story alone; so much happens seldom."""
    answers = words()["calm"] | (story.risk or {})
    return score(latest(INSTRUMENT), answers, incidents_in_window=1).band is Band.HIGH


def _answers(rng: Random, story: Story) -> dict[str, str]:
    answers: dict[str, str] = words()["calm"] | (story.risk or {})
    for question in ("isolation", "community", "online_and_offline"):
        if answers[question] == "no" and rng.random() < 0.12:
            answers[question] = "unknown"
    return answers
