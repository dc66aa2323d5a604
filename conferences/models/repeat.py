"""A further incident within the time for which a case is flagged, and what became of it. Both are append-only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Incident
from conferences.models.conference import Conference
from conferences.models.referral import AgendaReferral
from partners.models import Partnership, User


class Repeat(models.Model):
    """A repeat (domain 5): an incident in a flagged case, or against a victim or household of flagged cases.

    Of other cases it holds a number, whoever leads them. `flagged_until` is empty when the incident's own case is not
    flagged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="+")
    flagged_until = models.DateField(null=True, help_text="The last day of the flag of the incident's own case")
    others = models.PositiveSmallIntegerField(
        help_text="How many other flagged cases have the same victim or household"
    )
    noticed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-noticed_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(flagged_until__isnull=False) | Q(others__gt=0), name="repeat_of_something_flagged"
            ),
        )


class RepeatAnswer(models.Model):
    """The lead agency puts the case on an agenda, or says why it is not heard again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    repeat = models.OneToOneField(Repeat, on_delete=models.PROTECT, related_name="answer")
    referral = models.ForeignKey(AgendaReferral, null=True, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, null=True, on_delete=models.PROTECT, related_name="+")
    why_not = models.TextField(blank=True, max_length=1_000)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(referral__isnull=False, conference__isnull=True, why_not="")
                | Q(referral__isnull=True, conference__isnull=False, why_not="")
                | Q(referral__isnull=True, conference__isnull=True) & ~Q(why_not=""),
                name="repeat_is_heard_or_says_why_not",
            ),
        )
