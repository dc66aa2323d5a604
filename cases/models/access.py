"""Which agency may see which sections of which case, why, and until when."""

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases.models.case import Case
from partners.models import Agency, Partnership, User

LONGEST_EMERGENCY = timedelta(minutes=60)


class Reason(models.TextChoices):
    LEAD = "lead", "Leads the case"
    CONFERENCE = "conference", "Invited to a case conference"
    REFERRAL = "referral", "Accepted a referral"
    EMERGENCY = "emergency", "Opened in an emergency"


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    def live(self, now: datetime | Now) -> "CaseAccessQuerySet":
        """Return the rows that hold at `now`: begun, not ended, not taken back."""
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=now), live_from__lte=now, revoked_at__isnull=True
        )


class CaseAccess(models.Model):
    """One agency's access to one case. The lead agency has such a row too, from the moment the case exists.

    `live_from` is empty while an offer (a referral) waits for its answer. `granted_by_agency` is the lead agency: it
    sees the row and can take it back. `opened_on` repeats the case's date, so that one index serves every list. A row
    with a `user` is that person's alone, not the agency's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accesses")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    granted_by_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    opened_on = models.DateField()
    sections = ArrayField(models.CharField(max_length=20))
    reason = models.CharField(max_length=20, choices=Reason)
    legal_gateway = models.CharField(max_length=60, blank=True)
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["agency", "-opened_on", "case"], name="access_by_agency"),
            models.Index(fields=["case", "agency"], name="access_by_case"),
            models.Index(fields=["user", "case"], condition=Q(user__isnull=False), name="access_by_person"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=Q(reason="lead", revoked_at__isnull=True), name="access_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_from__isnull=True) | Q(live_until__gt=F("live_from")),
                name="access_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(reason="lead") | ~Q(legal_gateway=""), name="access_names_its_legal_gateway"
            ),
            models.CheckConstraint(condition=Q(sections__contains=["summary"]), name="access_always_has_the_summary"),
            models.CheckConstraint(
                condition=~Q(reason="emergency")
                | Q(user__isnull=False, live_from__isnull=False, live_until__lte=F("live_from") + LONGEST_EMERGENCY)
                & Q(live_until__isnull=False),
                name="access_in_an_emergency_is_one_persons_hour",
            ),
        )
