import audit.history
import cases.states
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
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cases', '0006_restricted_cases'),
        ('partners', '0006_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('description', models.TextField(blank=True, max_length=10000)),
                ('place', models.CharField(blank=True, help_text='Where exactly: address, place, bus, web address', max_length=300)),
                ('danger', models.TextField(blank=True, help_text='Immediate danger and safeguarding', max_length=2000)),
                ('harm', models.TextField(blank=True, help_text='Injuries, loss, damage, evidence', max_length=2000)),
                ('wanted', models.TextField(blank=True, help_text='What the victim wants to happen', max_length=2000)),
                ('share_without_consent_reason', models.TextField(blank=True, max_length=2000)),
                ('legal_gateway', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CaseAccessHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('granted_at', models.DateTimeField()),
                ('opened_on', models.DateField()),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('reason', models.CharField(choices=[('lead', 'Leads the case'), ('conference', 'Invited to a case conference'), ('referral', 'Accepted a referral'), ('emergency', 'Opened in an emergency')], max_length=20)),
                ('legal_gateway', models.CharField(blank=True, max_length=60)),
                ('live_from', models.DateTimeField(null=True)),
                ('live_until', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CaseHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('reference', models.CharField(max_length=16)),
                ('state', models.CharField(choices=[('new', 'New: risk not yet assessed'), ('assessed', 'Assessed: decision needed'), ('single_agency', 'Single-agency work'), ('multi_agency', 'Multi-agency: conference to convene'), ('in_conference', 'In conference'), ('in_action', 'In action'), ('closed', 'Closed')], default=cases.states.State['NEW'], max_length=20)),
                ('opened_on', models.DateField(help_text='The day the first incident was recorded')),
                ('decision_due_on', models.DateField()),
                ('band', models.CharField(blank=True, help_text='Of the latest risk assessment', max_length=10)),
                ('review_on', models.DateField(help_text='When the risk is to be looked at again', null=True)),
                ('closed_on', models.DateField(null=True)),
                ('closing_outcome', models.CharField(blank=True, max_length=60)),
                ('victim_told_on', models.DateField(null=True)),
                ('victim_not_told', models.CharField(blank=True, choices=[('unsafe', 'No: making contact would not be safe'), ('declined', 'No: they asked not to be told'), ('not_reached', 'No: they could not be reached')], max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CaseUserObjectPermissionHistory',
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
        migrations.CreateModel(
            name='EmergencyAccessHistory',
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
                ('reason', models.TextField(max_length=1000)),
                ('opened_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('verdict', models.CharField(blank=True, choices=[('justified', 'Justified'), ('not_justified', 'Not justified')], max_length=14)),
                ('review_note', models.TextField(blank=True, max_length=1000)),
                ('reviewed_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='IncidentHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('external_reference', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(choices=[('form', 'Reporting form'), ('file', "File from a partner's system"), ('interface', 'Programming interface')], default='form', max_length=10)),
                ('recorded_on', models.DateField()),
                ('occurred_from', models.DateTimeField()),
                ('occurred_to', models.DateTimeField(blank=True, null=True)),
                ('occurred_precision', models.CharField(choices=[('day', 'The day is known'), ('minute', 'The time is known')], default='minute', max_length=6)),
                ('kind', models.CharField(choices=[('crime', 'Crime'), ('incident', 'Incident')], max_length=10)),
                ('offence', models.CharField(blank=True, help_text="A code, or the partner's own words", max_length=160)),
                ('strands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('perceived_religion', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('reported_by', models.CharField(max_length=60)),
                ('flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('incident_type', models.CharField(blank=True, max_length=60)),
                ('area', models.CharField(blank=True, max_length=60)),
                ('premises', models.CharField(blank=True, max_length=60)),
                ('outcome', models.CharField(blank=True, max_length=60)),
                ('consent', models.CharField(default='not_asked', max_length=20)),
                ('pack_given', models.BooleanField(help_text='Whether the signposting pack was given', null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PersonHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('part', models.CharField(choices=[('victim', 'Victim'), ('witness', 'Witness'), ('subject', 'Subject'), ('reporter', 'Person who reported')], max_length=10)),
                ('is_anonymous', models.BooleanField(default=False, help_text='Wished not to give a name')),
                ('name', models.CharField(blank=True, max_length=160)),
                ('age', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('sex', models.CharField(blank=True, max_length=60)),
                ('ethnicity', models.CharField(blank=True, max_length=60)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('address', models.TextField(blank=True, max_length=500)),
                ('safe_contact', models.TextField(blank=True, help_text='How and when it is safe to make contact', max_length=1000)),
                ('do_not_tell', models.TextField(blank=True, help_text='Who must not be contacted or told', max_length=1000)),
                ('language', models.CharField(blank=True, help_text='Language, interpreter, easy read, access needs', max_length=100)),
                ('description', models.TextField(blank=True, help_text='Of a subject whose name is not known', max_length=2000)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RestrictionHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('reason', models.TextField(max_length=1000)),
                ('restricted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TermHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('vocabulary', models.CharField(max_length=30)),
                ('code', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=160)),
                ('group', models.CharField(blank=True, max_length=60)),
                ('nation', models.CharField(blank=True, max_length=20)),
                ('position', models.PositiveIntegerField(default=0)),
                ('centrally_monitored', models.BooleanField(default=False)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WallHistory',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('pgh_user_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_user()'), null=True)),
                ('pgh_agency_id', models.UUIDField(db_default=models.Func(output_field=models.UUIDField(), template='app.scope_agency()'), null=True)),
                ('pgh_request_id', models.CharField(db_default=models.Func(output_field=models.CharField(), template='app.scope_request()'), max_length=36)),
                ('pgh_role', models.CharField(db_default=models.Func(output_field=models.CharField(), template='session_user'), max_length=63)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('reason', models.TextField(max_length=1000)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_7cb0d()', func='INSERT INTO "cases_accounthistory" ("case_id", "danger", "description", "harm", "id", "incident_id", "legal_gateway", "pgh_created_at", "pgh_label", "place", "share_without_consent_reason", "wanted") VALUES (NEW."case_id", NEW."danger", NEW."description", NEW."harm", NEW."id", NEW."incident_id", NEW."legal_gateway", clock_timestamp(), \'insert\', NEW."place", NEW."share_without_consent_reason", NEW."wanted"); RETURN NULL;', hash='6018248370860895ea155a7867ce4bc93b1f3a0f', operation='INSERT', pgid='pgtrigger_history_insert_7cb0d', table='cases_account', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_0d4dc()', func='INSERT INTO "cases_accounthistory" ("case_id", "danger", "description", "harm", "id", "incident_id", "legal_gateway", "pgh_created_at", "pgh_label", "place", "share_without_consent_reason", "wanted") VALUES (NEW."case_id", NEW."danger", NEW."description", NEW."harm", NEW."id", NEW."incident_id", NEW."legal_gateway", clock_timestamp(), \'update\', NEW."place", NEW."share_without_consent_reason", NEW."wanted"); RETURN NULL;', hash='141ec2382e177f5d7234fd00062f59a60390ba97', operation='UPDATE', pgid='pgtrigger_history_update_0d4dc', table='cases_account', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='account',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_3598b()', func='INSERT INTO "cases_accounthistory" ("case_id", "danger", "description", "harm", "id", "incident_id", "legal_gateway", "pgh_created_at", "pgh_label", "place", "share_without_consent_reason", "wanted") VALUES (OLD."case_id", OLD."danger", OLD."description", OLD."harm", OLD."id", OLD."incident_id", OLD."legal_gateway", clock_timestamp(), \'delete\', OLD."place", OLD."share_without_consent_reason", OLD."wanted"); RETURN NULL;', hash='d1b8e8bd2d95436f4b644992ff457bd159ea787f', operation='DELETE', pgid='pgtrigger_history_delete_3598b', table='cases_account', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_b46f3()', func='INSERT INTO "cases_casehistory" ("band", "closed_on", "closing_outcome", "created_at", "decision_due_on", "id", "lead_agency_id", "opened_by_id", "opened_on", "partnership_id", "pgh_created_at", "pgh_label", "reference", "review_on", "state", "victim_not_told", "victim_told_on") VALUES (NEW."band", NEW."closed_on", NEW."closing_outcome", NEW."created_at", NEW."decision_due_on", NEW."id", NEW."lead_agency_id", NEW."opened_by_id", NEW."opened_on", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."reference", NEW."review_on", NEW."state", NEW."victim_not_told", NEW."victim_told_on"); RETURN NULL;', hash='8113344e41431396ccf082971aab71d58f98e745', operation='INSERT', pgid='pgtrigger_history_insert_b46f3', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_cd4ff()', func='INSERT INTO "cases_casehistory" ("band", "closed_on", "closing_outcome", "created_at", "decision_due_on", "id", "lead_agency_id", "opened_by_id", "opened_on", "partnership_id", "pgh_created_at", "pgh_label", "reference", "review_on", "state", "victim_not_told", "victim_told_on") VALUES (NEW."band", NEW."closed_on", NEW."closing_outcome", NEW."created_at", NEW."decision_due_on", NEW."id", NEW."lead_agency_id", NEW."opened_by_id", NEW."opened_on", NEW."partnership_id", clock_timestamp(), \'update\', NEW."reference", NEW."review_on", NEW."state", NEW."victim_not_told", NEW."victim_told_on"); RETURN NULL;', hash='06d69c2fc900dac0f039ed1f619d5dbd99aebd31', operation='UPDATE', pgid='pgtrigger_history_update_cd4ff', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_542c9()', func='INSERT INTO "cases_casehistory" ("band", "closed_on", "closing_outcome", "created_at", "decision_due_on", "id", "lead_agency_id", "opened_by_id", "opened_on", "partnership_id", "pgh_created_at", "pgh_label", "reference", "review_on", "state", "victim_not_told", "victim_told_on") VALUES (OLD."band", OLD."closed_on", OLD."closing_outcome", OLD."created_at", OLD."decision_due_on", OLD."id", OLD."lead_agency_id", OLD."opened_by_id", OLD."opened_on", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."reference", OLD."review_on", OLD."state", OLD."victim_not_told", OLD."victim_told_on"); RETURN NULL;', hash='62f4a21c09eb5f7e03884565613a47d2912f60ac', operation='DELETE', pgid='pgtrigger_history_delete_542c9', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseaccess',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_43686()', func='INSERT INTO "cases_caseaccesshistory" ("agency_id", "case_id", "granted_at", "granted_by_agency_id", "granted_by_id", "id", "legal_gateway", "live_from", "live_until", "opened_on", "partnership_id", "pgh_created_at", "pgh_label", "reason", "revoked_at", "revoked_by_id", "sections", "user_id") VALUES (NEW."agency_id", NEW."case_id", NEW."granted_at", NEW."granted_by_agency_id", NEW."granted_by_id", NEW."id", NEW."legal_gateway", NEW."live_from", NEW."live_until", NEW."opened_on", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."reason", NEW."revoked_at", NEW."revoked_by_id", NEW."sections", NEW."user_id"); RETURN NULL;', hash='56c5ccba931637b50e1c00895a4d033aa25e540e', operation='INSERT', pgid='pgtrigger_history_insert_43686', table='cases_caseaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseaccess',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_9e239()', func='INSERT INTO "cases_caseaccesshistory" ("agency_id", "case_id", "granted_at", "granted_by_agency_id", "granted_by_id", "id", "legal_gateway", "live_from", "live_until", "opened_on", "partnership_id", "pgh_created_at", "pgh_label", "reason", "revoked_at", "revoked_by_id", "sections", "user_id") VALUES (NEW."agency_id", NEW."case_id", NEW."granted_at", NEW."granted_by_agency_id", NEW."granted_by_id", NEW."id", NEW."legal_gateway", NEW."live_from", NEW."live_until", NEW."opened_on", NEW."partnership_id", clock_timestamp(), \'update\', NEW."reason", NEW."revoked_at", NEW."revoked_by_id", NEW."sections", NEW."user_id"); RETURN NULL;', hash='9e680f6c33573733b2bcc12b56b08eb5fc6600f7', operation='UPDATE', pgid='pgtrigger_history_update_9e239', table='cases_caseaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseaccess',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_1414a()', func='INSERT INTO "cases_caseaccesshistory" ("agency_id", "case_id", "granted_at", "granted_by_agency_id", "granted_by_id", "id", "legal_gateway", "live_from", "live_until", "opened_on", "partnership_id", "pgh_created_at", "pgh_label", "reason", "revoked_at", "revoked_by_id", "sections", "user_id") VALUES (OLD."agency_id", OLD."case_id", OLD."granted_at", OLD."granted_by_agency_id", OLD."granted_by_id", OLD."id", OLD."legal_gateway", OLD."live_from", OLD."live_until", OLD."opened_on", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."reason", OLD."revoked_at", OLD."revoked_by_id", OLD."sections", OLD."user_id"); RETURN NULL;', hash='ce4aa75025080903cd2741d4805dfeb0713ab714', operation='DELETE', pgid='pgtrigger_history_delete_1414a', table='cases_caseaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseuserobjectpermission',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_1f625()', func='INSERT INTO "cases_caseuserobjectpermissionhistory" ("content_object_id", "id", "permission_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."content_object_id", NEW."id", NEW."permission_id", clock_timestamp(), \'insert\', NEW."user_id"); RETURN NULL;', hash='aff277dbb837e93a50bbec763685b8cb5ca7a230', operation='INSERT', pgid='pgtrigger_history_insert_1f625', table='cases_caseuserobjectpermission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseuserobjectpermission',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_1b0f7()', func='INSERT INTO "cases_caseuserobjectpermissionhistory" ("content_object_id", "id", "permission_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."content_object_id", NEW."id", NEW."permission_id", clock_timestamp(), \'update\', NEW."user_id"); RETURN NULL;', hash='f3d83360e42354baca1173ced88c53688896105a', operation='UPDATE', pgid='pgtrigger_history_update_1b0f7', table='cases_caseuserobjectpermission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseuserobjectpermission',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_168c3()', func='INSERT INTO "cases_caseuserobjectpermissionhistory" ("content_object_id", "id", "permission_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."content_object_id", OLD."id", OLD."permission_id", clock_timestamp(), \'delete\', OLD."user_id"); RETURN NULL;', hash='c413d8e3e5be82ef8944aaa56b873617387badf0', operation='DELETE', pgid='pgtrigger_history_delete_168c3', table='cases_caseuserobjectpermission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyaccess',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_e8e36()', func='INSERT INTO "cases_emergencyaccesshistory" ("access_id", "agency_id", "case_id", "case_reference", "ends_at", "id", "opened_at", "partnership_id", "pgh_created_at", "pgh_label", "reason", "review_note", "reviewed_at", "reviewed_by_id", "user_id", "verdict") VALUES (NEW."access_id", NEW."agency_id", NEW."case_id", NEW."case_reference", NEW."ends_at", NEW."id", NEW."opened_at", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."reason", NEW."review_note", NEW."reviewed_at", NEW."reviewed_by_id", NEW."user_id", NEW."verdict"); RETURN NULL;', hash='99d098d69b922efe2f44145123a57130007c2e3a', operation='INSERT', pgid='pgtrigger_history_insert_e8e36', table='cases_emergencyaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyaccess',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_c810c()', func='INSERT INTO "cases_emergencyaccesshistory" ("access_id", "agency_id", "case_id", "case_reference", "ends_at", "id", "opened_at", "partnership_id", "pgh_created_at", "pgh_label", "reason", "review_note", "reviewed_at", "reviewed_by_id", "user_id", "verdict") VALUES (NEW."access_id", NEW."agency_id", NEW."case_id", NEW."case_reference", NEW."ends_at", NEW."id", NEW."opened_at", NEW."partnership_id", clock_timestamp(), \'update\', NEW."reason", NEW."review_note", NEW."reviewed_at", NEW."reviewed_by_id", NEW."user_id", NEW."verdict"); RETURN NULL;', hash='51e682df7c5eb2f434b635fdc952f292f16975d3', operation='UPDATE', pgid='pgtrigger_history_update_c810c', table='cases_emergencyaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyaccess',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_c1fdd()', func='INSERT INTO "cases_emergencyaccesshistory" ("access_id", "agency_id", "case_id", "case_reference", "ends_at", "id", "opened_at", "partnership_id", "pgh_created_at", "pgh_label", "reason", "review_note", "reviewed_at", "reviewed_by_id", "user_id", "verdict") VALUES (OLD."access_id", OLD."agency_id", OLD."case_id", OLD."case_reference", OLD."ends_at", OLD."id", OLD."opened_at", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."reason", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."user_id", OLD."verdict"); RETURN NULL;', hash='c2a2492bfa3eeb1820c8089f7da4606841dbc995', operation='DELETE', pgid='pgtrigger_history_delete_c1fdd', table='cases_emergencyaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_61050()', func='INSERT INTO "cases_incidenthistory" ("agency_id", "area", "case_id", "consent", "created_at", "external_reference", "flags", "id", "incident_type", "kind", "occurred_from", "occurred_precision", "occurred_to", "offence", "outcome", "pack_given", "partnership_id", "perceived_religion", "pgh_created_at", "pgh_label", "premises", "recorded_by_id", "recorded_on", "reported_by", "source", "strands") VALUES (NEW."agency_id", NEW."area", NEW."case_id", NEW."consent", NEW."created_at", NEW."external_reference", NEW."flags", NEW."id", NEW."incident_type", NEW."kind", NEW."occurred_from", NEW."occurred_precision", NEW."occurred_to", NEW."offence", NEW."outcome", NEW."pack_given", NEW."partnership_id", NEW."perceived_religion", clock_timestamp(), \'insert\', NEW."premises", NEW."recorded_by_id", NEW."recorded_on", NEW."reported_by", NEW."source", NEW."strands"); RETURN NULL;', hash='38dd23d1fd7cac80315d154dcb07a67a85f0c01f', operation='INSERT', pgid='pgtrigger_history_insert_61050', table='cases_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_bb9c8()', func='INSERT INTO "cases_incidenthistory" ("agency_id", "area", "case_id", "consent", "created_at", "external_reference", "flags", "id", "incident_type", "kind", "occurred_from", "occurred_precision", "occurred_to", "offence", "outcome", "pack_given", "partnership_id", "perceived_religion", "pgh_created_at", "pgh_label", "premises", "recorded_by_id", "recorded_on", "reported_by", "source", "strands") VALUES (NEW."agency_id", NEW."area", NEW."case_id", NEW."consent", NEW."created_at", NEW."external_reference", NEW."flags", NEW."id", NEW."incident_type", NEW."kind", NEW."occurred_from", NEW."occurred_precision", NEW."occurred_to", NEW."offence", NEW."outcome", NEW."pack_given", NEW."partnership_id", NEW."perceived_religion", clock_timestamp(), \'update\', NEW."premises", NEW."recorded_by_id", NEW."recorded_on", NEW."reported_by", NEW."source", NEW."strands"); RETURN NULL;', hash='406d0f02a7282c43d48d375eb3fa902fc0998f1d', operation='UPDATE', pgid='pgtrigger_history_update_bb9c8', table='cases_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_29432()', func='INSERT INTO "cases_incidenthistory" ("agency_id", "area", "case_id", "consent", "created_at", "external_reference", "flags", "id", "incident_type", "kind", "occurred_from", "occurred_precision", "occurred_to", "offence", "outcome", "pack_given", "partnership_id", "perceived_religion", "pgh_created_at", "pgh_label", "premises", "recorded_by_id", "recorded_on", "reported_by", "source", "strands") VALUES (OLD."agency_id", OLD."area", OLD."case_id", OLD."consent", OLD."created_at", OLD."external_reference", OLD."flags", OLD."id", OLD."incident_type", OLD."kind", OLD."occurred_from", OLD."occurred_precision", OLD."occurred_to", OLD."offence", OLD."outcome", OLD."pack_given", OLD."partnership_id", OLD."perceived_religion", clock_timestamp(), \'delete\', OLD."premises", OLD."recorded_by_id", OLD."recorded_on", OLD."reported_by", OLD."source", OLD."strands"); RETURN NULL;', hash='f8b5bd7b58d68de031992d75223f012ae925c4e5', operation='DELETE', pgid='pgtrigger_history_delete_29432', table='cases_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_6a7bf()', func='INSERT INTO "cases_personhistory" ("address", "age", "case_id", "description", "do_not_tell", "email", "ethnicity", "id", "incident_id", "is_anonymous", "language", "name", "part", "pgh_created_at", "pgh_label", "phone", "safe_contact", "sex") VALUES (NEW."address", NEW."age", NEW."case_id", NEW."description", NEW."do_not_tell", NEW."email", NEW."ethnicity", NEW."id", NEW."incident_id", NEW."is_anonymous", NEW."language", NEW."name", NEW."part", clock_timestamp(), \'insert\', NEW."phone", NEW."safe_contact", NEW."sex"); RETURN NULL;', hash='ea24314bdd8eff934d65e7e52683c12d792d10b6', operation='INSERT', pgid='pgtrigger_history_insert_6a7bf', table='cases_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_ac5a0()', func='INSERT INTO "cases_personhistory" ("address", "age", "case_id", "description", "do_not_tell", "email", "ethnicity", "id", "incident_id", "is_anonymous", "language", "name", "part", "pgh_created_at", "pgh_label", "phone", "safe_contact", "sex") VALUES (NEW."address", NEW."age", NEW."case_id", NEW."description", NEW."do_not_tell", NEW."email", NEW."ethnicity", NEW."id", NEW."incident_id", NEW."is_anonymous", NEW."language", NEW."name", NEW."part", clock_timestamp(), \'update\', NEW."phone", NEW."safe_contact", NEW."sex"); RETURN NULL;', hash='ecbd2d2b981e69c48c5b68b961b2688c7d56cd63', operation='UPDATE', pgid='pgtrigger_history_update_ac5a0', table='cases_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_3f0e9()', func='INSERT INTO "cases_personhistory" ("address", "age", "case_id", "description", "do_not_tell", "email", "ethnicity", "id", "incident_id", "is_anonymous", "language", "name", "part", "pgh_created_at", "pgh_label", "phone", "safe_contact", "sex") VALUES (OLD."address", OLD."age", OLD."case_id", OLD."description", OLD."do_not_tell", OLD."email", OLD."ethnicity", OLD."id", OLD."incident_id", OLD."is_anonymous", OLD."language", OLD."name", OLD."part", clock_timestamp(), \'delete\', OLD."phone", OLD."safe_contact", OLD."sex"); RETURN NULL;', hash='765b2ba5e370eb279248d5ecf43dcb1108ba1268', operation='DELETE', pgid='pgtrigger_history_delete_3f0e9', table='cases_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restriction',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_fb59e()', func='INSERT INTO "cases_restrictionhistory" ("case_id", "id", "lifted_at", "lifted_by_id", "partnership_id", "pgh_created_at", "pgh_label", "reason", "restricted_at", "restricted_by_id") VALUES (NEW."case_id", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."reason", NEW."restricted_at", NEW."restricted_by_id"); RETURN NULL;', hash='71f7aaeece1e0970824d5131242c00edb4cde2ae', operation='INSERT', pgid='pgtrigger_history_insert_fb59e', table='cases_restriction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restriction',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_69c63()', func='INSERT INTO "cases_restrictionhistory" ("case_id", "id", "lifted_at", "lifted_by_id", "partnership_id", "pgh_created_at", "pgh_label", "reason", "restricted_at", "restricted_by_id") VALUES (NEW."case_id", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."partnership_id", clock_timestamp(), \'update\', NEW."reason", NEW."restricted_at", NEW."restricted_by_id"); RETURN NULL;', hash='c82e57ce2f11702cabc0689042d5f3df537af0be', operation='UPDATE', pgid='pgtrigger_history_update_69c63', table='cases_restriction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='restriction',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_565b1()', func='INSERT INTO "cases_restrictionhistory" ("case_id", "id", "lifted_at", "lifted_by_id", "partnership_id", "pgh_created_at", "pgh_label", "reason", "restricted_at", "restricted_by_id") VALUES (OLD."case_id", OLD."id", OLD."lifted_at", OLD."lifted_by_id", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."reason", OLD."restricted_at", OLD."restricted_by_id"); RETURN NULL;', hash='e5790cdf5a4b95ddbc143511fce9f1b5767b2360', operation='DELETE', pgid='pgtrigger_history_delete_565b1', table='cases_restriction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_3f51d()', func='INSERT INTO "cases_termhistory" ("centrally_monitored", "code", "group", "id", "label", "nation", "partnership_id", "pgh_created_at", "pgh_label", "position", "valid_from", "valid_to", "vocabulary") VALUES (NEW."centrally_monitored", NEW."code", NEW."group", NEW."id", NEW."label", NEW."nation", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."position", NEW."valid_from", NEW."valid_to", NEW."vocabulary"); RETURN NULL;', hash='c30753f402beaeb21f5d4af7594b2e83f8c97222', operation='INSERT', pgid='pgtrigger_history_insert_3f51d', table='cases_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_9968b()', func='INSERT INTO "cases_termhistory" ("centrally_monitored", "code", "group", "id", "label", "nation", "partnership_id", "pgh_created_at", "pgh_label", "position", "valid_from", "valid_to", "vocabulary") VALUES (NEW."centrally_monitored", NEW."code", NEW."group", NEW."id", NEW."label", NEW."nation", NEW."partnership_id", clock_timestamp(), \'update\', NEW."position", NEW."valid_from", NEW."valid_to", NEW."vocabulary"); RETURN NULL;', hash='569f941573c278153ae1229df709f5d31e437673', operation='UPDATE', pgid='pgtrigger_history_update_9968b', table='cases_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_6e2a7()', func='INSERT INTO "cases_termhistory" ("centrally_monitored", "code", "group", "id", "label", "nation", "partnership_id", "pgh_created_at", "pgh_label", "position", "valid_from", "valid_to", "vocabulary") VALUES (OLD."centrally_monitored", OLD."code", OLD."group", OLD."id", OLD."label", OLD."nation", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."position", OLD."valid_from", OLD."valid_to", OLD."vocabulary"); RETURN NULL;', hash='a567d6d110784357cc1498746ad09102d069eea6', operation='DELETE', pgid='pgtrigger_history_delete_6e2a7', table='cases_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wall',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_311f7()', func='INSERT INTO "cases_wallhistory" ("case_id", "id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "partnership_id", "pgh_created_at", "pgh_label", "reason", "user_id") VALUES (NEW."case_id", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."made_at", NEW."made_by_id", NEW."partnership_id", clock_timestamp(), \'insert\', NEW."reason", NEW."user_id"); RETURN NULL;', hash='20bc5c2b24db1af9db0072f25a282295cdfde534', operation='INSERT', pgid='pgtrigger_history_insert_311f7', table='cases_wall', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wall',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_83fab()', func='INSERT INTO "cases_wallhistory" ("case_id", "id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "partnership_id", "pgh_created_at", "pgh_label", "reason", "user_id") VALUES (NEW."case_id", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."made_at", NEW."made_by_id", NEW."partnership_id", clock_timestamp(), \'update\', NEW."reason", NEW."user_id"); RETURN NULL;', hash='0ca086c083fe278d5a144daeaf58e7f4a2308966', operation='UPDATE', pgid='pgtrigger_history_update_83fab', table='cases_wall', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wall',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_a2c5d()', func='INSERT INTO "cases_wallhistory" ("case_id", "id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "partnership_id", "pgh_created_at", "pgh_label", "reason", "user_id") VALUES (OLD."case_id", OLD."id", OLD."lifted_at", OLD."lifted_by_id", OLD."made_at", OLD."made_by_id", OLD."partnership_id", clock_timestamp(), \'delete\', OLD."reason", OLD."user_id"); RETURN NULL;', hash='64cf742e1ee5e5690220546799aa55acb6e272eb', operation='DELETE', pgid='pgtrigger_history_delete_a2c5d', table='cases_wall', when='AFTER')),
        ),
        migrations.AddField(
            model_name='accounthistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='accounthistory',
            name='incident',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.incident'),
        ),
        migrations.AddField(
            model_name='caseaccesshistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='caseaccesshistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='caseaccesshistory',
            name='granted_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caseaccesshistory',
            name='granted_by_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='caseaccesshistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='caseaccesshistory',
            name='revoked_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caseaccesshistory',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casehistory',
            name='lead_agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='casehistory',
            name='opened_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casehistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='caseuserobjectpermissionhistory',
            name='content_object',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='caseuserobjectpermissionhistory',
            name='permission',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.permission'),
        ),
        migrations.AddField(
            model_name='caseuserobjectpermissionhistory',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='emergencyaccesshistory',
            name='access',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.caseaccess'),
        ),
        migrations.AddField(
            model_name='emergencyaccesshistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='emergencyaccesshistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='emergencyaccesshistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='emergencyaccesshistory',
            name='reviewed_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='emergencyaccesshistory',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incidenthistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='incidenthistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='incidenthistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='incidenthistory',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='personhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='personhistory',
            name='incident',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.incident'),
        ),
        migrations.AddField(
            model_name='restrictionhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='restrictionhistory',
            name='lifted_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='restrictionhistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='restrictionhistory',
            name='restricted_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='termhistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='wallhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='wallhistory',
            name='lifted_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='wallhistory',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='wallhistory',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='wallhistory',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='accounthistory',
            index=models.Index(fields=['case', 'pgh_id'], name='account_history'),
        ),
        migrations.AddIndex(
            model_name='caseaccesshistory',
            index=models.Index(fields=['case', 'pgh_id'], name='caseaccess_history'),
        ),
        migrations.AddIndex(
            model_name='casehistory',
            index=models.Index(fields=['id', 'pgh_id'], name='case_history'),
        ),
        migrations.AddIndex(
            model_name='caseuserobjectpermissionhistory',
            index=models.Index(fields=['content_object', 'pgh_id'], name='caseuserobjectpermission_histo'),
        ),
        migrations.AddIndex(
            model_name='emergencyaccesshistory',
            index=models.Index(fields=['case', 'pgh_id'], name='emergencyaccess_history'),
        ),
        migrations.AddIndex(
            model_name='incidenthistory',
            index=models.Index(fields=['case', 'pgh_id'], name='incident_history'),
        ),
        migrations.AddIndex(
            model_name='personhistory',
            index=models.Index(fields=['case', 'pgh_id'], name='person_history'),
        ),
        migrations.AddIndex(
            model_name='restrictionhistory',
            index=models.Index(fields=['case', 'pgh_id'], name='restriction_history'),
        ),
        migrations.AddIndex(
            model_name='termhistory',
            index=models.Index(fields=['id', 'pgh_id'], name='term_history'),
        ),
        migrations.AddIndex(
            model_name='wallhistory',
            index=models.Index(fields=['case', 'pgh_id'], name='wall_history'),
        ),
        migrations.RunPython(begin("cases", "Account", "Case", "CaseAccess", "CaseUserObjectPermission", "EmergencyAccess", "Incident", "Person", "Restriction", "Term", "Wall"), migrations.RunPython.noop),
        from_file("cases", "history"),
    ]
