"""A support service in the partnership's directory."""

import uuid

from django.db import models

from partners.models import Agency, Partnership


class Service(models.Model):
    """What, for whom, where, when, in which languages and how to refer. Public knowledge within the partnership."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="services")
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The agency that answers referrals in this software, if it does",
    )
    name = models.CharField(max_length=120)
    offers = models.TextField(max_length=1_000)
    for_whom = models.CharField(max_length=300)
    where = models.CharField(max_length=300, blank=True)
    opening = models.CharField(max_length=300, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    how_to_refer = models.CharField(max_length=300)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_listed = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["partnership", "name"], name="service_name_once"),)
