"""One thing an agency says in its research return, or keeps back."""

import uuid

from django.db import models
from django.db.models import Q

from conferences.models.research_return import ResearchReturn
from partners.models import Agency


class StatementKind(models.TextChoices):
    FACT = "fact", "Fact"
    OPINION = "opinion", "Opinion"


class Statement(models.Model):
    """Fact or opinion, from where and of when; shared on a named legal gateway, or withheld with the reason.

    What is withheld is written down for the agency itself, which answers for the choice; nobody else ever sees it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    research_return = models.ForeignKey(ResearchReturn, on_delete=models.PROTECT, related_name="statements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=StatementKind)
    text = models.TextField(max_length=2_000)
    source = models.CharField(max_length=200)
    dated_on = models.DateField()
    is_shared = models.BooleanField()
    legal_gateway = models.CharField(max_length=60, blank=True)
    withheld_because = models.TextField(max_length=1_000, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("written_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_shared=True, withheld_because="") & ~Q(legal_gateway="")
                | Q(is_shared=False, legal_gateway="") & ~Q(withheld_because=""),
                name="statement_shared_by_gateway_or_withheld_by_reason",
            ),
        )
