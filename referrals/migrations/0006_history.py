import audit.history
import django.contrib.postgres.fields
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
        ('partners', '0006_history'),
        ('referrals', '0005_closed_cases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferralHistory',
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
                ('summary', models.TextField(max_length=1000)),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('legal_gateway', models.CharField(max_length=60)),
                ('gateway_reason', models.TextField(blank=True, max_length=1000)),
                ('state', models.CharField(choices=[('offered', 'Waiting for an answer'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn by the sender')], default='offered', max_length=10)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer_note', models.TextField(blank=True, max_length=1000)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ServiceHistory',
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
                ('offers', models.TextField(max_length=1000)),
                ('for_whom', models.CharField(max_length=300)),
                ('where', models.CharField(blank=True, max_length=300)),
                ('opening', models.CharField(blank=True, max_length=300)),
                ('languages', models.CharField(blank=True, max_length=200)),
                ('how_to_refer', models.CharField(max_length=300)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('is_listed', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_1d03d()', func='INSERT INTO "referrals_referralhistory" ("access_id", "answer_note", "answered_at", "answered_by_id", "case_id", "case_reference", "from_agency_id", "gateway_reason", "id", "legal_gateway", "partnership_id", "pgh_created_at", "pgh_label", "sections", "sent_at", "sent_by_id", "service_id", "state", "summary", "to_agency_id") VALUES (NEW."access_id", NEW."answer_note", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."case_reference", NEW."from_agency_id", NEW."gateway_reason", NEW."id", NEW."legal_gateway", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."sections", NEW."sent_at", NEW."sent_by_id", NEW."service_id", NEW."state", NEW."summary", NEW."to_agency_id"); RETURN NULL;', hash='d144b06f259d5f65c6976db4a0ec342db7721861', operation='INSERT', pgid='pgtrigger_history_insert_1d03d', table='referrals_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_a6083()', func='INSERT INTO "referrals_referralhistory" ("access_id", "answer_note", "answered_at", "answered_by_id", "case_id", "case_reference", "from_agency_id", "gateway_reason", "id", "legal_gateway", "partnership_id", "pgh_created_at", "pgh_label", "sections", "sent_at", "sent_by_id", "service_id", "state", "summary", "to_agency_id") VALUES (NEW."access_id", NEW."answer_note", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."case_reference", NEW."from_agency_id", NEW."gateway_reason", NEW."id", NEW."legal_gateway", NEW."partnership_id", clock_timestamp(), \'update\', NEW."sections", NEW."sent_at", NEW."sent_by_id", NEW."service_id", NEW."state", NEW."summary", NEW."to_agency_id"); RETURN NULL;', hash='91d85b98504709ca5092306192990694525893cd', operation='UPDATE', pgid='pgtrigger_history_update_a6083', table='referrals_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_cd147()', func='INSERT INTO "referrals_referralhistory" ("access_id", "answer_note", "answered_at", "answered_by_id", "case_id", "case_reference", "from_agency_id", "gateway_reason", "id", "legal_gateway", "partnership_id", "pgh_created_at", "pgh_label", "sections", "sent_at", "sent_by_id", "service_id", "state", "summary", "to_agency_id") VALUES (OLD."access_id", OLD."answer_note", OLD."answered_at", OLD."answered_by_id", OLD."case_id", OLD."case_reference", OLD."from_agency_id", OLD."gateway_reason", OLD."id", OLD."legal_gateway", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."sections", OLD."sent_at", OLD."sent_by_id", OLD."service_id", OLD."state", OLD."summary", OLD."to_agency_id"); RETURN NULL;', hash='1e48bbf9e8e71f16a357432bc3b33e9a1ed1f747', operation='DELETE', pgid='pgtrigger_history_delete_cd147', table='referrals_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_15a59()', func='INSERT INTO "referrals_servicehistory" ("agency_id", "email", "for_whom", "how_to_refer", "id", "is_listed", "languages", "name", "offers", "opening", "partnership_id", "pgh_created_at", "pgh_label", "phone", "where") VALUES (NEW."agency_id", NEW."email", NEW."for_whom", NEW."how_to_refer", NEW."id", NEW."is_listed", NEW."languages", NEW."name", NEW."offers", NEW."opening", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."phone", NEW."where"); RETURN NULL;', hash='e1dd57895a8830cd173f83e0061e3757bb9cf7f8', operation='INSERT', pgid='pgtrigger_history_insert_15a59', table='referrals_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_45002()', func='INSERT INTO "referrals_servicehistory" ("agency_id", "email", "for_whom", "how_to_refer", "id", "is_listed", "languages", "name", "offers", "opening", "partnership_id", "pgh_created_at", "pgh_label", "phone", "where") VALUES (NEW."agency_id", NEW."email", NEW."for_whom", NEW."how_to_refer", NEW."id", NEW."is_listed", NEW."languages", NEW."name", NEW."offers", NEW."opening", NEW."partnership_id", clock_timestamp(), \'update\', NEW."phone", NEW."where"); RETURN NULL;', hash='863c978fd192a7f0f65e80c88452d891a4978e6e', operation='UPDATE', pgid='pgtrigger_history_update_45002', table='referrals_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_8087a()', func='INSERT INTO "referrals_servicehistory" ("agency_id", "email", "for_whom", "how_to_refer", "id", "is_listed", "languages", "name", "offers", "opening", "partnership_id", "pgh_created_at", "pgh_label", "phone", "where") VALUES (OLD."agency_id", OLD."email", OLD."for_whom", OLD."how_to_refer", OLD."id", OLD."is_listed", OLD."languages", OLD."name", OLD."offers", OLD."opening", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."phone", OLD."where"); RETURN NULL;', hash='f102e5dee4019641bc13c56f9b81cb8ac72c63c0', operation='DELETE', pgid='pgtrigger_history_delete_8087a', table='referrals_service', when='AFTER')),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='access',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseaccess'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='answered_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='from_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='sent_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='service',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.service'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='to_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='servicehistory',
            name='agency',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='The agency that answers referrals in this software, if it does', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='servicehistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddIndex(
            model_name='referralhistory',
            index=models.Index(fields=['case', 'pgh_id'], name='referral_history'),
        ),
        migrations.AddIndex(
            model_name='servicehistory',
            index=models.Index(fields=['id', 'pgh_id'], name='service_history'),
        ),
        migrations.RunPython(begin("referrals", "Referral", "Service"), migrations.RunPython.noop),
        from_file("referrals", "history"),
    ]
