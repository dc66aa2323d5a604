"""What one agency knows of one case on the agenda: its research return, version by version."""

import uuid

from django.db import models
from django.db.models import Q

from cases.models import Case
from conferences.models.item import Item
from partners.models import Agency, Partnership, User


class ReturnAnswer(models.TextChoices):
    KNOWN = "known", "Known to us"
    NOTHING_KNOWN = "nothing_known", "Nothing known"


class ResearchReturn(models.Model):
    """Nobody else sees any of it before the agency releases it; then they see its shared statements (domain 5).

    What has been released never changes. It is taken back, and corrected by the next version. `says_withheld` is the
    agency's own choice to let the others know that there is something it does not share.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="returns")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    answer = models.CharField(max_length=13, choices=ReturnAnswer, blank=True)
    says_withheld = models.BooleanField(default=False)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("agency__name", "version")
        constraints = (
            models.UniqueConstraint(fields=["item", "agency", "version"], name="return_version_once"),
            models.UniqueConstraint(
                fields=["item", "agency"], condition=Q(released_at__isnull=True), name="return_one_draft"
            ),
            models.UniqueConstraint(
                fields=["item", "agency"],
                condition=Q(released_at__isnull=False, taken_back_at__isnull=True),
                name="return_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(answer=""),
                name="return_released_says_who_when_what",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, released_at__isnull=False),
                name="return_taken_back_says_who_and_when",
            ),
        )
