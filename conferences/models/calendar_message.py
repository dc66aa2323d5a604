"""A calendar file that goes out with the e-mail of a notice."""

import uuid

from django.db import models

from partners.models import Notice


class CalendarMessage(models.Model):
    """What one person's calendar is told of one meeting, as it was when it was said. Append-only.

    It stands apart from the conference: somebody is told that a meeting is cancelled who can no longer see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="+")
    conference_id = models.UUIDField()
    user_id = models.UUIDField()
    method = models.CharField(max_length=8)
    sequence = models.PositiveIntegerField()
    content = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
