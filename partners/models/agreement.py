"""The sharing agreement and the code of conduct of a partnership, and who has accepted them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partners.models.partnership import Partnership
from partners.models.user import User


class Kind(models.TextChoices):
    CODE_OF_CONDUCT = "code_of_conduct", "Code of conduct"
    SHARING_AGREEMENT = "sharing_agreement", "Sharing agreement"


class Agreement(models.Model):
    """One version of one text. A version never changes; what is to be different is a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    in_force_from = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("kind", "-version")
        constraints = (
            models.UniqueConstraint(fields=["partnership", "kind", "version"], name="agreement_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="agreement_versions_begin_with_one"),
        )

    @property
    def paragraphs(self) -> list[str]:
        """The text, paragraph by paragraph."""
        return [part.strip() for part in self.text.replace("\r\n", "\n").split("\n\n") if part.strip()]


class Acceptance(models.Model):
    """A person has read and accepted one version. It is never taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acceptances")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="acceptances")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["agreement", "user"], name="acceptance_once"),)
