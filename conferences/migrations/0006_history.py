import audit.history
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.history import begin
from audit.migration_sql import from_file


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_history'),
        ('conferences', '0005_closed_cases'),
        ('partners', '0006_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('case_reference', models.CharField(max_length=16)),
                ('task', models.TextField(max_length=1000)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'To do'), ('done', 'Done'), ('not_possible', 'Not possible')], default='open', max_length=14)),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When the minutes were finalised', null=True)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AttendanceHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('presence', models.CharField(choices=[('present', 'Present'), ('apologies', 'Apologies'), ('observer', 'Observer')], max_length=10)),
                ('confidentiality_confirmed_at', models.DateTimeField(null=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ConferenceHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('held_at', models.DateTimeField()),
                ('place', models.CharField(max_length=200)),
                ('access_until', models.DateField(help_text='The last day on which invited agencies can see the case')),
                ('state', models.CharField(choices=[('convened', 'Convened'), ('finalised', 'Minutes finalised'), ('called_off', 'Called off')], default='convened', max_length=12)),
                ('convened_at', models.DateTimeField(auto_now_add=True)),
                ('number', models.PositiveIntegerField(help_text='Of the finalised minutes, per chairing agency', null=True)),
                ('finalised_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='InvitationHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ItemHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('discussion', models.TextField(blank=True, max_length=20000)),
                ('decision', models.TextField(blank=True, max_length=4000)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0, help_text='Counts saves, so that nobody overwrites unseen')),
                ('saved_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_3876e()', func='INSERT INTO "conferences_actionhistory" ("agency_id", "agreed_at", "agreed_by_id", "answered_at", "answered_by_id", "case_id", "case_reference", "due_on", "id", "item_id", "lead_agency_id", "note", "partnership_id", "pgh_created_at", "pgh_label", "state", "task") VALUES (NEW."agency_id", NEW."agreed_at", NEW."agreed_by_id", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."case_reference", NEW."due_on", NEW."id", NEW."item_id", NEW."lead_agency_id", NEW."note", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."state", NEW."task"); RETURN NULL;', hash='933726d5340cf7ed9ba7066179ed448baa71966c', operation='INSERT', pgid='pgtrigger_history_insert_3876e', table='conferences_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_d8923()', func='INSERT INTO "conferences_actionhistory" ("agency_id", "agreed_at", "agreed_by_id", "answered_at", "answered_by_id", "case_id", "case_reference", "due_on", "id", "item_id", "lead_agency_id", "note", "partnership_id", "pgh_created_at", "pgh_label", "state", "task") VALUES (NEW."agency_id", NEW."agreed_at", NEW."agreed_by_id", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."case_reference", NEW."due_on", NEW."id", NEW."item_id", NEW."lead_agency_id", NEW."note", NEW."partnership_id", clock_timestamp(), \'update\', NEW."state", NEW."task"); RETURN NULL;', hash='27cdf6d668b6e626c83de8447b32b79aa3dc4f99', operation='UPDATE', pgid='pgtrigger_history_update_d8923', table='conferences_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_b2b15()', func='INSERT INTO "conferences_actionhistory" ("agency_id", "agreed_at", "agreed_by_id", "answered_at", "answered_by_id", "case_id", "case_reference", "due_on", "id", "item_id", "lead_agency_id", "note", "partnership_id", "pgh_created_at", "pgh_label", "state", "task") VALUES (OLD."agency_id", OLD."agreed_at", OLD."agreed_by_id", OLD."answered_at", OLD."answered_by_id", OLD."case_id", OLD."case_reference", OLD."due_on", OLD."id", OLD."item_id", OLD."lead_agency_id", OLD."note", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."state", OLD."task"); RETURN NULL;', hash='5ff30a187c4e6205bb7b6eaeb964750e63f18010', operation='DELETE', pgid='pgtrigger_history_delete_b2b15', table='conferences_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_b1aca()', func='INSERT INTO "conferences_attendancehistory" ("agency_id", "conference_id", "confidentiality_confirmed_at", "id", "name", "pgh_created_at", "pgh_label", "presence", "recorded_at", "recorded_by_id") VALUES (NEW."agency_id", NEW."conference_id", NEW."confidentiality_confirmed_at", NEW."id", NEW."name", clock_timestamp(), \'insert\', NEW."presence", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;', hash='f61dd53e1c66dead20c04b03dfc13da1fda5937f', operation='INSERT', pgid='pgtrigger_history_insert_b1aca', table='conferences_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_aa105()', func='INSERT INTO "conferences_attendancehistory" ("agency_id", "conference_id", "confidentiality_confirmed_at", "id", "name", "pgh_created_at", "pgh_label", "presence", "recorded_at", "recorded_by_id") VALUES (NEW."agency_id", NEW."conference_id", NEW."confidentiality_confirmed_at", NEW."id", NEW."name", clock_timestamp(), \'update\', NEW."presence", NEW."recorded_at", NEW."recorded_by_id"); RETURN NULL;', hash='8b656cdd5a13e17f42efeda1c8305d4cd25efe6a', operation='UPDATE', pgid='pgtrigger_history_update_aa105', table='conferences_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_4d9da()', func='INSERT INTO "conferences_attendancehistory" ("agency_id", "conference_id", "confidentiality_confirmed_at", "id", "name", "pgh_created_at", "pgh_label", "presence", "recorded_at", "recorded_by_id") VALUES (OLD."agency_id", OLD."conference_id", OLD."confidentiality_confirmed_at", OLD."id", OLD."name", clock_timestamp(), \'delete\', OLD."presence", OLD."recorded_at", OLD."recorded_by_id"); RETURN NULL;', hash='1d5bbeb9f54f3719b74acb34ff909ee68f3d70e7', operation='DELETE', pgid='pgtrigger_history_delete_4d9da', table='conferences_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_8a878()', func='INSERT INTO "conferences_conferencehistory" ("access_until", "chair_id", "chairing_agency_id", "convened_at", "convened_by_id", "finalised_at", "finalised_by_id", "held_at", "id", "number", "partnership_id", "pgh_created_at", "pgh_label", "place", "state") VALUES (NEW."access_until", NEW."chair_id", NEW."chairing_agency_id", NEW."convened_at", NEW."convened_by_id", NEW."finalised_at", NEW."finalised_by_id", NEW."held_at", NEW."id", NEW."number", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."place", NEW."state"); RETURN NULL;', hash='63a9bcbc9e5b028d590229a4431126089bb3629f', operation='INSERT', pgid='pgtrigger_history_insert_8a878', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_ead4c()', func='INSERT INTO "conferences_conferencehistory" ("access_until", "chair_id", "chairing_agency_id", "convened_at", "convened_by_id", "finalised_at", "finalised_by_id", "held_at", "id", "number", "partnership_id", "pgh_created_at", "pgh_label", "place", "state") VALUES (NEW."access_until", NEW."chair_id", NEW."chairing_agency_id", NEW."convened_at", NEW."convened_by_id", NEW."finalised_at", NEW."finalised_by_id", NEW."held_at", NEW."id", NEW."number", NEW."partnership_id", clock_timestamp(), \'update\', NEW."place", NEW."state"); RETURN NULL;', hash='5c181321c338cd441e8d06c1b1f443abab075ee4', operation='UPDATE', pgid='pgtrigger_history_update_ead4c', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_a44e9()', func='INSERT INTO "conferences_conferencehistory" ("access_until", "chair_id", "chairing_agency_id", "convened_at", "convened_by_id", "finalised_at", "finalised_by_id", "held_at", "id", "number", "partnership_id", "pgh_created_at", "pgh_label", "place", "state") VALUES (OLD."access_until", OLD."chair_id", OLD."chairing_agency_id", OLD."convened_at", OLD."convened_by_id", OLD."finalised_at", OLD."finalised_by_id", OLD."held_at", OLD."id", OLD."number", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."place", OLD."state"); RETURN NULL;', hash='6d8fecd4c8a7c100224471c29c6dff51e59a74a6', operation='DELETE', pgid='pgtrigger_history_delete_a44e9', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_605f3()', func='INSERT INTO "conferences_invitationhistory" ("access_id", "agency_id", "chairing_agency_id", "conference_id", "id", "pgh_created_at", "pgh_label", "withdrawn_at") VALUES (NEW."access_id", NEW."agency_id", NEW."chairing_agency_id", NEW."conference_id", NEW."id", clock_timestamp(), \'insert\', NEW."withdrawn_at"); RETURN NULL;', hash='1a2b0605e8af27a011c5963fea22e6afcddb8ec3', operation='INSERT', pgid='pgtrigger_history_insert_605f3', table='conferences_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_ca4b5()', func='INSERT INTO "conferences_invitationhistory" ("access_id", "agency_id", "chairing_agency_id", "conference_id", "id", "pgh_created_at", "pgh_label", "withdrawn_at") VALUES (NEW."access_id", NEW."agency_id", NEW."chairing_agency_id", NEW."conference_id", NEW."id", clock_timestamp(), \'update\', NEW."withdrawn_at"); RETURN NULL;', hash='b89f0a44edd491eb9df3ad2a4fef00af4ac5ecbc', operation='UPDATE', pgid='pgtrigger_history_update_ca4b5', table='conferences_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_002e2()', func='INSERT INTO "conferences_invitationhistory" ("access_id", "agency_id", "chairing_agency_id", "conference_id", "id", "pgh_created_at", "pgh_label", "withdrawn_at") VALUES (OLD."access_id", OLD."agency_id", OLD."chairing_agency_id", OLD."conference_id", OLD."id", clock_timestamp(), \'delete\', OLD."withdrawn_at"); RETURN NULL;', hash='5b2e7ee8aa49a56c71f66532c5311dc897684190', operation='DELETE', pgid='pgtrigger_history_delete_002e2', table='conferences_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_91f46()', func='INSERT INTO "conferences_itemhistory" ("case_id", "conference_id", "decision", "discussion", "id", "pgh_created_at", "pgh_label", "position", "review_on", "saved_at", "version") VALUES (NEW."case_id", NEW."conference_id", NEW."decision", NEW."discussion", NEW."id", clock_timestamp(), \'insert\', NEW."position", NEW."review_on", NEW."saved_at", NEW."version"); RETURN NULL;', hash='88a547bad851acac3a0344362bae361d5ca4105d', operation='INSERT', pgid='pgtrigger_history_insert_91f46', table='conferences_item', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_f9bc8()', func='INSERT INTO "conferences_itemhistory" ("case_id", "conference_id", "decision", "discussion", "id", "pgh_created_at", "pgh_label", "position", "review_on", "saved_at", "version") VALUES (NEW."case_id", NEW."conference_id", NEW."decision", NEW."discussion", NEW."id", clock_timestamp(), \'update\', NEW."position", NEW."review_on", NEW."saved_at", NEW."version"); RETURN NULL;', hash='c88e0af2376ad53813c85b8e9408de78061e411d', operation='UPDATE', pgid='pgtrigger_history_update_f9bc8', table='conferences_item', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_36ee0()', func='INSERT INTO "conferences_itemhistory" ("case_id", "conference_id", "decision", "discussion", "id", "pgh_created_at", "pgh_label", "position", "review_on", "saved_at", "version") VALUES (OLD."case_id", OLD."conference_id", OLD."decision", OLD."discussion", OLD."id", clock_timestamp(), \'delete\', OLD."position", OLD."review_on", OLD."saved_at", OLD."version"); RETURN NULL;', hash='f1df6b08134a544b91dc429d13e0f4229122b457', operation='DELETE', pgid='pgtrigger_history_delete_36ee0', table='conferences_item', when='AFTER')),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='agreed_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='answered_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='item',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.item'),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='lead_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='attendancehistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='attendancehistory',
            name='conference',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.conference'),
        ),
        migrations.AddField(
            model_name='attendancehistory',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='chair',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='chairing_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='convened_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='finalised_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='access',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseaccess'),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='chairing_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='conference',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.conference'),
        ),
        migrations.AddField(
            model_name='itemhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='itemhistory',
            name='conference',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.conference'),
        ),
        migrations.AddIndex(
            model_name='actionhistory',
            index=models.Index(fields=['case', 'pgh_id'], name='action_history'),
        ),
        migrations.AddIndex(
            model_name='attendancehistory',
            index=models.Index(fields=['conference', 'pgh_id'], name='attendance_history'),
        ),
        migrations.AddIndex(
            model_name='conferencehistory',
            index=models.Index(fields=['id', 'pgh_id'], name='conference_history'),
        ),
        migrations.AddIndex(
            model_name='invitationhistory',
            index=models.Index(fields=['conference', 'pgh_id'], name='invitation_history'),
        ),
        migrations.AddIndex(
            model_name='itemhistory',
            index=models.Index(fields=['case', 'pgh_id'], name='item_history'),
        ),
        migrations.RunPython(begin("conferences", "Action", "Attendance", "Conference", "Invitation", "Item"), migrations.RunPython.noop),
        from_file("conferences", "history"),
    ]
