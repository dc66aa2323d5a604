"""Which level of risk stands, who has to agree to a lower one, and why the risk has to be assessed again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format

from cases.instruments import Band, Recommendation
from cases.models import Assessment, Case, Lowering, LoweringAnswer, Prompt
from cases.models.lowering import LoweringVerdict
from cases.models.prompt import PromptCause, PromptDetail
from cases.queries import latest_assessment
from cases.queries_instruments import instrument_of
from cases.rules_risk import check_may_answer_lowering
from cases.states import State
from partners.actor import Actor
from partners.errors import reason_against

_NO_RISK_TO_LOOK_AT = (State.NEW, State.CLOSED)


@dataclass(frozen=True, slots=True)
class RiskNow:
    """The assessment that stands with the level that stands.

    Attributes:
        assessment: the newest one.
        band: its level, or the lower one that a second person has confirmed.
        recommendation: what follows from that level.
        lowering: what was proposed, if anything.
        answer: what the second person said, if anything.
    """

    assessment: Assessment
    band: Band
    recommendation: Recommendation
    lowering: Lowering | None = None
    answer: LoweringAnswer | None = None

    @property
    def waits(self) -> bool:
        """Whether a lower level waits for a second person."""
        return self.lowering is not None and self.answer is None


def risk_now(case: Case) -> RiskNow | None:
    """Return the risk of the case as it stands, or nothing when it was never assessed."""
    assessment = latest_assessment(case)
    return risk_of(assessment) if assessment else None


def risk_of(assessment: Assessment) -> RiskNow:
    """Return what stands after this assessment and what a second person said about it."""
    band, recommendation = Band(assessment.band), Recommendation(assessment.recommendation)
    lowering = lowerings().filter(assessment=assessment).first()
    answer = answer_to(lowering) if lowering else None
    if lowering and answer and answer.verdict == LoweringVerdict.CONFIRMED:
        band = Band(lowering.band)
        recommendation = instrument_of(assessment).rule_of(band).recommends
    return RiskNow(assessment, band, recommendation, lowering, answer)


def lowerings() -> QuerySet[Lowering]:
    """Return the proposals that the scope may see, with who made them."""
    return Lowering.objects.select_related("case", "assessment", "proposed_by")


def answer_to(lowering: Lowering) -> LoweringAnswer | None:
    """Return what the second person said, if anybody has."""
    return LoweringAnswer.objects.filter(lowering=lowering).select_related("answered_by").first()


def is_of_latest(lowering: Lowering) -> bool:
    """Say whether the assessment that a proposal is about still stands."""
    latest = latest_assessment(lowering.case)
    return latest is not None and latest.pk == lowering.assessment_id


def reason_to_wait(actor: Actor, risk: RiskNow) -> str | None:
    """Return why the actor cannot answer the proposal to lower a risk, blank when they can; nothing without one, or for
    an agency that does not lead.
    """
    lowering = risk.lowering
    if lowering is None or not risk.waits or actor.agency_id != lowering.case.lead_agency_id:
        return None
    is_latest = is_of_latest(lowering)
    return reason_against(check_may_answer_lowering, actor, lowering, is_latest=is_latest, is_answered=False)


def open_lowerings(cases: QuerySet[Case]) -> QuerySet[Lowering]:
    """Return the proposals about `cases` that wait for a second person."""
    newer = Assessment.objects.filter(case=OuterRef("case"), completed_at__gt=OuterRef("assessment__completed_at"))
    waiting = lowerings().filter(~Exists(newer), answer__isnull=True, case__in=cases)
    return waiting.exclude(case__state=State.CLOSED)


def standing_prompts(cases: Iterable[Case] | QuerySet[Case]) -> QuerySet[Prompt]:
    """Return what has happened in each of `cases` since its risk was last assessed, the oldest first."""
    assessed = Assessment.objects.filter(case=OuterRef("case"), completed_at__gte=OuterRef("raised_at"))
    open_cases = ~Q(case__state__in=_NO_RISK_TO_LOOK_AT)
    return Prompt.objects.filter(~Exists(assessed), open_cases, case__in=cases).order_by("raised_at")


def reasons_to_reassess(case: Case, today: date) -> list[str]:
    """Return why the risk has to be assessed again, as sentences; nothing when it does not.

    Args:
        case: the case.
        today: the date in Europe/London.
    """
    reasons = sentences(standing_prompts([case]))
    if case.state not in _NO_RISK_TO_LOOK_AT and case.review_on and case.review_on <= today:
        reasons.append(f"The review was set for {date_format(case.review_on)}")
    return reasons


def sentences(prompts: Iterable[Prompt]) -> list[str]:
    """Return each reason once, with how often it happened where it was more than once."""
    counted: dict[tuple[str, str], int] = {}
    for prompt in prompts:
        key = (prompt.cause, prompt.detail)
        counted[key] = counted.get(key, 0) + 1
    return [_sentence(cause, detail, times) for (cause, detail), times in counted.items()]


def _sentence(cause: str, detail: str, times: int) -> str:
    label = str(PromptCause(cause).label)
    if cause == PromptCause.LINKED_REPEAT and times > 1:
        label = f"{times:,} incidents were recorded elsewhere in the partnership"
    if cause == PromptCause.NEW_INCIDENT and times > 1:
        return f"{times:,} further incidents were added to this case"
    if not detail:
        return label
    joint = ": " if cause == PromptCause.SAFETY_FACT else " "
    return f"{label}{joint}{PromptDetail(detail).label}"
