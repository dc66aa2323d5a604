"""Professional judgement on top of what the answers gave.

It raises the level of risk with a written reason. It lowers it only when a second person agrees: until then the level
that the answers gave stands.
"""

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
    """Check that a person may set `band`, or propose it when it is lower, in place of the one that the answers gave.

    Raises:
        NotPossible: there is no reason.
    """
    if band is not result.band and not reason.strip():
        verb = "you are raising the risk" if band.rank > result.band.rank else "the risk is lower than the answers say"
        raise NotPossible(f"Say why {verb}.")


def standing(instrument: Instrument, result: Result, band: Band) -> Standing:
    """Return what follows when somebody judges `band`; the review never comes later than the answers ask for.

    A lower band is only proposed, so that what the answers gave stands.
    """
    if band.rank <= result.band.rank:
        return Standing(
            band=result.band,
            recommendation=instrument.rule_of(result.band).recommends,
            review_in_days=result.review_in_days,
            why=result.why,
        )
    rule = instrument.rule_of(band)
    days = min(rule.review_in_days, result.review_in_days)
    raised = (
        f"Professional judgement raised the risk from {result.band} to {band}: "
        f"a {rule.recommends.label.lower()} approach is recommended. Assess again within {days:,} days."
    )
    return Standing(band=band, recommendation=rule.recommends, review_in_days=days, why=(*result.why, raised))
