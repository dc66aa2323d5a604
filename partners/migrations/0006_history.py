import audit.history
import django.core.validators
import django.db.models.deletion
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.history import begin
from audit.migration_sql import from_file


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0005_agreements'),
    ]

    operations = [
        from_file("partners", "scope_request"),
        migrations.CreateModel(
            name='MembershipHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('role', models.CharField(choices=[('administrator', 'Partnership administrator'), ('auditor', 'Auditor'), ('caseworker', 'Caseworker'), ('chair', 'Panel chair'), ('manager', 'Partnership manager'), ('monitor', 'Monitoring officer'), ('representative', 'Agency representative'), ('responsible_person', 'Responsible Person')], max_length=20)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PartnershipHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('code', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('nation', models.CharField(choices=[('england', 'England'), ('northern_ireland', 'Northern Ireland'), ('scotland', 'Scotland'), ('wales', 'Wales')], default='england', max_length=20)),
                ('reporting_year_starts', models.PositiveSmallIntegerField(default=4, help_text='Month, 1 to 12', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)])),
                ('decision_limit_days', models.PositiveSmallIntegerField(default=5, help_text='Working days from the report to the decision')),
                ('repeat_window_days', models.PositiveSmallIntegerField(default=365)),
                ('instrument', models.CharField(default='hate_crime', max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SeatHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('is_monitoring', models.BooleanField(default=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('signed_version', models.PositiveSmallIntegerField(null=True)),
                ('signed_on', models.DateField(null=True)),
                ('signed_by', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='UserHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_f1f15()', func='INSERT INTO "partners_membershiphistory" ("agency_id", "ended_at", "id", "partnership_id", "pgh_created_at", "pgh_label", "role", "since", "until", "user_id") VALUES (NEW."agency_id", NEW."ended_at", NEW."id", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."role", NEW."since", NEW."until", NEW."user_id"); RETURN NULL;', hash='e3254946a3ef4c1297bf67dc6c6755ee675364a7', operation='INSERT', pgid='pgtrigger_history_insert_f1f15', table='partners_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_7a52b()', func='INSERT INTO "partners_membershiphistory" ("agency_id", "ended_at", "id", "partnership_id", "pgh_created_at", "pgh_label", "role", "since", "until", "user_id") VALUES (NEW."agency_id", NEW."ended_at", NEW."id", NEW."partnership_id", clock_timestamp(), \'update\', NEW."role", NEW."since", NEW."until", NEW."user_id"); RETURN NULL;', hash='6330da66d7481f1ee4114de2e22a3bc71212368b', operation='UPDATE', pgid='pgtrigger_history_update_7a52b', table='partners_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_59acd()', func='INSERT INTO "partners_membershiphistory" ("agency_id", "ended_at", "id", "partnership_id", "pgh_created_at", "pgh_label", "role", "since", "until", "user_id") VALUES (OLD."agency_id", OLD."ended_at", OLD."id", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."role", OLD."since", OLD."until", OLD."user_id"); RETURN NULL;', hash='389707ff67497422f4ba553f269f0d096cb21431', operation='DELETE', pgid='pgtrigger_history_delete_59acd', table='partners_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_4080a()', func='INSERT INTO "partners_partnershiphistory" ("code", "created_at", "decision_limit_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "repeat_window_days", "reporting_year_starts") VALUES (NEW."code", NEW."created_at", NEW."decision_limit_days", NEW."id", NEW."instrument", NEW."name", NEW."nation", clock_timestamp(), \'insert\', NEW."repeat_window_days", NEW."reporting_year_starts"); RETURN NULL;', hash='bd42c2877cfed446b3b325cee48842d8c277d250', operation='INSERT', pgid='pgtrigger_history_insert_4080a', table='partners_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_e01b3()', func='INSERT INTO "partners_partnershiphistory" ("code", "created_at", "decision_limit_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "repeat_window_days", "reporting_year_starts") VALUES (NEW."code", NEW."created_at", NEW."decision_limit_days", NEW."id", NEW."instrument", NEW."name", NEW."nation", clock_timestamp(), \'update\', NEW."repeat_window_days", NEW."reporting_year_starts"); RETURN NULL;', hash='d26a74dc82729a1b38dad961e6cd61aefcf8cbb6', operation='UPDATE', pgid='pgtrigger_history_update_e01b3', table='partners_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_c2eaa()', func='INSERT INTO "partners_partnershiphistory" ("code", "created_at", "decision_limit_days", "id", "instrument", "name", "nation", "pgh_created_at", "pgh_label", "repeat_window_days", "reporting_year_starts") VALUES (OLD."code", OLD."created_at", OLD."decision_limit_days", OLD."id", OLD."instrument", OLD."name", OLD."nation", clock_timestamp(), \'delete\', OLD."repeat_window_days", OLD."reporting_year_starts"); RETURN NULL;', hash='f32809833638279da3e72b3cb9c9a6c45e8291c6', operation='DELETE', pgid='pgtrigger_history_delete_c2eaa', table='partners_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_698dc()', func='INSERT INTO "partners_seathistory" ("agency_id", "id", "is_monitoring", "partnership_id", "pgh_created_at", "pgh_label", "signed_by", "signed_on", "signed_version", "since", "until") VALUES (NEW."agency_id", NEW."id", NEW."is_monitoring", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."signed_by", NEW."signed_on", NEW."signed_version", NEW."since", NEW."until"); RETURN NULL;', hash='e60a71259869dfa12eda90aa66b0e86a7077d491', operation='INSERT', pgid='pgtrigger_history_insert_698dc', table='partners_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_0871b()', func='INSERT INTO "partners_seathistory" ("agency_id", "id", "is_monitoring", "partnership_id", "pgh_created_at", "pgh_label", "signed_by", "signed_on", "signed_version", "since", "until") VALUES (NEW."agency_id", NEW."id", NEW."is_monitoring", NEW."partnership_id", clock_timestamp(), \'update\', NEW."signed_by", NEW."signed_on", NEW."signed_version", NEW."since", NEW."until"); RETURN NULL;', hash='383c8e56e628c9f6563052780f25bca34c41be73', operation='UPDATE', pgid='pgtrigger_history_update_0871b', table='partners_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_d77a7()', func='INSERT INTO "partners_seathistory" ("agency_id", "id", "is_monitoring", "partnership_id", "pgh_created_at", "pgh_label", "signed_by", "signed_on", "signed_version", "since", "until") VALUES (OLD."agency_id", OLD."id", OLD."is_monitoring", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."signed_by", OLD."signed_on", OLD."signed_version", OLD."since", OLD."until"); RETURN NULL;', hash='b4c6554d2a7b007cbe14b4c272fd59cf230859ff', operation='DELETE', pgid='pgtrigger_history_delete_d77a7', table='partners_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_876fc()', func='INSERT INTO "partners_userhistory" ("created_at", "email", "id", "is_active", "name", "pgh_created_at", "pgh_label") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_active", NEW."name", clock_timestamp(), \'insert\'); RETURN NULL;', hash='daf450d0e80bce130ee2b53e020eb3fddce1ce76', operation='INSERT', pgid='pgtrigger_history_insert_876fc', table='partners_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name"))', execute='app.pgtrigger_history_update_f311a()', func='INSERT INTO "partners_userhistory" ("created_at", "email", "id", "is_active", "name", "pgh_created_at", "pgh_label") VALUES (NEW."created_at", NEW."email", NEW."id", NEW."is_active", NEW."name", clock_timestamp(), \'update\'); RETURN NULL;', hash='711064c0a6d4995d31cb780c43249fd2680274cd', operation='UPDATE', pgid='pgtrigger_history_update_f311a', table='partners_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_f6008()', func='INSERT INTO "partners_userhistory" ("created_at", "email", "id", "is_active", "name", "pgh_created_at", "pgh_label") VALUES (OLD."created_at", OLD."email", OLD."id", OLD."is_active", OLD."name", clock_timestamp(), \'delete\'); RETURN NULL;', hash='f31f6b839f75fd914d1826c3d5548d746eb8f5f8', operation='DELETE', pgid='pgtrigger_history_delete_f6008', table='partners_user', when='AFTER')),
        ),
        migrations.AddField(
            model_name='membershiphistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='membershiphistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='membershiphistory',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='partnershiphistory',
            index=models.Index(fields=['id', 'pgh_id'], name='partnership_history'),
        ),
        migrations.AddField(
            model_name='seathistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='seathistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddIndex(
            model_name='userhistory',
            index=models.Index(fields=['id', 'pgh_id'], name='user_history'),
        ),
        migrations.AddIndex(
            model_name='membershiphistory',
            index=models.Index(fields=['user', 'pgh_id'], name='membership_history'),
        ),
        migrations.AddIndex(
            model_name='seathistory',
            index=models.Index(fields=['partnership', 'pgh_id'], name='seat_history'),
        ),
        migrations.RunPython(begin("partners", "Membership", "Partnership", "Seat", "User"), migrations.RunPython.noop),
        from_file("partners", "history"),
    ]
