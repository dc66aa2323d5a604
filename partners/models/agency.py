"""An agency, and its seat in a partnership."""

import uuid

from django.db import models
from django.db.models import Q

from partners.models.partnership import Partnership


class Agency(models.Model):
    """A body that takes part: police, council, housing, a charity. It may sit in several partnerships."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9]{2,12}$"), name="agency_code_is_short"),
        )

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """An agency's place in a partnership. The Monitoring Agency is told of every incident, without personal data.

    `signed_version` is the version of the sharing agreement that somebody signed for the agency.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="seats")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="seats")
    is_monitoring = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    signed_version = models.PositiveSmallIntegerField(null=True)
    signed_on = models.DateField(null=True)
    signed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["partnership", "agency"], name="seat_once_in_a_partnership"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="seat_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(signed_version__isnull=True, signed_on__isnull=True, signed_by="")
                | Q(signed_version__isnull=False, signed_on__isnull=False) & ~Q(signed_by=""),
                name="seat_is_signed_for_by_somebody",
            ),
        )
