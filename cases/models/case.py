"""A case: coded facts only."""

import uuid

from django.db import models
from django.db.models import Q

from cases.states import State
from partners.models import Agency, Partnership, User


class NotTold(models.TextChoices):
    """Why a victim was not told what happened: the case may close all the same."""

    UNSAFE = "unsafe", "No: making contact would not be safe"
    DECLINED = "declined", "No: they asked not to be told"
    NOT_REACHED = "not_reached", "No: they could not be reached"


class Case(models.Model):
    """What the lead (Receiving) Agency answers for. Names and stories stand in child tables, one per section."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=16, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(s.value, s.label) for s in State], default=State.NEW)
    opened_on = models.DateField(help_text="The day the first incident was recorded")
    decision_due_on = models.DateField()
    band = models.CharField(max_length=10, blank=True, help_text="Of the latest risk assessment")
    review_on = models.DateField(null=True, help_text="When the risk is to be looked at again")
    closed_on = models.DateField(null=True)
    closing_outcome = models.CharField(max_length=60, blank=True)
    victim_told_on = models.DateField(null=True)
    victim_not_told = models.CharField(max_length=20, choices=NotTold, blank=True)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-opened_on", "reference")
        permissions = (("read_restricted_case", "Is named for this case, and sees it while it is restricted"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="case_state_is_known"),
            models.CheckConstraint(condition=Q(band__in=["", "low", "medium", "high"]), name="case_band_is_known"),
            models.CheckConstraint(
                condition=Q(victim_told_on__isnull=True) | Q(victim_not_told=""), name="case_victim_told_or_not"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False)
                | ~Q(state=State.CLOSED) & Q(closed_on__isnull=True),
                name="case_closed_has_a_date",
            ),
        )

    def __str__(self) -> str:
        return self.reference
