"""An agency asked to a conference, and the sections it was given for it."""

import uuid

from django.db import models

from cases.models import CaseAccess
from conferences.models.conference import Conference
from partners.models import Agency


class Invitation(models.Model):
    """Because the agency needs to be there. `access` is the grant that came with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="invitations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    chairing_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    access = models.ForeignKey(CaseAccess, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["conference", "agency"], name="invitation_once_per_agency"),)
