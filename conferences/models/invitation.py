"""An agency asked to one item of a conference, and the sections of the case that it is given for it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import CaseAccess
from conferences.models.conference import Conference
from conferences.models.item import Item
from partners.models import Agency


class Invitation(models.Model):
    """Because the agency needs to be there for this case; of the other items it learns nothing.

    `access` is the grant that came with the publishing of the agenda. It stays empty for the agency that leads the
    case, which has its own, and for everybody before the agenda is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="invitations")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="invitations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    chairing_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sections = ArrayField(models.CharField(max_length=20))
    access = models.ForeignKey(CaseAccess, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    return_reminded_at = models.DateTimeField(null=True, help_text="When it was reminded of its research return, once")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "agency"], name="invitation_once_per_item"),)
