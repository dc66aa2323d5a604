"""A release: a stored report as it leaves for an audience, signed by a person and never changed afterwards."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partners.models import Partnership, User
from reporting.models.report_run import ReportRun


class Audience(models.TextChoices):
    """For whom a release is safe. Only that for the partnership holds small figures."""

    PARTNERSHIP = "partnership", "The partnership"
    PUBLIC = "public", "The public"
    LAY = "lay", "Lay members of a panel"


class ReleaseState(models.TextChoices):
    """How far a release has come. Its figures are fixed from the draft on, its words from the signature on."""

    REQUESTED = "requested", "Being prepared"
    FAILED = "failed", "Could not be prepared"
    DRAFT = "draft", "Draft"
    DISCARDED = "discarded", "Discarded"
    SIGNED = "signed", "Signed, files being written"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


SIGNED_STATES = (ReleaseState.SIGNED, ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN)
"""What left the partnership or is about to: once read by others, a withdrawn release is still known."""


class Release(models.Model):
    """One version of a report for one audience.

    `content` is the report as the audience reads it, `hidden` the mask: the addresses of what it keeps back.
    `signed_texts` keeps the headings too: one is an agency's name, and an agency can be renamed.
    `considered` are the earlier releases that the mask was worked out against.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, related_name="releases")
    report = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    audience = models.CharField(max_length=12, choices=Audience)
    tables = models.JSONField(default=list, help_text="The keys of the tables in it")
    version = models.PositiveSmallIntegerField()
    threshold = models.PositiveSmallIntegerField(help_text="Counts below it are kept back; 0 where none is")
    state = models.CharField(max_length=10, choices=ReleaseState, default=ReleaseState.REQUESTED)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="How often it was tried since it was asked for")
    claim = models.PositiveIntegerField(default=0, help_text="How often a worker has ever taken it")
    leased_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    content = models.JSONField(null=True)
    hidden = models.JSONField(default=list)
    considered = models.JSONField(default=list)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    signed_texts = models.JSONField(default=list, help_text="The texts as they were signed, with their headings")
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ("-requested_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "report", "period", "audience", "version"],
                condition=Q(state__in=[state.value for state in SIGNED_STATES]),
                name="release_once_per_version",
            ),
            models.UniqueConstraint(
                fields=["partnership", "report", "period", "audience"],
                condition=Q(state__in=["requested", "draft"]),
                name="release_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "failed"]) | Q(content__isnull=False),
                name="release_has_its_figures",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["signed", "published", "withdrawn"],
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                )
                | Q(
                    state__in=["requested", "failed", "draft", "discarded"],
                    signed_by__isnull=True,
                    signed_at__isnull=True,
                    signed_sha256="",
                ),
                name="release_signature_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["published", "withdrawn"], published_at__isnull=False)
                | ~Q(state__in=["published", "withdrawn"]) & Q(published_at__isnull=True),
                name="release_published_when_it_says",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="withdrawn",
                    withdrawn_by__isnull=False,
                    withdrawn_at__isnull=False,
                )
                & ~Q(withdrawn_why="")
                | ~Q(state="withdrawn") & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_why=""),
                name="release_withdrawal_is_whole",
            ),
        )


class ReleaseText(models.Model):
    """One version of the words in one slot of a release. Append-only: the highest version stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="texts")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("slot", "version")
        constraints = (
            models.UniqueConstraint(fields=["release", "slot", "version"], name="release_text_once_per_version"),
        )


class ReleaseFile(models.Model):
    """The bytes that everyone downloads. Append-only, written once, when the release is published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=8)
    content_type = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["release", "format"], name="release_file_once_per_format"),)
