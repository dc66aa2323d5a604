"""Standing panels, the queue for their agendas, and invitations per item."""

import audit.history
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

FILLED = """
    UPDATE conferences_conference SET agenda_published_at = convened_at;
    UPDATE conferences_invitation AS v SET item_id = i.id, sections = a.sections
        FROM conferences_item i, cases_caseaccess a WHERE i.conference_id = v.conference_id AND a.id = v.access_id;
    UPDATE conferences_invitationhistory AS v SET item_id = i.id, sections = a.sections
        FROM conferences_item i, cases_caseaccess a WHERE i.conference_id = v.conference_id AND a.id = v.access_id;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
"""
"""Until now every conference had one item, and its agenda was published when it was convened."""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_documents'),
        ('conferences', '0006_history'),
        ('partners', '0008_password_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaReferral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('why', models.TextField(max_length=2000)),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('legal_gateway', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a place on an agenda'), ('placed', 'On an agenda'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                ('referred_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('referred_at',),
            },
        ),
        migrations.CreateModel(
            name='AgendaReferralHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('why', models.TextField(max_length=2000)),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('legal_gateway', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a place on an agenda'), ('placed', 'On an agenda'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                ('referred_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('rhythm', models.CharField(choices=[('weekly', 'Every week'), ('fortnightly', 'Every two weeks'), ('four_weekly', 'Every four weeks'), ('monthly', 'Every month, on the same weekday of the month'), ('quarterly', 'Every three months, on the same weekday of the month')], max_length=12)),
                ('first_on', models.DateField()),
                ('starts_at', models.TimeField()),
                ('minutes_long', models.PositiveSmallIntegerField(default=120)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('video_link', models.URLField(blank=True, max_length=400)),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='PanelHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('rhythm', models.CharField(choices=[('weekly', 'Every week'), ('fortnightly', 'Every two weeks'), ('four_weekly', 'Every four weeks'), ('monthly', 'Every month, on the same weekday of the month'), ('quarterly', 'Every three months, on the same weekday of the month')], max_length=12)),
                ('first_on', models.DateField()),
                ('starts_at', models.TimeField()),
                ('minutes_long', models.PositiveSmallIntegerField(default=120)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('video_link', models.URLField(blank=True, max_length=400)),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PanelMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='PanelMemberHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='item',
            options={'ordering': ('position', 'id')},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='history_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='history_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='history_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invitation',
            name='history_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invitation',
            name='history_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='invitation',
            name='history_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='item',
            name='history_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='item',
            name='history_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='item',
            name='history_delete',
        ),
        migrations.RemoveConstraint(
            model_name='invitation',
            name='invitation_once_per_agency',
        ),
        migrations.AddField(
            model_name='conference',
            name='agenda_published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='conference',
            name='minutes_long',
            field=models.PositiveSmallIntegerField(default=60),
        ),
        migrations.AddField(
            model_name='conference',
            name='sequence',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='conference',
            name='video_link',
            field=models.URLField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='agenda_published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='minutes_long',
            field=models.PositiveSmallIntegerField(default=60),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='sequence',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='video_link',
            field=models.URLField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='invitation',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='conferences.item'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='sections',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), null=True, size=None),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='item',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.item'),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='sections',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), null=True, size=None),
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='invitation',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='conferences.item'),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='sections',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
        ),
        migrations.AlterField(
            model_name='invitationhistory',
            name='item',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.item'),
        ),
        migrations.AlterField(
            model_name='invitationhistory',
            name='sections',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
        ),
        migrations.AddField(
            model_name='item',
            name='expected_minutes',
            field=models.PositiveSmallIntegerField(default=15),
        ),
        migrations.AddField(
            model_name='itemhistory',
            name='expected_minutes',
            field=models.PositiveSmallIntegerField(default=15),
        ),
        migrations.AlterField(
            model_name='conference',
            name='access_until',
            field=models.DateField(help_text='The last day on which invited agencies can see their items'),
        ),
        migrations.AlterField(
            model_name='conference',
            name='place',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='conferencehistory',
            name='access_until',
            field=models.DateField(help_text='The last day on which invited agencies can see their items'),
        ),
        migrations.AlterField(
            model_name='conferencehistory',
            name='place',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='access',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caseaccess'),
        ),
        migrations.AlterField(
            model_name='invitationhistory',
            name='access',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseaccess'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_8a878()', func='INSERT INTO "conferences_conferencehistory" ("access_until", "agenda_published_at", "chair_id", "chairing_agency_id", "convened_at", "convened_by_id", "finalised_at", "finalised_by_id", "held_at", "id", "minutes_long", "number", "panel_id", "partnership_id", "pgh_created_at", "pgh_label", "place", "sequence", "state", "video_link") VALUES (NEW."access_until", NEW."agenda_published_at", NEW."chair_id", NEW."chairing_agency_id", NEW."convened_at", NEW."convened_by_id", NEW."finalised_at", NEW."finalised_by_id", NEW."held_at", NEW."id", NEW."minutes_long", NEW."number", NEW."panel_id", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."place", NEW."sequence", NEW."state", NEW."video_link"); RETURN NULL;', hash='0f6e4cd7ca9193dc71add5761c905ec37e49534b', operation='INSERT', pgid='pgtrigger_history_insert_8a878', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_ead4c()', func='INSERT INTO "conferences_conferencehistory" ("access_until", "agenda_published_at", "chair_id", "chairing_agency_id", "convened_at", "convened_by_id", "finalised_at", "finalised_by_id", "held_at", "id", "minutes_long", "number", "panel_id", "partnership_id", "pgh_created_at", "pgh_label", "place", "sequence", "state", "video_link") VALUES (NEW."access_until", NEW."agenda_published_at", NEW."chair_id", NEW."chairing_agency_id", NEW."convened_at", NEW."convened_by_id", NEW."finalised_at", NEW."finalised_by_id", NEW."held_at", NEW."id", NEW."minutes_long", NEW."number", NEW."panel_id", NEW."partnership_id", clock_timestamp(), \'update\', NEW."place", NEW."sequence", NEW."state", NEW."video_link"); RETURN NULL;', hash='35a1e13fd40c4644cb1b2c88f4156259f4edb603', operation='UPDATE', pgid='pgtrigger_history_update_ead4c', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_a44e9()', func='INSERT INTO "conferences_conferencehistory" ("access_until", "agenda_published_at", "chair_id", "chairing_agency_id", "convened_at", "convened_by_id", "finalised_at", "finalised_by_id", "held_at", "id", "minutes_long", "number", "panel_id", "partnership_id", "pgh_created_at", "pgh_label", "place", "sequence", "state", "video_link") VALUES (OLD."access_until", OLD."agenda_published_at", OLD."chair_id", OLD."chairing_agency_id", OLD."convened_at", OLD."convened_by_id", OLD."finalised_at", OLD."finalised_by_id", OLD."held_at", OLD."id", OLD."minutes_long", OLD."number", OLD."panel_id", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."place", OLD."sequence", OLD."state", OLD."video_link"); RETURN NULL;', hash='fa9891be0541cd9a8bfb814cefe12436438c9912', operation='DELETE', pgid='pgtrigger_history_delete_a44e9', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_605f3()', func='INSERT INTO "conferences_invitationhistory" ("access_id", "agency_id", "chairing_agency_id", "conference_id", "id", "item_id", "pgh_created_at", "pgh_label", "sections", "withdrawn_at") VALUES (NEW."access_id", NEW."agency_id", NEW."chairing_agency_id", NEW."conference_id", NEW."id", NEW."item_id", clock_timestamp(), \'insert\', NEW."sections", NEW."withdrawn_at"); RETURN NULL;', hash='dfd54f7da8e01ba8afc443af580ffa97988596db', operation='INSERT', pgid='pgtrigger_history_insert_605f3', table='conferences_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_ca4b5()', func='INSERT INTO "conferences_invitationhistory" ("access_id", "agency_id", "chairing_agency_id", "conference_id", "id", "item_id", "pgh_created_at", "pgh_label", "sections", "withdrawn_at") VALUES (NEW."access_id", NEW."agency_id", NEW."chairing_agency_id", NEW."conference_id", NEW."id", NEW."item_id", clock_timestamp(), \'update\', NEW."sections", NEW."withdrawn_at"); RETURN NULL;', hash='3dbe2f9b549dc8f54015586f3909bc4bf7786abe', operation='UPDATE', pgid='pgtrigger_history_update_ca4b5', table='conferences_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_002e2()', func='INSERT INTO "conferences_invitationhistory" ("access_id", "agency_id", "chairing_agency_id", "conference_id", "id", "item_id", "pgh_created_at", "pgh_label", "sections", "withdrawn_at") VALUES (OLD."access_id", OLD."agency_id", OLD."chairing_agency_id", OLD."conference_id", OLD."id", OLD."item_id", clock_timestamp(), \'delete\', OLD."sections", OLD."withdrawn_at"); RETURN NULL;', hash='12a8da12ffc97d7259f38d8c2ab7a82707629b79', operation='DELETE', pgid='pgtrigger_history_delete_002e2', table='conferences_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_91f46()', func='INSERT INTO "conferences_itemhistory" ("case_id", "conference_id", "decision", "discussion", "expected_minutes", "id", "pgh_created_at", "pgh_label", "position", "review_on", "saved_at", "version") VALUES (NEW."case_id", NEW."conference_id", NEW."decision", NEW."discussion", NEW."expected_minutes", NEW."id", clock_timestamp(), \'insert\', NEW."position", NEW."review_on", NEW."saved_at", NEW."version"); RETURN NULL;', hash='0c00a949d536c70bfc4bda7553afbff2602b41a8', operation='INSERT', pgid='pgtrigger_history_insert_91f46', table='conferences_item', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_f9bc8()', func='INSERT INTO "conferences_itemhistory" ("case_id", "conference_id", "decision", "discussion", "expected_minutes", "id", "pgh_created_at", "pgh_label", "position", "review_on", "saved_at", "version") VALUES (NEW."case_id", NEW."conference_id", NEW."decision", NEW."discussion", NEW."expected_minutes", NEW."id", clock_timestamp(), \'update\', NEW."position", NEW."review_on", NEW."saved_at", NEW."version"); RETURN NULL;', hash='0398477424ccaaf060e2c4e59a44f9506b6cc1f4', operation='UPDATE', pgid='pgtrigger_history_update_f9bc8', table='conferences_item', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_36ee0()', func='INSERT INTO "conferences_itemhistory" ("case_id", "conference_id", "decision", "discussion", "expected_minutes", "id", "pgh_created_at", "pgh_label", "position", "review_on", "saved_at", "version") VALUES (OLD."case_id", OLD."conference_id", OLD."decision", OLD."discussion", OLD."expected_minutes", OLD."id", clock_timestamp(), \'delete\', OLD."position", OLD."review_on", OLD."saved_at", OLD."version"); RETURN NULL;', hash='5c007f8d160ac258768407e99ab77ecf8f11c701', operation='DELETE', pgid='pgtrigger_history_delete_36ee0', table='conferences_item', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('item', 'agency'), name='invitation_once_per_item'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='access',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caseaccess'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='conferences.item'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='lead_agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='panel_agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='referred_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='access',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseaccess'),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='item',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.item'),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='lead_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='panel_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='referred_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='panel',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='panel',
            name='chair',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='panel',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='agendareferralhistory',
            name='panel',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.panel'),
        ),
        migrations.AddField(
            model_name='agendareferral',
            name='panel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conferences.panel'),
        ),
        migrations.AddField(
            model_name='conference',
            name='panel',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conferences.panel'),
        ),
        migrations.AddField(
            model_name='conferencehistory',
            name='panel',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.panel'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('place', ''), ('video_link', ''), _negated=True), name='conference_is_held_somewhere'),
        ),
        migrations.AddField(
            model_name='panelhistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='panelhistory',
            name='chair',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='panelhistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='panel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='conferences.panel'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='panelmemberhistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='panelmemberhistory',
            name='panel',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='conferences.panel'),
        ),
        migrations.AddField(
            model_name='panelmemberhistory',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panel',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_004d4()', func='INSERT INTO "conferences_panelhistory" ("agency_id", "chair_id", "ended_on", "first_on", "id", "minutes_long", "name", "partnership_id", "pgh_created_at", "pgh_label", "place", "rhythm", "starts_at", "video_link") VALUES (NEW."agency_id", NEW."chair_id", NEW."ended_on", NEW."first_on", NEW."id", NEW."minutes_long", NEW."name", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."place", NEW."rhythm", NEW."starts_at", NEW."video_link"); RETURN NULL;', hash='d19763020508875e06d2a3bd3f4b98687f621bd5', operation='INSERT', pgid='pgtrigger_history_insert_004d4', table='conferences_panel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panel',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_148e9()', func='INSERT INTO "conferences_panelhistory" ("agency_id", "chair_id", "ended_on", "first_on", "id", "minutes_long", "name", "partnership_id", "pgh_created_at", "pgh_label", "place", "rhythm", "starts_at", "video_link") VALUES (NEW."agency_id", NEW."chair_id", NEW."ended_on", NEW."first_on", NEW."id", NEW."minutes_long", NEW."name", NEW."partnership_id", clock_timestamp(), \'update\', NEW."place", NEW."rhythm", NEW."starts_at", NEW."video_link"); RETURN NULL;', hash='d36bdd3ca278249936db7bf14e8a136e769d3760', operation='UPDATE', pgid='pgtrigger_history_update_148e9', table='conferences_panel', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panel',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_356a9()', func='INSERT INTO "conferences_panelhistory" ("agency_id", "chair_id", "ended_on", "first_on", "id", "minutes_long", "name", "partnership_id", "pgh_created_at", "pgh_label", "place", "rhythm", "starts_at", "video_link") VALUES (OLD."agency_id", OLD."chair_id", OLD."ended_on", OLD."first_on", OLD."id", OLD."minutes_long", OLD."name", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."place", OLD."rhythm", OLD."starts_at", OLD."video_link"); RETURN NULL;', hash='ea0b2959a151239f51c87031edc3cf0c5ff35d48', operation='DELETE', pgid='pgtrigger_history_delete_356a9', table='conferences_panel', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='agendareferralhistory',
            index=models.Index(fields=['case', 'pgh_id'], name='agendareferral_history'),
        ),
        migrations.AddConstraint(
            model_name='agendareferral',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('case', 'panel'), name='agenda_referral_waits_once'),
        ),
        migrations.AddConstraint(
            model_name='agendareferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('state', 'placed')), models.Q(models.Q(('state', 'placed'), _negated=True), ('item__isnull', True)), _connector='OR'), name='agenda_referral_placed_has_its_item'),
        ),
        migrations.AddConstraint(
            model_name='agendareferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at__isnull', True)), _connector='OR'), name='agenda_referral_withdrawn_says_when'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendareferral',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_dd46f()', func='INSERT INTO "conferences_agendareferralhistory" ("access_id", "case_id", "id", "item_id", "lead_agency_id", "legal_gateway", "panel_agency_id", "panel_id", "partnership_id", "pgh_created_at", "pgh_label", "referred_at", "referred_by_id", "sections", "state", "why", "withdrawn_at") VALUES (NEW."access_id", NEW."case_id", NEW."id", NEW."item_id", NEW."lead_agency_id", NEW."legal_gateway", NEW."panel_agency_id", NEW."panel_id", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."referred_at", NEW."referred_by_id", NEW."sections", NEW."state", NEW."why", NEW."withdrawn_at"); RETURN NULL;', hash='40004cb63cc337b02d511e90e8074cc250fd32fb', operation='INSERT', pgid='pgtrigger_history_insert_dd46f', table='conferences_agendareferral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendareferral',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_2c225()', func='INSERT INTO "conferences_agendareferralhistory" ("access_id", "case_id", "id", "item_id", "lead_agency_id", "legal_gateway", "panel_agency_id", "panel_id", "partnership_id", "pgh_created_at", "pgh_label", "referred_at", "referred_by_id", "sections", "state", "why", "withdrawn_at") VALUES (NEW."access_id", NEW."case_id", NEW."id", NEW."item_id", NEW."lead_agency_id", NEW."legal_gateway", NEW."panel_agency_id", NEW."panel_id", NEW."partnership_id", clock_timestamp(), \'update\', NEW."referred_at", NEW."referred_by_id", NEW."sections", NEW."state", NEW."why", NEW."withdrawn_at"); RETURN NULL;', hash='843013953a2af06c2c9d52fe5e7ec0a8feef56c2', operation='UPDATE', pgid='pgtrigger_history_update_2c225', table='conferences_agendareferral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendareferral',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_5f906()', func='INSERT INTO "conferences_agendareferralhistory" ("access_id", "case_id", "id", "item_id", "lead_agency_id", "legal_gateway", "panel_agency_id", "panel_id", "partnership_id", "pgh_created_at", "pgh_label", "referred_at", "referred_by_id", "sections", "state", "why", "withdrawn_at") VALUES (OLD."access_id", OLD."case_id", OLD."id", OLD."item_id", OLD."lead_agency_id", OLD."legal_gateway", OLD."panel_agency_id", OLD."panel_id", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."referred_at", OLD."referred_by_id", OLD."sections", OLD."state", OLD."why", OLD."withdrawn_at"); RETURN NULL;', hash='03cff0c12dc9d17c8fd24ae4ec3c96d3162a8e34', operation='DELETE', pgid='pgtrigger_history_delete_5f906', table='conferences_agendareferral', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='panelhistory',
            index=models.Index(fields=['id', 'pgh_id'], name='panel_history'),
        ),
        migrations.AddConstraint(
            model_name='panelmember',
            constraint=models.UniqueConstraint(fields=('panel', 'agency'), name='panel_agency_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelmember',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_6aa69()', func='INSERT INTO "conferences_panelmemberhistory" ("agency_id", "id", "panel_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."agency_id", NEW."id", NEW."panel_id", clock_timestamp(), \'insert\', NEW."user_id"); RETURN NULL;', hash='0672a616a64e085c70a1019e5e333ec479ff1e32', operation='INSERT', pgid='pgtrigger_history_insert_6aa69', table='conferences_panelmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelmember',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_2538f()', func='INSERT INTO "conferences_panelmemberhistory" ("agency_id", "id", "panel_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."agency_id", NEW."id", NEW."panel_id", clock_timestamp(), \'update\', NEW."user_id"); RETURN NULL;', hash='759a24b624b0d83d03d37c04c953f6203ce5b61e', operation='UPDATE', pgid='pgtrigger_history_update_2538f', table='conferences_panelmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='panelmember',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_1c7f9()', func='INSERT INTO "conferences_panelmemberhistory" ("agency_id", "id", "panel_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."agency_id", OLD."id", OLD."panel_id", clock_timestamp(), \'delete\', OLD."user_id"); RETURN NULL;', hash='7a62eaa81e7b4f177eec39451f621a6117d7baa9', operation='DELETE', pgid='pgtrigger_history_delete_1c7f9', table='conferences_panelmember', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='panelmemberhistory',
            index=models.Index(fields=['panel', 'pgh_id'], name='panelmember_history'),
        ),
    ]
