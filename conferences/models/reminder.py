"""Who was reminded of what: rows, so that nobody is told twice or never, however often the task runs. Append-only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import CaseTask
from conferences.models.action import Action
from conferences.models.invitation import Invitation
from partners.models import Partnership, User


class Digest(models.Model):
    """One person's one reminder of a day, in Europe/London. The e-mail itself is a notice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day"),)


class Stage(models.TextChoices):
    """Why somebody is reminded."""

    SOON = "soon", "Due soon"
    LATE = "late", "Late"
    ESCALATED = "escalated", "Late, and brought to the Responsible Person"
    ACCESS_ENDS = "access_ends", "Access to a case ends soon"


class Reminder(models.Model):
    """One thing that stood in a digest. `round` counts the weeks for which an action has been late.

    An action was agreed at a conference; a task is one that the agency gave itself. No foreign key holds either, nor
    the invitation: what a person was reminded of may go.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, related_name="reminders")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=11, choices=Stage)
    round = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(help_text="The day that the action was due then, or the last day of the access")
    action = models.ForeignKey(Action, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    task = models.ForeignKey(CaseTask, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    invitation = models.ForeignKey(
        Invitation, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "stage", "round", "due_on", "action", "task", "invitation"],
                nulls_distinct=False,
                name="reminder_once",
            ),
            models.CheckConstraint(
                condition=Q(stage="access_ends", action__isnull=True, task__isnull=True, invitation__isnull=False)
                | ~Q(stage="access_ends") & Q(action__isnull=False, task__isnull=True, invitation__isnull=True)
                | ~Q(stage="access_ends") & Q(action__isnull=True, task__isnull=False, invitation__isnull=True),
                name="reminder_is_of_one_thing",
            ),
        )


class ReminderChoice(models.Model):
    """Whether a person wants reminders on the site as well as by e-mail; the latest row says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    in_app = models.BooleanField()
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-chosen_at",)
