"""A restricted case: only people who are named for it may see it, whatever their agency may see."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from cases.models.case import Case
from partners.models import Partnership, User


class Restriction(models.Model):
    """That a case is restricted, and why: the victim works for the council, say. One at a time for each case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restrictions")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=1_000)
    restricted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    restricted_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-restricted_at",)
        indexes = (
            models.Index(fields=["partnership"], condition=Q(lifted_at__isnull=True), name="restriction_standing"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_at__isnull=True), name="restriction_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="restriction_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="restriction_lifted_says_who_and_when",
            ),
        )


class CaseUserObjectPermission(UserObjectPermissionBase):
    """That a person is named for a restricted case: django-guardian's grant, bound to the case by a real key.

    The one permission is `cases.read_restricted_case`. A grant opens nothing by itself: the person's agency needs
    access to the case as well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_object = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="named_people")

    class Meta(UserObjectPermissionBase.Meta):
        indexes = (models.Index(fields=["content_object", "user"], name="named_by_case"),)
