"""Every change of a case's state: the backbone of its timeline. Append-only."""

import uuid

from django.db import models
from django.utils import timezone

from cases.models.case import Case
from partners.models import Agency, User


class Move(models.Model):
    """The case went from one state to another. `from_state` is empty when the case was opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    moved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("moved_at",)
        indexes = (models.Index(fields=["case", "moved_at"], name="move_by_case"),)
