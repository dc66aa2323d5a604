"""Who may see a case, in the demo: one case restricted, one person walled off, one case opened in an emergency."""

from dataclasses import dataclass

from cases.actions.emergency import open_in_emergency
from cases.actions.restricting import restrict
from cases.actions.walls import wall_off
from hatecrime.demo.lives import Life
from hatecrime.demo.reading import words
from partners.actor import Actor
from partners.queries import people_with
from partners.roles import Permission, Role
from partners.scope import acting


@dataclass(frozen=True, slots=True)
class Guard:
    """Deeds about one case; they read the clock of the diary."""

    life: Life

    def restrict(self) -> None:
        """The case is for its caseworker and the Responsible Persons of the agency alone."""
        worker = self.life.worker
        seat = {"partnership_id": worker.partnership_id, "agency_id": worker.agency}
        responsible = people_with(Role.RESPONSIBLE_PERSON, **seat).values_list("pk", flat=True)
        with acting(worker):
            restrict(actor=worker, case=self.life.case, reason=words()["restricted"], people=list(responsible))

    def wall_off(self, code: str) -> None:
        """Somebody of another agency has a conflict of interest."""
        worker = self.life.worker
        with acting(worker):
            reason = words()["conflict"]
            wall_off(actor=worker, case=self.life.case, user_id=self._of(code).person, reason=reason)

    def open(self, code: str) -> None:
        """Somebody of an agency without access opens the case; nobody has signed that off yet."""
        opener = self._of(code)
        with acting(opener):
            open_in_emergency(actor=opener, reference=self.life.case.reference, reason=words()["emergency"])

    def _of(self, code: str) -> Actor:
        return next(actor for actor in self.life.cast.actors[code] if actor.may(Permission.CASE_READ))
