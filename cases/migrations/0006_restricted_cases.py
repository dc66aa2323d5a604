"""Restricted cases, walls, personal and emergency access, with cases/sql/closed_cases.sql."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0005_victim_not_told"),
        ("audit", "0002_row_security"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("partners", "0003_role_ends_at_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseUserObjectPermission",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EmergencyAccess",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("case_reference", models.CharField(max_length=16)),
                ("reason", models.TextField(max_length=1000)),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("justified", "Justified"), ("not_justified", "Not justified")],
                        max_length=14,
                    ),
                ),
                ("review_note", models.TextField(blank=True, max_length=1000)),
                ("reviewed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-opened_at",),
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reason", models.TextField(max_length=1000)),
                ("restricted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-restricted_at",),
            },
        ),
        migrations.CreateModel(
            name="Wall",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reason", models.TextField(max_length=1000)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-made_at",),
            },
        ),
        migrations.AlterModelOptions(
            name="case",
            options={
                "ordering": ("-opened_on", "reference"),
                "permissions": (
                    ("read_restricted_case", "Is named for this case, and sees it while it is restricted"),
                ),
            },
        ),
        migrations.AddField(
            model_name="caseaccess",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="caseaccess",
            name="reason",
            field=models.CharField(
                choices=[
                    ("lead", "Leads the case"),
                    ("conference", "Invited to a case conference"),
                    ("referral", "Accepted a referral"),
                    ("emergency", "Opened in an emergency"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="caseaccess",
            index=models.Index(
                condition=models.Q(("user__isnull", False)), fields=["user", "case"], name="access_by_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", "emergency"), _negated=True),
                    models.Q(
                        ("live_from__isnull", False),
                        (
                            "live_until__lte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("live_from"), "+", models.Value(datetime.timedelta(seconds=3600))
                            ),
                        ),
                        ("user__isnull", False),
                        ("live_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="access_in_an_emergency_is_one_persons_hour",
            ),
        ),
        migrations.AddField(
            model_name="caseuserobjectpermission",
            name="content_object",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="named_people", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="caseuserobjectpermission",
            name="permission",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
        ),
        migrations.AddField(
            model_name="caseuserobjectpermission",
            name="user",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="emergencyaccess",
            name="access",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="emergency", to="cases.caseaccess"
            ),
        ),
        migrations.AddField(
            model_name="emergencyaccess",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.agency"
            ),
        ),
        migrations.AddField(
            model_name="emergencyaccess",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="emergencies", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="emergencyaccess",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partnership"
            ),
        ),
        migrations.AddField(
            model_name="emergencyaccess",
            name="reviewed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="emergencyaccess",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="restrictions", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="lifted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partnership"
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="restricted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="wall",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="walls", to="cases.case"),
        ),
        migrations.AddField(
            model_name="wall",
            name="lifted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="wall",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="wall",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partnership"
            ),
        ),
        migrations.AddField(
            model_name="wall",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="caseuserobjectpermission",
            index=models.Index(fields=["content_object", "user"], name="named_by_case"),
        ),
        migrations.AlterUniqueTogether(
            name="caseuserobjectpermission",
            unique_together={("user", "permission", "content_object")},
        ),
        migrations.AddIndex(
            model_name="emergencyaccess",
            index=models.Index(
                condition=models.Q(("reviewed_at__isnull", True)), fields=["case"], name="emergency_to_review"
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__length__gte", 20)), name="emergency_has_a_written_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at__gt", models.F("opened_at")),
                    (
                        "ends_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opened_at"), "+", models.Value(datetime.timedelta(seconds=3600))
                        ),
                    ),
                ),
                name="emergency_ends_within_the_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("review_note", ""),
                        ("reviewed_at__isnull", True),
                        ("reviewed_by__isnull", True),
                        ("verdict", ""),
                    ),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("verdict__in", ["justified", "not_justified"]),
                        models.Q(("review_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="emergency_reviewed_says_who_when_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    models.Q(("reviewed_by", models.F("user")), _negated=True),
                    _connector="OR",
                ),
                name="emergency_reviewed_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="restriction",
            index=models.Index(
                condition=models.Q(("lifted_at__isnull", True)), fields=["partnership"], name="restriction_standing"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)), fields=("case",), name="restriction_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="restriction_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="restriction_lifted_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="wall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)), fields=("user", "case"), name="wall_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="wall",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="wall_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="wall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="wall_lifted_says_who_and_when",
            ),
        ),
        from_file("cases", "closed_cases"),
    ]
