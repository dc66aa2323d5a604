"""The remedies ledger: what was considered, chosen or refused for a subject, and what became of it.

Append-only: what a remedy is now is its newest entry, and the ones before can be read. It stands beside the people,
under the section `people`.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import Case
from cases.models.person import Person
from partners.models import Agency, User


class Standing(models.TextChoices):
    """What a remedy is (domain 7: considered and why not; in force from, to; terms; breach)."""

    CONSIDERED = "considered", "Considered"
    CHOSEN = "chosen", "Chosen"
    REFUSED = "refused", "Refused"
    BREACHED = "breached", "Breached"
    ENDED = "ended", "Ended"


IN_FORCE = (Standing.CHOSEN, Standing.BREACHED)
"""A breach does not end a remedy: it holds on, until another entry says that it has ended."""


class Remedy(models.Model):
    """One remedy for one subject: `code` is of the vocabulary `remedy`, which each partnership can change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remedies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="remedies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("opened_at",)
        verbose_name_plural = "remedies"
        indexes = (models.Index(fields=["case", "opened_at"], name="remedy_by_case"),)
        constraints = (models.CheckConstraint(condition=~Q(code=""), name="remedy_is_named"),)


class RemedyEntry(models.Model):
    """What was recorded of a remedy at one time: whole, so that the newest entry says all that holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="entries")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing)
    reason = models.TextField(blank=True, max_length=2_000)
    terms = models.TextField(blank=True, max_length=2_000)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    breached_on = models.DateField(null=True, blank=True)
    breach_done = models.TextField(blank=True, max_length=2_000)
    next_step = models.TextField(blank=True, max_length=1_000)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-recorded_at",)
        verbose_name_plural = "remedy entries"
        indexes = (models.Index(fields=["remedy", "-recorded_at"], name="remedy_entry_newest"),)
        constraints = (
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="remedy_standing_is_known"),
            models.CheckConstraint(
                condition=~Q(standing=Standing.REFUSED) | ~Q(reason=""), name="remedy_refused_says_why"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.BREACHED, breached_on__isnull=False) & ~Q(breach_done="")
                | ~Q(standing=Standing.BREACHED) & Q(breached_on__isnull=True, breach_done=""),
                name="remedy_breach_says_when_and_what_was_done",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="remedy_ends_after_it_begins",
            ),
        )
