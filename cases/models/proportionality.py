"""Whether a subject's personal data is kept where there was no crime: the test, and the erasure that follows a "no".

Both stand beside the people, under the section `people`, and only grow: what holds is the newest test. To keep
somebody's name beside an incident that is not a crime interferes with their rights, so it needs a written reason in
each case (domain 2; Human Rights Act 1998, articles 8 and 10).
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.case import Case
from cases.models.person import Person
from partners.models import Agency, User


class Keeping(models.TextChoices):
    """What the test says."""

    KEEP = "keep", "Keep the subject’s data"
    NOT_KEEP = "not_keep", "Do not keep the subject’s data"


class RealRisk(models.TextChoices):
    """What is really to be feared if the data is not there. Without such a risk nothing is kept."""

    HARM = "harm", "Significant harm to a person or a group"
    CRIME = "crime", "A crime"
    BOTH = "both", "Both: significant harm, and a crime"
    NONE = "none", "Neither"


class ProportionalityTest(models.Model):
    """One test for one subject of one incident, whole, by one person on one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proportionality_tests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    real_risk = models.CharField(max_length=10, choices=RealRisk)
    necessity = models.TextField(max_length=2_000)
    less_intrusive = models.TextField(max_length=2_000)
    proportionality = models.TextField(max_length=2_000)
    outcome = models.CharField(max_length=10, choices=Keeping)
    reasons = models.TextField(max_length=2_000)
    review_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-decided_at",)
        indexes = (
            models.Index(fields=["person", "-decided_at"], name="proportionality_newest"),
            models.Index(fields=["case"], name="proportionality_by_case"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=Keeping.values), name="proportionality_outcome_is_known"),
            models.CheckConstraint(condition=Q(real_risk__in=RealRisk.values), name="proportionality_risk_is_known"),
            models.CheckConstraint(
                condition=~Q(necessity="") & ~Q(less_intrusive="") & ~Q(proportionality="") & ~Q(reasons=""),
                name="proportionality_is_written_down",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Keeping.KEEP, review_on__isnull=False) & ~Q(real_risk=RealRisk.NONE)
                | Q(outcome=Keeping.NOT_KEEP, review_on__isnull=True),
                name="proportionality_keeps_for_a_risk_until_a_day",
            ),
        )


class SubjectErasure(models.Model):
    """That a subject's data was erased, after which test and by whom. The database's own function writes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasures")
    test = models.ForeignKey(ProportionalityTest, on_delete=models.PROTECT, related_name="erasures")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    erased_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField()

    class Meta:
        ordering = ("-erased_at",)
        indexes = (models.Index(fields=["case"], name="subject_erasure_by_case"),)
