"""Professional judgement that lowers the risk: one person proposes, a second one answers. Both are append-only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.assessment import Assessment
from cases.models.case import Case
from partners.models import Agency, User


class Lowering(models.Model):
    """Whoever completed an assessment thinks the risk lower than the answers make it. Until it is confirmed, the level
    that the answers gave stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lowerings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="lowering")
    from_band = models.CharField(max_length=10)
    band = models.CharField(max_length=10)
    reason = models.TextField(max_length=2_000)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="lowering_has_a_reason"),
            models.CheckConstraint(
                condition=Q(from_band="high", band__in=["low", "medium"]) | Q(from_band="medium", band="low"),
                name="lowering_goes_down",
            ),
        )


class LoweringVerdict(models.TextChoices):
    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Declined"


class LoweringAnswer(models.Model):
    """What the second person says. The database refuses an answer by whoever proposed it (`lowering_answer_insert`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lowering = models.OneToOneField(Lowering, on_delete=models.PROTECT, related_name="answer")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=LoweringVerdict)
    reason = models.TextField(blank=True, max_length=2_000)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict=LoweringVerdict.CONFIRMED) | Q(verdict=LoweringVerdict.DECLINED) & ~Q(reason=""),
                name="lowering_declined_has_a_reason",
            ),
        )
