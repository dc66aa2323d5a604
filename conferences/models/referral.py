"""A case that waits for, or has its place on, the agenda of a standing panel."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.models import Case, CaseAccess
from conferences.models.panel import Panel
from partners.models import Agency, Partnership, User


class AgendaState(models.TextChoices):
    WAITING = "waiting", "Waiting for a place on an agenda"
    PLACED = "placed", "On an agenda"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AgendaReferral(models.Model):
    """The lead agency puts its case to a panel, and says what may be shown of it at the table, and why.

    `sections` and `legal_gateway` are the lead agency's word on disclosure: the panel's agency may pass on no more, and
    to nobody but the panel's members. `access` is what the panel's own agency was given; empty when it leads the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    panel_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(max_length=2_000)
    sections = ArrayField(models.CharField(max_length=20))
    legal_gateway = models.CharField(max_length=60)
    access = models.ForeignKey(CaseAccess, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AgendaState, default=AgendaState.WAITING)
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    referred_at = models.DateTimeField(auto_now_add=True)
    item = models.ForeignKey("conferences.Item", null=True, on_delete=models.PROTECT, related_name="referrals")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("referred_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "panel"], condition=Q(state="waiting"), name="agenda_referral_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="placed", item__isnull=False) | ~Q(state="placed") & Q(item__isnull=True),
                name="agenda_referral_placed_has_its_item",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True),
                name="agenda_referral_withdrawn_says_when",
            ),
        )
