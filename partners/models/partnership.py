"""A community safety partnership and its settings."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class Nation(models.TextChoices):
    ENGLAND = "england", "England"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"


class Partnership(models.Model):
    """The body whose agencies work hate crime cases together. Its settings are data (domain 4, 8, 10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    nation = models.CharField(max_length=20, choices=Nation, default=Nation.ENGLAND)
    reporting_year_starts = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(1), MaxValueValidator(12)], help_text="Month, 1 to 12"
    )
    decision_limit_days = models.PositiveSmallIntegerField(
        default=5, help_text="Working days from the report to the decision"
    )
    countersigns_decisions = models.BooleanField(
        default=False, help_text="Whether the Responsible Person countersigns every decision"
    )
    repeat_window_days = models.PositiveSmallIntegerField(default=365)
    escalation_days = models.PositiveSmallIntegerField(
        default=7, help_text="For how many days an action may be late before the Responsible Person is told"
    )
    proportionality_limit_days = models.PositiveSmallIntegerField(
        default=5, help_text="Working days in which it is decided whether a subject's data is kept without a crime"
    )
    instrument = models.CharField(max_length=60, default="hate_crime")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9]{2,12}$"), name="partnership_code_is_short"),
            models.CheckConstraint(
                condition=Q(reporting_year_starts__range=(1, 12)), name="partnership_year_starts_in_a_month"
            ),
        )

    def __str__(self) -> str:
        return self.name
