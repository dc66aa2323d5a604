"""What an agency asks to have corrected in a draft of the minutes, and the chair's answer. Both are append-only."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Case
from conferences.models.conference import Conference
from conferences.models.item import Item
from conferences.models.minutes import Minutes
from partners.models import Agency, User


class Correction(models.Model):
    """One agency's correction, to an item or to what stands before the items. Without words, the draft is right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, max_length=2_000)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("made_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(item__isnull=True, case__isnull=True)
                | Q(item__isnull=False, case__isnull=False) & ~Q(words=""),
                name="correction_of_an_item_has_words",
            ),
        )


class CorrectionAnswer(models.Model):
    """The chair takes a correction up, or declines it with a sentence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="answer")
    is_accepted = models.BooleanField()
    sentence = models.TextField(blank=True, max_length=1_000)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_accepted=True) | ~Q(sentence=""), name="correction_declined_with_a_sentence"
            ),
        )
