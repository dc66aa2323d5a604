"""Asking another agency before the decision is taken: a question, and its reply. Both are append-only.

The agency that is asked sees the question and what the asker wrote, never the case (docs/decisions/0019).
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from partners.models import Agency, Partnership, User


class Consultation(models.Model):
    """A question to one agency. `about` says who it is about; that is a disclosure and names its legal gateway."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(max_length=1_000)
    summary = models.TextField(max_length=2_000)
    about = models.TextField(blank=True, max_length=500)
    legal_gateway = models.CharField(max_length=60, blank=True)
    answer_by = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("asked_at",)
        indexes = (models.Index(fields=["to_agency", "answer_by"], name="consultation_by_asked"),)
        constraints = (
            models.CheckConstraint(condition=~Q(question="") & ~Q(summary=""), name="consultation_asks_something"),
            models.CheckConstraint(
                condition=Q(about="", legal_gateway="") | ~Q(about="") & ~Q(legal_gateway=""),
                name="consultation_naming_somebody_has_a_gateway",
            ),
            models.CheckConstraint(
                condition=~Q(from_agency=models.F("to_agency")), name="consultation_is_of_another_agency"
            ),
        )


class ReplyOutcome(models.TextChoices):
    """What became of a question. It is withdrawn by the agency that asked, when the decision no longer waits for it."""

    ANSWERED = "answered", "Answered"
    NOTHING_KNOWN = "nothing_known", "Nothing known"
    CANNOT_SHARE = "cannot_share", "Cannot share"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ConsultationReply(models.Model):
    """The end of a question. The agency that asked sees it and the one that was asked, and nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="reply")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=ReplyOutcome)
    text = models.TextField(blank=True, max_length=4_000)
    replied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "consultation replies"
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=["nothing_known", "withdrawn"]) | ~Q(text=""), name="reply_says_something"
            ),
        )
