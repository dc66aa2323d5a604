"""The table of events, and what seals it. No foreign keys, no personal data: it must outlive whatever it speaks of."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Event(models.Model):
    """Somebody did, saw or sent something. The app role can insert events, never change or remove them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    user_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    partnership_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    owner_agency_id = models.UUIDField(null=True)
    sections = ArrayField(models.CharField(max_length=20), default=list)
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ("-at",)
        indexes = (
            models.Index(fields=["partnership_id", "-at"], name="event_by_partnership"),
            models.Index(fields=["subject", "-at"], name="event_by_subject"),
            models.Index(fields=["partnership_id", "user_id", "-at"], name="event_by_person"),
            models.Index(fields=["partnership_id", "agency_id", "-at"], name="event_by_agency"),
            models.Index(fields=["partnership_id", "verb", "-at"], name="event_by_verb"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(verb__regex=r"^[a-z_]+\.[a-z_]+$"), name="event_verb_is_noun_dot_verb"),
        )


class Seal(models.Model):
    """One event's place in the chain of its partnership, with the hash over it and over all before it.

    Seals, heads and the queue are written by functions of the database alone (`audit/sql/sealing.sql`).
    """

    event_id = models.UUIDField(primary_key=True)
    chain = models.UUIDField()
    number = models.BigIntegerField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["chain", "number"], name="seal_number_once_in_a_chain"),)


class Head(models.Model):
    """The end of a chain: how many events are sealed, and the hash over all of them."""

    chain = models.UUIDField(primary_key=True)
    number = models.BigIntegerField()
    hash = models.BinaryField()


class Unsealed(models.Model):
    """An event that waits to be sealed; a trigger queues it when it is written."""

    event_id = models.UUIDField(primary_key=True)
    chain = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["chain", "at", "event_id"], name="unsealed_in_order"),)


class Posting(models.Model):
    """The heads of a day were sent outside by one way; the unique key lets only one sender do it."""

    day = models.DateField()
    way = models.CharField(max_length=10)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["day", "way"], name="posting_once_a_day"),)
