"""A case conference."""

import uuid

from django.db import models
from django.db.models import Q

from conferences.models.panel import Panel
from partners.models import Agency, Partnership, User


class ConferenceState(models.TextChoices):
    CONVENED = "convened", "Convened"
    FINALISED = "finalised", "Minutes finalised"
    CALLED_OFF = "called_off", "Called off"


class Conference(models.Model):
    """A meeting of a standing panel, or one convened and chaired by the Receiving Agency about its own case (003).

    Chair is a role per conference. `sequence` counts what was said of date and place in calendars. While
    `agenda_published_at` is empty (being put together, or withdrawn), only the chairing agency sees the conference.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    chairing_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, null=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    video_link = models.URLField(max_length=400, blank=True)
    access_until = models.DateField(help_text="The last day on which invited agencies can see their items")
    sequence = models.PositiveIntegerField(default=0)
    agenda_published_at = models.DateTimeField(null=True)
    returns_due_on = models.DateField(null=True, help_text="When nobody set it, conferences.deadlines says the day")
    state = models.CharField(max_length=12, choices=ConferenceState, default=ConferenceState.CONVENED)
    convened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    convened_at = models.DateTimeField(auto_now_add=True)
    number = models.PositiveIntegerField(null=True, help_text="Of the finalised minutes, per chairing agency")
    finalised_at = models.DateTimeField(null=True)
    finalised_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-held_at",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="finalised")
                | Q(number__isnull=False, finalised_at__isnull=False, finalised_by__isnull=False),
                name="conference_finalised_says_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(place="", video_link=""), name="conference_is_held_somewhere"),
            models.UniqueConstraint(
                fields=["partnership", "chairing_agency", "number"], name="conference_minutes_number_once"
            ),
        )
