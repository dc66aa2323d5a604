"""Something an agency has agreed to do about a case, by a date."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Case
from conferences.models.item import Item
from partners.models import Agency, Partnership, User


class ActionState(models.TextChoices):
    """ "Not possible" is apart from "not done" (domain 5)."""

    OPEN = "open", "To do"
    DONE = "done", "Done"
    NOT_POSSIBLE = "not_possible", "Not possible"


class Action(models.Model):
    """Who, what, by when. The owner agency sees its own; the lead agency sees all of its case.

    It is agreed when the minutes are finalised; until then `agreed_at` is empty and only the chairing agency sees it.
    `person` is who of the agency took it, where somebody did. What is due at the next meeting has a day as soon as
    that meeting has one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    case_reference = models.CharField(max_length=16)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="actions")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    task = models.TextField(max_length=1_000)
    person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    due_at_next_meeting = models.BooleanField(default=False)
    state = models.CharField(max_length=14, choices=ActionState, default=ActionState.OPEN)
    note = models.TextField(blank=True, max_length=2_000)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, default=timezone.now, help_text="When the minutes were finalised")
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "agreed_at")
        indexes = (models.Index(fields=["agency", "state", "due_on"], name="action_by_owner"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(state="open") & Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(note=""),
                name="action_answered_says_who_when_what",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(agreed_at__isnull=False), name="action_answered_was_agreed"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(due_at_next_meeting=True), name="action_says_by_when"
            ),
        )
