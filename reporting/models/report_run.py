"""A report that was asked for: the row is the job, Celery only says "look" (docs/decisions/0004)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partners.models import Partnership, User


class RunState(models.TextChoices):
    REQUESTED = "requested", "Waiting to start"
    RUNNING = "running", "Being made"
    STORED = "stored", "Ready"
    FAILED = "failed", "Could not be made"
    CANCELLED = "cancelled", "Cancelled"


UNFINISHED = (RunState.REQUESTED, RunState.RUNNING)
"""A worker will make it, or is making it."""
ENDED_WITHOUT = (RunState.FAILED, RunState.CANCELLED)
"""No worker looks at it any more: it can be asked for again."""


class ReportRun(models.Model):
    """One report of one period. A stored one is a snapshot: its tables, its files and their hashes never change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    report = models.CharField(max_length=40)
    period = models.CharField(max_length=12, help_text="As it is typed: 2026-Q2 or 2026")
    period_from = models.DateField()
    period_to = models.DateField(help_text="The last day")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.REQUESTED)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    step_name = models.CharField(max_length=80, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="How often it was tried since it was asked for")
    claim = models.PositiveIntegerField(default=0, help_text="How often a worker has ever taken it")
    leased_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    content = models.JSONField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    is_scheduled = models.BooleanField(default=False)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    stored_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True, help_text="When its managers were reminded to release it")

    class Meta:
        ordering = ("-requested_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "report", "period", "version"], name="report_run_once_per_version"
            ),
            models.CheckConstraint(
                condition=~Q(state="stored") | Q(content__isnull=False, stored_at__isnull=False),
                name="report_run_stored_has_its_tables",
            ),
        )


class ReportFile(models.Model):
    """The bytes that everyone downloads. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, related_name="files")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=8)
    content_type = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "format"], name="report_file_once_per_format"),)
