"""An incident: the coded facts that are counted."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.models.case import Case
from partners.models import Agency, Partnership, User


class Kind(models.TextChoices):
    """A hate crime is a hate incident that is also a criminal offence; the two are kept apart in figures."""

    CRIME = "crime", "Crime"
    INCIDENT = "incident", "Incident"


class Precision(models.TextChoices):
    DAY = "day", "The day is known"
    MINUTE = "minute", "The time is known"


class Source(models.TextChoices):
    FORM = "form", "Reporting form"
    FILE = "file", "File from a partner's system"
    INTERFACE = "interface", "Programming interface"


def _codes(size: int = 60) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=size), default=list, blank=True)


class Incident(models.Model):
    """Something that the victim or any other person perceived as motivated by hostility or prejudice.

    It counts in the period in which it was recorded (`recorded_on`, a date in Europe/London), for the agency that
    recorded it. A further incident may belong to a case that exists.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    external_reference = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.FORM)
    recorded_on = models.DateField()
    occurred_from = models.DateTimeField()
    occurred_to = models.DateTimeField(null=True, blank=True)
    occurred_precision = models.CharField(max_length=6, choices=Precision, default=Precision.MINUTE)
    kind = models.CharField(max_length=10, choices=Kind)
    offence = models.CharField(max_length=160, blank=True, help_text="A code, or the partner's own words")
    strands = _codes()
    perceived_religion = _codes()
    reported_by = models.CharField(max_length=60)
    flags = _codes()
    incident_type = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=60, blank=True)
    premises = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    consent = models.CharField(max_length=20, default="not_asked")
    pack_given = models.BooleanField(null=True, help_text="Whether the signposting pack was given")
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    transfer = models.ForeignKey(
        "cases.Transfer",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="By which the incident came from another partnership, whose figures count it",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("occurred_from",)
        indexes = (
            models.Index(fields=["partnership", "recorded_on"], name="incident_by_period"),
            models.Index(fields=["case"], name="incident_by_case"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "external_reference"],
                condition=~Q(external_reference=""),
                name="incident_external_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(occurred_to__isnull=True) | Q(occurred_to__gte=F("occurred_from")),
                name="incident_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.INCIDENT) | ~Q(offence=""), name="incident_crime_has_an_offence"
            ),
            models.CheckConstraint(condition=~Q(strands=[]), name="incident_has_a_strand"),
        )
