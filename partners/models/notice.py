"""A notice for one person: shown on the home page, and sent by e-mail with a reference and a link, never a name."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partners.models.partnership import Partnership
from partners.models.user import User


class Notice(models.Model):
    """What a person should know. The row is also the e-mail's place in the queue: Celery only says "look"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    path = models.CharField(max_length=200)
    in_app = models.BooleanField(default=True, help_text="Whether it stands on the site as well as in an e-mail")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    email_attempts = models.PositiveSmallIntegerField(default=0)
    email_leased_until = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=["user", "-created_at"], name="notice_by_person"),
            models.Index(fields=["created_at"], condition=Q(emailed_at__isnull=True), name="notice_to_send"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("created_at")), name="notice_read_after_it_came"
            ),
        )
