"""Figures from elsewhere that a partnership loads for its reports: populations, boundaries, events, targets."""

import uuid

from django.db import models
from django.utils import timezone

from partners.models import Partnership, User


class Kind(models.TextChoices):
    """What was loaded."""

    POPULATIONS = "populations", "Populations"
    BOUNDARIES = "boundaries", "Boundaries of areas"
    EVENTS = "events", "Named events"
    TARGETS = "targets", "Targets"
    NATIONAL = "national", "Published national figures"


class Loading(models.Model):
    """One file of figures, as it was loaded. Append-only: a correction is a further version of the same year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField(help_text="The year that the figures are of")
    version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, help_text="Who published them, in words")
    where_from = models.CharField(max_length=300, blank=True, help_text="Where they can be found")
    content = models.JSONField()
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("kind", "-year", "-version")
        constraints = (
            models.UniqueConstraint(fields=["partnership", "kind", "year", "version"], name="loading_version_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="loading_kind_known"),
            models.CheckConstraint(condition=models.Q(year__range=(1801, 2200)), name="loading_year_plausible"),
        )
