"""One table of events. No foreign keys, no personal data: it must outlive whatever it speaks of."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Event(models.Model):
    """Somebody did, saw or sent something. The app role can insert events, never change or remove them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    user_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    partnership_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    owner_agency_id = models.UUIDField(null=True)
    sections = ArrayField(models.CharField(max_length=20), default=list)
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ("-at",)
        indexes = (
            models.Index(fields=["partnership_id", "-at"], name="event_by_partnership"),
            models.Index(fields=["subject", "-at"], name="event_by_subject"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(verb__regex=r"^[a-z_]+\.[a-z_]+$"), name="event_verb_is_noun_dot_verb"),
        )
