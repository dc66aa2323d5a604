"""Handing a case over to another partnership: the offer, its answer, and the papers that go along. All append-only."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.case import Case
from partners.models import Agency, Partnership, User


class Transfer(models.Model):
    """One offer. Until it is accepted the other partnership reads this row and nothing else of the case.

    Codes mean something within their partnership alone, so `gateway` and `strands` hold the words for them. `sections`
    is what the case is handed over with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    case_reference = models.CharField(max_length=16)
    from_partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(max_length=2_000)
    legal_gateway = models.CharField(max_length=60)
    gateway = models.CharField(max_length=200)
    sections = ArrayField(models.CharField(max_length=20))
    kinds = ArrayField(models.CharField(max_length=10), help_text="Crime or incident, each once")
    strands = ArrayField(models.CharField(max_length=120))
    lapses_on = models.DateField(help_text="The last day on which the offer can be accepted")
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-offered_at",)
        indexes = (
            models.Index(fields=["case", "-offered_at"], name="transfer_by_case"),
            models.Index(fields=["to_partnership", "to_agency"], name="transfer_by_receiver"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(why="") & ~Q(legal_gateway=""), name="transfer_says_why"),
            models.CheckConstraint(
                condition=~Q(from_partnership=F("to_partnership")), name="transfer_leads_to_another_partnership"
            ),
            models.CheckConstraint(condition=Q(sections__contains=["summary"]), name="transfer_always_has_the_summary"),
        )


class TransferOutcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class TransferAnswer(models.Model):
    """The end of an offer. `copy` is the case that the other partnership got; `app.accept_transfer` alone makes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="answer")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=TransferOutcome)
    reason = models.TextField(blank=True, max_length=2_000)
    copy = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    copy_reference = models.CharField(max_length=16, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(reason=""), name="transfer_declined_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(outcome="accepted", copy__isnull=False) & ~Q(copy_reference="")
                | ~Q(outcome="accepted") & Q(copy__isnull=True, copy_reference=""),
                name="transfer_accepted_made_a_case",
            ),
        )


class TransferPaper(models.Model):
    """What was decided, minuted and agreed before: words to read, which nobody works on any more.

    It is written with the offer, for the case that is offered; accepting copies it for the case that the other
    partnership gets. Each stands with its own case and is read by the agency that leads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="papers")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("position", "id")
        indexes = (models.Index(fields=["case", "position"], name="transfer_paper_by_case"),)
