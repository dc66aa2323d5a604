"""A case, or named sections of it, offered to another agency or to a support service."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Case, CaseAccess
from partners.models import Agency, Partnership, User
from referrals.models.service import Service


class ReferralState(models.TextChoices):
    OFFERED = "offered", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn by the sender"


class Referral(models.Model):
    """The receiver sees the short summary; the sections only once it has accepted.

    `to_agency` is empty for a service that does not use this software: its answer is then recorded by the sender.
    Of a referral that was withdrawn, `answered_by` and `answered_at` say who took it back, and when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    case_reference = models.CharField(max_length=16)
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    access = models.ForeignKey(CaseAccess, null=True, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(max_length=1_000)
    sections = ArrayField(models.CharField(max_length=20))
    legal_gateway = models.CharField(max_length=60)
    gateway_reason = models.TextField(blank=True, max_length=1_000)
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.OFFERED)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    answer_note = models.TextField(blank=True, max_length=1_000)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(to_agency__isnull=False) | Q(service__isnull=False), name="referral_goes_somewhere"
            ),
            models.CheckConstraint(condition=~Q(legal_gateway=""), name="referral_names_its_legal_gateway"),
            models.CheckConstraint(
                condition=Q(legal_gateway="consent") | ~Q(gateway_reason=""),
                name="referral_without_consent_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at__isnull=True)
                | ~Q(state="offered") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="referral_answered_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer_note=""), name="referral_declined_has_a_reason"
            ),
        )
