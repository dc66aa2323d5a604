"""Single-agency work on a case: under which policy, what the agency gave itself to do, and the review."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from cases.actions import work
from cases.models import CaseTask
from cases.models.work import TaskOutcome
from hatecrime.demo.lives import Life
from hatecrime.demo.reading import words
from partners.scope import acting

_REVIEW = timedelta(weeks=2)


@dataclass
class Alone:
    """Work that the agency of one life does by itself."""

    life: Life
    tasks: list[CaseTask] = field(default_factory=list)

    def plan(self) -> None:
        """The work is planned, with an action for each of the lines in `wording.toml`, a few days apart."""
        self._plan()
        worker, case = self.life.worker, self.life.case
        with acting(worker):
            for task, days in zip(words()["single_agency"]["tasks"], (3, 21), strict=True):
                due_on = timezone.localdate() + timedelta(days=days)
                given = work.add_task(actor=worker, case=case, owner_id=worker.person, task=task, due_on=due_on)
                self.tasks.append(given)

    def do(self) -> None:
        """The first of the actions is done."""
        note = words()["single_agency"]["task_done"]
        with acting(self.life.worker):
            work.answer_task(actor=self.life.worker, task=self.tasks[0], outcome=TaskOutcome.DONE, note=note)

    def review(self) -> None:
        """The agency looks at the work again, and plans on."""
        self._plan(words()["single_agency"]["review"])

    def _plan(self, found: str = "") -> None:
        life = self.life
        policy, review_on = words()["single_agency"]["policy"], timezone.localdate() + _REVIEW
        with acting(life.worker):
            work.plan(actor=life.worker, case=life.case, policy=policy, review_on=review_on, review_found=found)
