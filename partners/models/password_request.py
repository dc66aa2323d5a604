"""Somebody asked for a link to set their password: the row waits until the e-mail is sent."""

import uuid

from django.db import models
from django.utils import timezone

from partners.models.user import User


class PasswordRequest(models.Model):
    """The e-mail's place in the queue; nothing of the link itself is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["user", "-asked_at"], name="password_request_by_person"),)
