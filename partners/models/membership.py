"""Which role a person has, in which agency, within which partnership, from when until when."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from partners.models.agency import Agency, Seat
from partners.models.partnership import Partnership
from partners.models.user import User
from partners.roles import Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held(self, day: date) -> "MembershipQuerySet":
        """Return the memberships that hold on `day`, whether or not their people may sign in."""
        return self.not_over(day).filter(since__lte=day)

    def not_over(self, day: date) -> "MembershipQuerySet":
        """Return the memberships that hold on `day` or begin later."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), ended_at__isnull=True)

    def live(self, day: date) -> "MembershipQuerySet":
        """Return the memberships that hold on `day`, of people who may sign in, at agencies that have a seat."""
        seats = Seat.objects.filter(agency=OuterRef("agency"), partnership=OuterRef("partnership"), until__isnull=True)
        return self.held(day).filter(Exists(seats), user__is_active=True)


class Membership(models.Model):
    """One role of one person. It holds for whole days, both included, and not a moment after it was ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "agency", "partnership", "role"],
                condition=Q(until__isnull=True, ended_at__isnull=True),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="membership_ends_after_it_begins"
            ),
        )
