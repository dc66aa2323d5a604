"""The finalised minutes of a conference: locked, numbered, hashed. Append-only."""

import uuid

from django.db import models
from django.utils import timezone

from conferences.models.conference import Conference


class Minutes(models.Model):
    """What was finalised, as data. The PDF is drawn from it, the same bytes each time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.OneToOneField(Conference, on_delete=models.PROTECT, related_name="minutes")
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "minutes"
