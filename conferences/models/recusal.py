"""Somebody who steps out of one item of a conference, because of a conflict of interest."""

import uuid

from django.db import models
from django.db.models import Q

from cases.models import Case
from conferences.models.item import Item
from partners.models import Agency, Partnership, User


class Recusal(models.Model):
    """While it stands, the item does not exist for that person: not on a page, not in the database (domain 5).

    `user` is empty for somebody at the table who has no account; then there is nothing to hide, and it is minuted all
    the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="recusals")
    chairing_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    recused_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recused_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("recused_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["item", "user"], condition=Q(lifted_at__isnull=True), name="recusal_once"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="recusal_lifted_says_who_and_when",
            ),
        )
