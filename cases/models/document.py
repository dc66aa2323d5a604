"""Documents of a case: the section `documents`. Photographs, letters, statements, recordings.

The bytes stand in the row (docs/decisions/0017): one backup, one transaction, one rule who may see them.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from partners.models import Agency, Partnership, User


class Kind(models.TextChoices):
    """What a document is, by its content."""

    DOCX = "docx", "Word document"
    JPEG = "jpeg", "Photograph (JPEG)"
    M4A = "m4a", "Sound recording (M4A)"
    MP3 = "mp3", "Sound recording (MP3)"
    MP4 = "mp4", "Video (MP4)"
    ODS = "ods", "OpenDocument spreadsheet"
    ODT = "odt", "OpenDocument text"
    PDF = "pdf", "PDF"
    PNG = "png", "Picture (PNG)"
    TEXT = "text", "Plain text"
    XLSX = "xlsx", "Excel spreadsheet"


class Scan(models.TextChoices):
    """What is known of viruses in it."""

    WAITING = "waiting", "Waiting to be checked for viruses"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "A virus was found: the content has been destroyed"
    NOT_SCANNED = "not_scanned", "Not checked for viruses"


class Document(models.Model):
    """One file, as it is kept. Its content never changes; it is destroyed when it is removed or infected.

    The row of a removed document stays, without its name, to say that there was one, and who removed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    size = models.PositiveIntegerField(help_text="In bytes")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    scan = models.CharField(max_length=12, choices=Scan)
    scan_attempts = models.PositiveIntegerField(default=0)
    scan_leased_until = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-added_at", "name")
        indexes = (
            models.Index(fields=["case", "-added_at"], name="document_by_case"),
            models.Index(fields=["added_at"], condition=Q(scan="waiting"), name="document_to_scan"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False, name="", about=""),
                name="document_removed_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(scan__in=["clean", "infected"], scanned_at__isnull=False)
                | Q(scan__in=["waiting", "not_scanned"], scanned_at__isnull=True),
                name="document_scanned_says_when",
            ),
        )
