"""The people of an incident: the section `people`."""

import uuid

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.incident import Incident


class Part(models.TextChoices):
    """A person is a subject until charged, never a perpetrator (domain 2)."""

    VICTIM = "victim", "Victim"
    WITNESS = "witness", "Witness"
    SUBJECT = "subject", "Subject"
    REPORTER = "reporter", "Person who reported"


class Person(models.Model):
    """Somebody's part in an incident. Age, sex and ethnicity are coded, so that statistics never need the name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="people")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="people")
    part = models.CharField(max_length=10, choices=Part)
    is_anonymous = models.BooleanField(default=False, help_text="Wished not to give a name")
    name = models.CharField(max_length=160, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=60, blank=True)
    ethnicity = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True, max_length=500)
    safe_contact = models.TextField(blank=True, max_length=1_000, help_text="How and when it is safe to make contact")
    do_not_tell = models.TextField(blank=True, max_length=1_000, help_text="Who must not be contacted or told")
    language = models.CharField(max_length=100, blank=True, help_text="Language, interpreter, easy read, access needs")
    description = models.TextField(blank=True, max_length=2_000, help_text="Of a subject whose name is not known")

    class Meta:
        verbose_name_plural = "people"
        constraints = (
            models.CheckConstraint(condition=Q(age__isnull=True) | Q(age__lte=120), name="person_age_to_120"),
            models.CheckConstraint(condition=Q(is_anonymous=False) | Q(name=""), name="person_anonymous_has_no_name"),
        )
