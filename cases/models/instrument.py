"""The risk instruments of a partnership: versions that an administrator uploaded, and thresholds of its own."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partners.models import Partnership, User


class InstrumentVersion(models.Model):
    """One uploaded version of an instrument. It may be published once; apart from that it never changes.

    A correction before publication is another upload of the same number; the newest one counts until one is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    document = models.TextField(help_text="JSON, with everything in the order in which it was uploaded")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of what the document says")
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    publish_from = models.DateField(null=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("key", "-version", "-uploaded_at")
        constraints = (
            models.UniqueConstraint(fields=["partnership", "fingerprint"], name="instrument_uploaded_once"),
            models.UniqueConstraint(
                fields=["partnership", "key", "version"],
                condition=Q(published_at__isnull=False),
                name="instrument_version_published_once",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, publish_from__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, publish_from__isnull=False),
                name="instrument_published_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}, version {self.version}"


class RiskThresholds(models.Model):
    """What a partnership set in place of the thresholds that stand in one version. The newest row counts.

    It never changes: the rows are the history of what was set, by whom and when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, help_text="Of the version that they are for")
    medium = models.PositiveIntegerField(null=True, help_text="In points; empty where the version has no such band")
    high = models.PositiveIntegerField(help_text="In points")
    incidents = models.PositiveSmallIntegerField()
    within_days = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "risk thresholds"
        ordering = ("-set_at",)
        indexes = (models.Index(fields=["partnership", "fingerprint", "-set_at"], name="risk_thresholds_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(medium__isnull=True) | Q(medium__gt=0, medium__lt=F("high")), name="risk_thresholds_rise"
            ),
            models.CheckConstraint(
                condition=Q(high__gt=0, incidents__gte=2, within_days__gte=1), name="risk_thresholds_make_sense"
            ),
        )
