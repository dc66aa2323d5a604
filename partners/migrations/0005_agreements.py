"""The sharing agreement and the code of conduct, who accepted them, and who signed for an agency."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_second_administrator")]

    operations = [
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("code_of_conduct", "Code of conduct"), ("sharing_agreement", "Sharing agreement")],
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("in_force_from", models.DateField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("kind", "-version"),
            },
        ),
        migrations.AddField(
            model_name="seat",
            name="signed_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="seat",
            name="signed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="seat",
            name="signed_version",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_by", ""), ("signed_on__isnull", True), ("signed_version__isnull", True)),
                    models.Q(
                        ("signed_on__isnull", False),
                        ("signed_version__isnull", False),
                        models.Q(("signed_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="seat_is_signed_for_by_somebody",
            ),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="partnership",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="partners.partnership"),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acceptances", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="made_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="partners.partnership"
            ),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acceptances", to="partners.agreement"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("partnership", "kind", "version"), name="agreement_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="agreement_versions_begin_with_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.UniqueConstraint(fields=("agreement", "user"), name="acceptance_once"),
        ),
        from_file("partners", "agreements"),
    ]
