"""Who was told what came of a report, when and how, or why not: the section `people`. Append-only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case, NotTold
from cases.models.person import Person
from partners.models import Agency, User


class How(models.TextChoices):
    """How somebody was told. The last one is for what was recorded before this was asked."""

    IN_PERSON = "in_person", "In person"
    TELEPHONE = "telephone", "By telephone"
    LETTER = "letter", "By letter"
    EMAIL = "email", "By email or text message"
    THROUGH_OTHERS = "through_others", "Through another service or somebody they trust"
    NOT_RECORDED = "not_recorded", "Not recorded"


class Telling(models.Model):
    """Feedback to one victim or witness (003, domain 6). A further row says what holds now; none is changed.

    Either the person was told, on a day and in a way, or was not, for a reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tellings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tellings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True)
    how = models.CharField(max_length=14, choices=How, blank=True)
    not_told = models.CharField(max_length=20, choices=NotTold, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-recorded_at",)
        indexes = (models.Index(fields=["case", "-recorded_at"], name="telling_by_case"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(told_on__isnull=False, not_told="") & ~Q(how="")
                | Q(told_on__isnull=True, how="") & ~Q(not_told=""),
                name="telling_says_when_and_how_or_why_not",
            ),
        )
