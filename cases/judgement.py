"""Professional judgement on top of what the answers gave: it may raise the level of risk, with a written reason."""

from dataclasses import dataclass

from cases.instruments import Band, Instrument, Recommendation, Result
from partners.errors import NotPossible


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The level of risk that stands, and what follows from it. `review_in_days` counts calendar days."""

    band: Band
    recommendation: Recommendation
    review_in_days: int
    why: tuple[str, ...]


def check_judgement(result: Result, band: Band, reason: str) -> None:
    """Check that a person may set `band` in place of the one that the answers gave.

    Raises:
        NotPossible: the level would be lowered, or it is raised without a reason.
    """
    if band.rank < result.band.rank:
        raise NotPossible(
            f"Professional judgement can raise the risk, not lower it. The answers make it {result.band}. "
            "If an answer is wrong, change the answer."
        )
    if band is not result.band and not reason.strip():
        raise NotPossible("Say why you are raising the risk.")


def standing(instrument: Instrument, result: Result, band: Band) -> Standing:
    """Return what follows when `band` stands; the review never comes later than the answers ask for."""
    rule = instrument.rule_of(band)
    days = min(rule.review_in_days, result.review_in_days)
    raised = (
        f"Professional judgement raised the risk from {result.band} to {band}: "
        f"a {rule.recommends.label.lower()} approach is recommended. Assess again within {days:,} days."
    )
    return Standing(
        band=band,
        recommendation=rule.recommends,
        review_in_days=days,
        why=result.why if band is result.band else (*result.why, raised),
    )
