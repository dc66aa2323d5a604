"""What the Responsible Person says to a decision, where the partnership wants it countersigned. Append-only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from cases.models.decision import Decision
from partners.models import Agency, User


class CountersignatureVerdict(models.TextChoices):
    SIGNED = "signed", "Countersigned"
    RETURNED = "returned", "Returned"


class Countersignature(models.Model):
    """The database takes it from a Responsible Person who did not take the decision (`countersignature_insert`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="countersignature")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=CountersignatureVerdict)
    reason = models.TextField(blank=True, max_length=2_000)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict="signed") | Q(verdict="returned") & ~Q(reason=""),
                name="countersignature_returned_has_a_reason",
            ),
        )
