"""A second pair of eyes: a lower level of risk that somebody confirms, and decisions that are countersigned."""

from dataclasses import dataclass
from uuid import UUID

from cases.actions import assessment, lowering
from cases.instruments import Band
from cases.models import Lowering
from cases.models.lowering import LoweringVerdict
from hatecrime.demo.lives import Life
from hatecrime.demo.people import Cast
from hatecrime.demo.reading import words
from partners.actions.setup import change_settings
from partners.roles import Role
from partners.scope import acting


@dataclass(frozen=True, slots=True)
class Judgement:
    """Deeds about the level of risk of one case."""

    life: Life

    def propose(self, band: Band) -> None:
        """The risk is assessed, and whoever does it thinks it lower than the answers say."""
        life = self.life
        with acting(life.worker):
            life.latest = assessment.complete(
                actor=life.worker,
                case=life.case,
                answers=life.answers,
                token=UUID(int=life.rng.getrandbits(128)),
                band=band,
                reason=words()["lowered_because"],
            )

    def confirm(self) -> None:
        """A second person, who chairs the agency's conferences, agrees."""
        second = self.life.cast.chair(self.life.code)
        with acting(second):
            proposed = Lowering.objects.select_related("case", "assessment").get(case=self.life.case)
            lowering.answer(actor=second, lowering=proposed, verdict=LoweringVerdict.CONFIRMED)


def want_countersignatures(cast: Cast) -> None:
    """From now on the Responsible Person countersigns every decision."""
    administrator = cast.of_role(Role.ADMINISTRATOR)
    with acting(administrator):
        change_settings(
            actor=administrator,
            reporting_year_starts=cast.partnership.reporting_year_starts,
            decision_limit_days=cast.partnership.decision_limit_days,
            countersigns_decisions=True,
        )
