"""What happened, in the reporter's words: the section `account`."""

import uuid

from django.db import models

from cases.models.case import Case
from cases.models.incident import Incident


class Account(models.Model):
    """The story of one incident. It may name people, places and health, so it is a section of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accounts")
    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="account")
    description = models.TextField(blank=True, max_length=10_000)
    place = models.CharField(max_length=300, blank=True, help_text="Where exactly: address, place, bus, web address")
    danger = models.TextField(blank=True, max_length=2_000, help_text="Immediate danger and safeguarding")
    harm = models.TextField(blank=True, max_length=2_000, help_text="Injuries, loss, damage, evidence")
    wanted = models.TextField(blank=True, max_length=2_000, help_text="What the victim wants to happen")
    share_without_consent_reason = models.TextField(blank=True, max_length=2_000)
    legal_gateway = models.CharField(max_length=60, blank=True)
