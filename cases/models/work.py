"""Single-agency work: under which policy of its own the agency works, what it sets itself to do, when it looks again.

All of it is the lead agency's own and append-only: a review is a new plan, an answer a row of its own.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from partners.models import Agency, User


class WorkPlan(models.Model):
    """The newest one stands. `review_found` is what looking again showed; empty of the first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="work_plans")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=200)
    review_found = models.TextField(blank=True, max_length=2_000)
    review_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-made_at",)
        constraints = (models.CheckConstraint(condition=~Q(policy=""), name="work_plan_names_a_policy"),)


class CaseTask(models.Model):
    """Who in the lead agency does what by when, agreed outside a conference."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    task = models.TextField(max_length=1_000)
    due_on = models.DateField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("due_on", "agreed_at")
        indexes = (models.Index(fields=["agency", "due_on"], name="task_by_agency"),)
        constraints = (models.CheckConstraint(condition=~Q(task=""), name="task_says_what"),)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and nobody has answered it."""
        return self.due_on < timezone.localdate() and not hasattr(self, "answer")


class TaskOutcome(models.TextChoices):
    """ "Not possible" is apart from "not done" (domain 5)."""

    DONE = "done", "Done"
    NOT_POSSIBLE = "not_possible", "Not possible"


class CaseTaskAnswer(models.Model):
    """What became of a task."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.OneToOneField(CaseTask, on_delete=models.PROTECT, related_name="answer")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=14, choices=TaskOutcome)
    note = models.TextField(max_length=2_000)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(note=""), name="task_answer_says_what"),)
