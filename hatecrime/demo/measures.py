"""The remedies ledger of a case: what is in force, what was refused and why, and what was breached."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cases.actions import remedies
from cases.models import Remedy
from cases.models.remedy import Standing
from cases.queries_remedies import subjects_of
from cases.rules_remedies import RemedyFacts
from hatecrime.demo.lives import Life
from hatecrime.demo.reading import words
from partners.scope import acting


@dataclass(frozen=True, slots=True)
class Ledger:
    """Remedies for the subject of one case, recorded by its caseworker."""

    life: Life

    def choose(self, code: str, days: int) -> None:
        """A remedy is chosen, in force from today for so many days."""
        today = timezone.localdate()
        texts = words()["remedies"][code]
        facts = RemedyFacts(
            standing=Standing.CHOSEN,
            terms=texts["terms"],
            next_step=texts["next_step"],
            from_on=today,
            to_on=today + timedelta(days=days),
        )
        self._put_in(code, facts)

    def refuse(self, code: str) -> None:
        """A remedy is refused, with the reason."""
        self._put_in(code, RemedyFacts(standing=Standing.REFUSED, reason=words()["remedies"][code]["reason"]))

    def breach(self, code: str, on: date) -> None:
        """A remedy that was chosen is breached on this day."""
        life = self.life
        with acting(life.worker):
            remedy = Remedy.objects.select_related("case").get(case=life.case, code=code)
            before, texts = remedy.entries.first(), words()["remedies"][code]
            facts = RemedyFacts(
                standing=Standing.BREACHED,
                terms=texts["terms"],
                from_on=before.from_on if before else None,
                to_on=before.to_on if before else None,
                breached_on=on,
                breach_done=texts["breach_done"],
                next_step=texts["after_breach"],
            )
            remedies.add_entry(actor=life.worker, remedy=remedy, facts=facts)

    def _put_in(self, code: str, facts: RemedyFacts) -> None:
        life = self.life
        with acting(life.worker):
            subject = subjects_of(life.case)[0]
            remedies.put_in(actor=life.worker, case=life.case, person=subject, code=code, facts=facts)
