"""A completed risk assessment: the section `risk`. It never changes; a new one replaces it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import Case
from partners.models import Agency, User


class Assessment(models.Model):
    """The answers, the result and why. `band` is the level that stands; `scored_band` is what the answers gave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=60)
    instrument_version = models.PositiveIntegerField()
    instrument_fingerprint = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what the version says")
    thresholds = models.JSONField(default=dict, help_text="As the partnership had them on the day")
    counted = models.JSONField(default=dict, help_text="How many incidents were counted for each rule on repeats")
    answers = models.JSONField()
    incidents_in_window = models.PositiveIntegerField()
    score = models.IntegerField()
    scored_band = models.CharField(max_length=10)
    band = models.CharField(max_length=10)
    recommendation = models.CharField(max_length=20)
    why = ArrayField(models.TextField(), default=list)
    unknowns = ArrayField(models.CharField(max_length=60), default=list)
    judgement_reason = models.TextField(blank=True, max_length=2_000)
    review_on = models.DateField()
    completed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-completed_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(band=F("scored_band")) | ~Q(judgement_reason=""),
                name="assessment_judgement_has_a_reason",
            ),
        )
