"""That the risk has to be assessed again, and why: the section `risk`. Append-only; a newer assessment answers it."""

import uuid

from django.db import models
from django.utils import timezone

from cases.models.case import Case
from partners.models import Agency


class PromptCause(models.TextChoices):
    """What happened since the assessment. That the review is due needs no row: the date of the case says it."""

    NEW_INCIDENT = "new_incident", "A further incident was added to this case"
    LINKED_REPEAT = "linked_repeat", "An incident was recorded elsewhere in the partnership"
    SAFETY_FACT = "safety_fact", "A fact about somebody's safety changed"


class PromptDetail(models.TextChoices):
    """What an incident elsewhere has in common with the case, or which fact changed."""

    NONE = "", "Nothing more"
    PERSON = "person", "against the same person"
    SUBJECT = "subject", "with the same subject"
    HOUSEHOLD = "household", "against the same household"
    PLACE = "place", "at the same place"
    ADULT_AT_RISK = "adult_at_risk", "whether an adult is at risk"
    CHILD = "child", "whether a child is involved"
    SAFE_CONTACT = "safe_contact", "how it is safe to make contact, or who must not be told"
    DANGER = "danger", "immediate danger and safeguarding"


class Prompt(models.Model):
    """One reason to assess the risk again.

    Of an incident elsewhere it says what the two have in common and nothing else: not which agency recorded it, in
    which case, or whom it is about. `agency` is empty then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="prompts")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=20, choices=PromptCause)
    detail = models.CharField(max_length=20, choices=PromptDetail, blank=True)
    raised_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("raised_at",)
        indexes = (models.Index(fields=["case", "raised_at"], name="prompt_by_case"),)
