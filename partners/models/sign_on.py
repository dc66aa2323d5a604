"""Signing in with an agency's own accounts, by OpenID Connect: the settings of an agency, and who is who there."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partners.models.agency import Seat
from partners.models.user import User


class SingleSignOn(models.Model):
    """How the people of an agency in one partnership sign in with their agency's accounts.

    Whoever runs the provider can say who somebody is, so it takes two administrators: what one has changed counts only
    once another one has approved it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="sign_on")
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.TextField()
    domains = ArrayField(models.CharField(max_length=100))
    is_on = models.BooleanField(default=False)
    keeps_password = models.BooleanField(default=False)
    trusts_second_factor = models.BooleanField(default=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="sign_on_is_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("changed_by")),
                name="sign_on_needs_a_second_administrator",
            ),
        )

    @property
    def is_in_use(self) -> bool:
        """Whether people sign in this way: it is switched on, and a second administrator has approved it."""
        return self.is_on and self.approved_at is not None


class BoundAccount(models.Model):
    """Which account of a provider is which of ours, since the first sign-in. An address may change hands, this not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="bound_accounts")
    issuer = models.URLField(max_length=300)
    subject = models.CharField(max_length=255)
    bound_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issuer", "subject"], name="bound_account_once"),
            models.UniqueConstraint(fields=["issuer", "user"], name="bound_account_of_a_user_once"),
        )
