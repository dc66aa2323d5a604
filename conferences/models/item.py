"""One case on the agenda of a conference."""

import uuid

from django.db import models

from cases.models import Case
from conferences.models.conference import Conference


class Item(models.Model):
    """What the conference said and decided about one case. Written during the meeting, fixed with the minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    expected_minutes = models.PositiveSmallIntegerField(default=15)
    discussion = models.TextField(blank=True, max_length=20_000)
    decision = models.TextField(blank=True, max_length=4_000)
    review_on = models.DateField(null=True, blank=True)
    discussion_version = models.PositiveIntegerField(
        default=0, help_text="Counts saves, so that nobody overwrites unseen"
    )
    decision_version = models.PositiveIntegerField(default=0)
    review_on_version = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0, help_text="Counts the saves of all fields together")
    saved_at = models.DateTimeField(null=True)
    used_seconds = models.PositiveIntegerField(default=0, help_text="For how long the meeting spoke of it")
    running_since = models.DateTimeField(null=True, help_text="Since when it is spoken of; empty when it is not")

    class Meta:
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=["conference", "case"], name="item_case_once"),)
