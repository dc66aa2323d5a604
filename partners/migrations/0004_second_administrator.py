"""What waits for a second administrator, and the trigger that keeps administrators from seeing cases by themselves."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_role_ends_at_once")]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("administrator", "Partnership administrator"),
                            ("auditor", "Auditor"),
                            ("caseworker", "Caseworker"),
                            ("chair", "Panel chair"),
                            ("manager", "Partnership manager"),
                            ("monitor", "Monitoring officer"),
                            ("representative", "Agency representative"),
                            ("responsible_person", "Responsible Person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("approved", "Approved"), ("refused", "Refused")], max_length=10
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-proposed_at",),
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="agency",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="partners.agency"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="partnership",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")),
                fields=("partnership", "user", "agency", "role", "email"),
                name="proposal_once_at_a_time",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agency__isnull", True),
                        ("role", ""),
                        ("since__isnull", True),
                        ("until__isnull", True),
                        models.Q(("email", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("role", ""), _negated=True),
                        ("agency__isnull", False),
                        ("email", ""),
                        ("since__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="proposal_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("outcome", "")),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="proposal_is_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                        models.Q(("decided_by", models.F("user")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="proposal_needs_a_second_administrator",
            ),
        ),
        from_file("partners", "second_administrator"),
    ]
