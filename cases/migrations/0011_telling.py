"""Who was told what happened, person by person; rights from cases/sql/telling.sql."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_decision_security"),
        ("partners", "0008_password_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("told_on", models.DateField(null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("telephone", "By telephone"),
                            ("letter", "By letter"),
                            ("email", "By email or text message"),
                            ("through_others", "Through another service or somebody they trust"),
                            ("not_recorded", "Not recorded"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "not_told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsafe", "No: making contact would not be safe"),
                            ("declined", "No: they asked not to be told"),
                            ("not_reached", "No: they could not be reached"),
                        ],
                        max_length=20,
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.agency"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="cases.person"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-recorded_at",),
                "indexes": [models.Index(fields=["case", "-recorded_at"], name="telling_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(
                            Q(("not_told", ""), ("told_on__isnull", False), Q(("how", ""), _negated=True)),
                            Q(("how", ""), ("told_on__isnull", True), Q(("not_told", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="telling_says_when_and_how_or_why_not",
                    )
                ],
            },
        ),
        from_file("cases", "telling"),
    ]
