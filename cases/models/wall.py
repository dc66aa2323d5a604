"""A wall: one person who must see nothing of one case, because of a conflict of interest."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from partners.models import Partnership, User


class Wall(models.Model):
    """It stands above everything that would open the case to this person, and hides that there is such a case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="walls")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=1_000)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "case"], condition=Q(lifted_at__isnull=True), name="wall_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="wall_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="wall_lifted_says_who_and_when",
            ),
        )
