"""Who was at a conference, who sent apologies, and who confirmed confidentiality."""

import uuid

from django.db import models
from django.db.models import Q

from conferences.models.conference import Conference
from partners.models import Agency, User


class Presence(models.TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    OBSERVER = "observer", "Observer"


class Attendance(models.Model):
    """One person at one meeting. The confidentiality statement is confirmed at each meeting, by each person present."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="attendances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    presence = models.CharField(max_length=10, choices=Presence)
    sent_information = models.BooleanField(default=False, help_text="Of who sent apologies: information came instead")
    confidentiality_confirmed_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("presence", "name")
        constraints = (
            models.CheckConstraint(
                condition=~Q(presence="apologies") | Q(confidentiality_confirmed_at__isnull=True),
                name="attendance_only_those_there_confirm",
            ),
        )
