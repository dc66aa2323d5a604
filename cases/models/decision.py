"""The decision and its re-openings: the section `decision`. Both are append-only."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.assessment import Assessment
from cases.models.case import Case
from partners.models import Agency, User


class Choice(models.TextChoices):
    """Does this case need a multi-agency approach? (003)"""

    SINGLE_AGENCY = "single_agency", "Single-agency: we act under our own policy"
    MULTI_AGENCY = "multi_agency", "Multi-agency: a case conference is convened"


class Decision(models.Model):
    """What a person decided, with reasons; against the recommendation only with a reason of its own.

    `working_days` is how long it took from `counted_from`, the day of the report or of the re-opening, against the
    limit of that day. All three are empty of decisions from before they were measured.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    recommendation = models.CharField(max_length=20, choices=Choice)
    choice = models.CharField(max_length=20, choices=Choice)
    reasons = models.TextField(max_length=4_000)
    against_reason = models.TextField(blank=True, max_length=2_000)
    due_on = models.DateField(help_text="By when it had to be taken; the case's own date moves on when it is re-opened")
    counted_from = models.DateField(null=True)
    working_days = models.PositiveSmallIntegerField(null=True)
    limit_days = models.PositiveSmallIntegerField(null=True)
    needs_countersignature = models.BooleanField(default=False, help_text="As the partnership wanted it on that day")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-decided_at",)
        constraints = (
            models.CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(choice=F("recommendation")) | ~Q(against_reason=""),
                name="decision_against_the_recommendation_has_a_reason",
            ),
        )


class Cause(models.TextChoices):
    """Why a decision was re-opened: "changes to information or circumstances" (003)."""

    NEW_INCIDENT = "new_incident", "A further incident was added"
    BAND_CHANGED = "band_changed", "A new risk assessment changed the level of risk"
    NEW_FACT = "new_fact", "Information or circumstances changed"
    RETURNED = "returned", "The Responsible Person returned the decision"


class Reopening(models.Model):
    """The decision has to be taken again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reopenings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=20, choices=Cause)
    reason = models.TextField(blank=True, max_length=2_000)
    from_state = models.CharField(max_length=20)
    reopened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-reopened_at",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(cause__in=["new_fact", "returned"]) | ~Q(reason=""), name="reopening_for_a_fact_says_which"
            ),
        )
