"""Counter-allegations: one case, or an incident of it, answers another with an allegation of its own (003, 6.17).

Append-only: the newest judgement on the same two stands. Only those who read the accounts of both cases read it.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import Case
from cases.models.incident import Incident
from partners.models import Agency, User


class Judgement(models.TextChoices):
    """What the evidence says of a counter-allegation."""

    CREDIBLE = "credible", "Credible"
    UNCLEAR = "unclear", "Unclear"
    VEXATIOUS = "vexatious", "Vexatious"


class CounterAllegation(models.Model):
    """`case`, or `incident` where it is one of several, is a counter-allegation to `other`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="counter_allegations")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answered_by")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=10, choices=Judgement)
    evidence = models.TextField(max_length=2_000)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-recorded_at",)
        constraints = (
            models.CheckConstraint(condition=~Q(case=F("other")), name="counter_allegation_is_to_another_case"),
            models.CheckConstraint(condition=~Q(evidence=""), name="counter_allegation_says_on_what_evidence"),
            models.CheckConstraint(condition=Q(judgement__in=Judgement.values), name="counter_judgement_is_known"),
        )
