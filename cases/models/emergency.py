"""Emergency access: a case opened by somebody who has no access to it, because somebody's life may depend on it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from cases.models.access import LONGEST_EMERGENCY, CaseAccess
from cases.models.case import Case
from partners.models import Agency, Partnership, User

SHORTEST_REASON = 20

models.TextField.register_lookup(Length)


class Verdict(models.TextChoices):
    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "not_justified", "Not justified"


class EmergencyAccess(models.Model):
    """One use, written by `app.open_in_emergency` alone, and its review by the agency that leads the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    case_reference = models.CharField(max_length=16)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    access = models.OneToOneField(CaseAccess, on_delete=models.PROTECT, related_name="emergency")
    reason = models.TextField(max_length=1_000)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    verdict = models.CharField(max_length=14, choices=Verdict, blank=True)
    review_note = models.TextField(max_length=1_000, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at",)
        indexes = (models.Index(fields=["case"], condition=Q(reviewed_at__isnull=True), name="emergency_to_review"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reason__length__gte=SHORTEST_REASON), name="emergency_has_a_written_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("opened_at"), ends_at__lte=F("opened_at") + LONGEST_EMERGENCY),
                name="emergency_ends_within_the_hour",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", review_note="", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(verdict__in=Verdict.values, reviewed_by__isnull=False, reviewed_at__isnull=False)
                & ~Q(review_note=""),
                name="emergency_reviewed_says_who_when_why",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                name="emergency_reviewed_by_another",
            ),
        )
