"""How victims found the way they were treated, or why nobody knows: the section `people`. Append-only."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from cases.models.person import Person
from partners.models import Agency, User


class AskingOutcome(models.TextChoices):
    """What came of asking a victim, or why the victim was not asked."""

    ANSWERED = "answered", "They answered"
    DECLINED = "declined", "They did not want to answer"
    NOT_REACHED = "not_reached", "They could not be reached"
    UNSAFE = "unsafe", "Not asked: making contact would not be safe"


class Rating(models.TextChoices):
    """How satisfied somebody is with one stage (002)."""

    VERY_SATISFIED = "very_satisfied", "Very satisfied"
    FAIRLY_SATISFIED = "fairly_satisfied", "Fairly satisfied"
    NEITHER = "neither", "Neither satisfied nor dissatisfied"
    FAIRLY_DISSATISFIED = "fairly_dissatisfied", "Fairly dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied", "Very dissatisfied"


STAGES: Final = {
    "ease_of_contact": "Ease of contact",
    "treatment": "Treatment",
    "actions_taken": "Actions taken",
    "follow_up": "Follow-up",
    "whole_experience": "Whole experience",
}
"""What a victim is asked about, by the field that holds the answer (002, domain 6)."""

_SAYS_NOTHING: Final = Q(**dict.fromkeys(STAGES, ""))


def _rating() -> "models.CharField[str, str]":
    return models.CharField(max_length=19, choices=Rating, blank=True)


class Satisfaction(models.Model):
    """One asking of one victim how they were treated (002). A further row says what holds now; none is changed.

    There is no room for words: the measure needs the ratings alone, and we hold no more about a victim than we need.
    A stage of which somebody who answered did not say anything stays empty. There is a day on which they were asked
    unless making contact is unsafe: then nobody asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="askings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="askings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(null=True)
    outcome = models.CharField(max_length=11, choices=AskingOutcome)
    ease_of_contact = _rating()
    treatment = _rating()
    actions_taken = _rating()
    follow_up = _rating()
    whole_experience = _rating()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "satisfaction"
        ordering = ("-recorded_at",)
        indexes = (models.Index(fields=["case", "-recorded_at"], name="satisfaction_by_case"),)
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=AskingOutcome.values), name="satisfaction_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=AskingOutcome.ANSWERED) & ~_SAYS_NOTHING
                | ~Q(outcome=AskingOutcome.ANSWERED) & _SAYS_NOTHING,
                name="satisfaction_answered_says_something",
            ),
            models.CheckConstraint(
                condition=Q(outcome=AskingOutcome.UNSAFE, asked_on__isnull=True)
                | ~Q(outcome=AskingOutcome.UNSAFE) & Q(asked_on__isnull=False),
                name="satisfaction_day_unless_unsafe",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{stage}__in": ["", *Rating.values]}), name=f"satisfaction_{stage}_is_known"
                )
                for stage in STAGES
            ),
        )
