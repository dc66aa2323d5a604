"""What an administrator may not do alone: a change that waits for another administrator of the partnership."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partners.models.agency import Agency
from partners.models.partnership import Partnership
from partners.models.user import User
from partners.roles import Role


class Outcome(models.TextChoices):
    """What the second administrator said."""

    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class Proposal(models.Model):
    """A role that would let an administrator see cases, or a new e-mail address for somebody who sees cases.

    Either a role at an agency is proposed, or an address. The database refuses a decision of whoever proposed it or of
    whom it is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="proposals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role], blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    email = models.EmailField(blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "user", "agency", "role", "email"],
                condition=Q(outcome=""),
                nulls_distinct=False,
                name="proposal_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(role="", agency__isnull=True, since__isnull=True, until__isnull=True) & ~Q(email="")
                | ~Q(role="") & Q(agency__isnull=False, since__isnull=False, email=""),
                name="proposal_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="proposal_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("user")),
                name="proposal_needs_a_second_administrator",
            ),
        )

    def get_subject(self) -> str:
        """Return what is proposed, in words."""
        return self.email or f"{Role(self.role).label}, {self.agency}"
