"""A standing panel: which agencies are its members, who chairs it, and when and where it meets."""

import uuid

from django.db import models

from partners.models import Agency, Partnership, User


class Rhythm(models.TextChoices):
    """How often a panel meets, counted from its first day."""

    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    FOUR_WEEKLY = "four_weekly", "Every four weeks"
    MONTHLY = "monthly", "Every month, on the same weekday of the month"
    QUARTERLY = "quarterly", "Every three months, on the same weekday of the month"


class Panel(models.Model):
    """A panel belongs to the agency that convenes and chairs it. Every agency of the partnership may refer to it.

    The weekday, and for monthly panels whether it is the first, second, third, fourth or last of its month, are those
    of `first_on`. The time is local time in Europe/London, winter and summer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=12, choices=Rhythm)
    first_on = models.DateField()
    starts_at = models.TimeField()
    minutes_long = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200, blank=True)
    video_link = models.URLField(max_length=400, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("name",)


class PanelMember(models.Model):
    """An agency that sits on a panel, by the named person or by whoever of it comes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["panel", "agency"], name="panel_agency_once"),)
