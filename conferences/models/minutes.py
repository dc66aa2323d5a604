"""The minutes of a conference: drafts that circulate, and final versions, locked, numbered and hashed. Append-only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Case
from conferences.models.conference import Conference
from conferences.models.item import Item
from partners.models import Agency, User


class Edition(models.TextChoices):
    DRAFT = "draft", "Draft"
    FINAL = "final", "Final"


class Minutes(models.Model):
    """One draft, or one final version; an amendment is a further version. What stands in it is held by its parts.

    The hash is that of the whole, which the chairing agency alone holds; each recipient's copy names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="minutes")
    edition = models.CharField(max_length=5, choices=Edition, default=Edition.FINAL)
    version = models.PositiveSmallIntegerField(default=1, help_text="Counts drafts, and apart from them final versions")
    corrections_until = models.DateField(null=True, help_text="Of a draft: the last day for corrections")
    content_sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ("made_at", "version")
        constraints = (
            models.UniqueConstraint(fields=["conference", "edition", "version"], name="minutes_version_once"),
            models.CheckConstraint(
                condition=Q(edition="draft", corrections_until__isnull=False)
                | Q(edition="final", corrections_until__isnull=True),
                name="minutes_draft_says_until_when",
            ),
        )


class MinutesPart(models.Model):
    """What stands in one agency's copy: its head, or what it may see of one item.

    The chairing agency's parts together are the whole minutes. A copy is put together from the parts that the reader
    may see, so whoever has stepped out of an item, or is kept away from its case, finds nothing of it in it either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="parts")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="+")
    chairing_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0, help_text="0 for the head, then the order of the agenda")
    content = models.JSONField()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["minutes", "agency", "item"], nulls_distinct=False, name="minutes_part_once"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True, case__isnull=True, position=0)
                | Q(item__isnull=False, case__isnull=False, position__gt=0),
                name="minutes_part_is_head_or_item",
            ),
        )
