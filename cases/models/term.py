"""Reference data: strands, offences, premises, outcomes, gateways, areas and the rest, dated and editable."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from partners.models import Partnership


class TermQuerySet(models.QuerySet["Term"]):
    def of(self, vocabulary: str, *, partnership_id: uuid.UUID, day: date | None = None) -> "TermQuerySet":
        """Return the terms of a vocabulary that a partnership uses: those of its nation and its own.

        Args:
            vocabulary: such as `strand` or `area`.
            partnership_id: whose own terms to add.
            day: leave out terms that do not hold on this day; all terms when it is not given.
        """
        nation = Partnership.objects.filter(pk=partnership_id).values("nation")
        terms = self.filter(
            Q(partnership__isnull=True) | Q(partnership_id=partnership_id),
            Q(nation="") | Q(nation__in=nation),
            vocabulary=vocabulary,
        )
        if day is not None:
            terms = terms.filter(
                Q(valid_from__isnull=True) | Q(valid_from__lte=day),
                Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            )
        return terms.order_by("position", "label")


class Term(models.Model):
    """One code of one vocabulary. Without a partnership it is everybody's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, null=True, on_delete=models.PROTECT, related_name="terms")
    vocabulary = models.CharField(max_length=30)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=160)
    group = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)
    centrally_monitored = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["vocabulary", "code", "nation", "partnership"], nulls_distinct=False, name="term_code_once"
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Za-z0-9_]+$"), name="term_code_grammar"),
        )
