"""Drafts and versions of the minutes part by part, corrections, reminders, repeats; who does an action, and when."""

import audit.history
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

PARTS = """
    UPDATE conferences_minutes m SET made_by_id = c.finalised_by_id
        FROM conferences_conference c WHERE c.id = m.conference_id;
    INSERT INTO conferences_minutespart (id, minutes_id, conference_id, chairing_agency_id, agency_id, item_id, case_id,
                                         position, content)
    WITH whose AS (
        SELECT m.id, m.conference_id, m.content, c.chairing_agency_id, a.agency_id
        FROM conferences_minutes m JOIN conferences_conference c ON c.id = m.conference_id
        CROSS JOIN LATERAL (SELECT c.chairing_agency_id AS agency_id UNION SELECT v.agency_id
                            FROM conferences_invitation v WHERE v.conference_id = c.id) a)
    SELECT gen_random_uuid(), w.id, w.conference_id, w.chairing_agency_id, w.agency_id, NULL::uuid, NULL::uuid, 0,
           w.content - 'items' FROM whose w
    UNION ALL
    SELECT gen_random_uuid(), w.id, w.conference_id, w.chairing_agency_id, w.agency_id, i.id, i.case_id, 1,
           w.content -> 'items' -> 0 FROM whose w JOIN conferences_item i ON i.conference_id = w.conference_id;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
"""
"""Until now minutes were one text about one case, which everybody who was asked could read."""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_risk_instruments'),
        ('conferences', '0008_agenda_row_security'),
        ('partners', '0010_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField(blank=True, max_length=2000)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('made_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='CorrectionAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_accepted', models.BooleanField()),
                ('sentence', models.TextField(blank=True, max_length=1000)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='MinutesPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='0 for the head, then the order of the agenda')),
                ('content', models.JSONField()),
            ],
            options={
                'ordering': ('position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stage', models.CharField(choices=[('soon', 'Due soon'), ('late', 'Late'), ('escalated', 'Late, and brought to the Responsible Person'), ('access_ends', 'Access to a case ends soon')], max_length=11)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('due_on', models.DateField(help_text='The day that the action was due then, or the last day of the access')),
            ],
        ),
        migrations.CreateModel(
            name='ReminderChoice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('in_app', models.BooleanField()),
                ('chosen_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('-chosen_at',),
            },
        ),
        migrations.CreateModel(
            name='Repeat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('flagged_until', models.DateField(help_text="The last day of the flag of the incident's own case", null=True)),
                ('others', models.PositiveSmallIntegerField(help_text='How many other flagged cases have the same victim or household')),
                ('noticed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('-noticed_at',),
            },
        ),
        migrations.CreateModel(
            name='RepeatAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('why_not', models.TextField(blank=True, max_length=1000)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AlterModelOptions(
            name='minutes',
            options={'ordering': ('made_at', 'version'), 'verbose_name_plural': 'minutes'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='action',
            name='history_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='action',
            name='history_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='action',
            name='history_delete',
        ),
        migrations.AddField(
            model_name='action',
            name='due_at_next_meeting',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='action',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='due_at_next_meeting',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='actionhistory',
            name='person',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minutes',
            name='corrections_until',
            field=models.DateField(help_text='Of a draft: the last day for corrections', null=True),
        ),
        migrations.AddField(
            model_name='minutes',
            name='edition',
            field=models.CharField(choices=[('draft', 'Draft'), ('final', 'Final')], default='final', max_length=5),
        ),
        migrations.AddField(
            model_name='minutes',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minutes',
            name='version',
            field=models.PositiveSmallIntegerField(default=1, help_text='Counts drafts, and apart from them final versions'),
        ),
        migrations.AlterField(
            model_name='action',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='actionhistory',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='minutes',
            name='conference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='conferences.conference'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_3876e()', func='INSERT INTO "conferences_actionhistory" ("agency_id", "agreed_at", "agreed_by_id", "answered_at", "answered_by_id", "case_id", "case_reference", "due_at_next_meeting", "due_on", "id", "item_id", "lead_agency_id", "note", "partnership_id", "person_id", "pgh_created_at", "pgh_label", "state", "task") VALUES (NEW."agency_id", NEW."agreed_at", NEW."agreed_by_id", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."case_reference", NEW."due_at_next_meeting", NEW."due_on", NEW."id", NEW."item_id", NEW."lead_agency_id", NEW."note", NEW."partnership_id", NEW."person_id", clock_timestamp(), \'insert\', NEW."state", NEW."task"); RETURN NULL;', hash='6d214a3bf145ab6fb40774e914baa575534f930b', operation='INSERT', pgid='pgtrigger_history_insert_3876e', table='conferences_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_d8923()', func='INSERT INTO "conferences_actionhistory" ("agency_id", "agreed_at", "agreed_by_id", "answered_at", "answered_by_id", "case_id", "case_reference", "due_at_next_meeting", "due_on", "id", "item_id", "lead_agency_id", "note", "partnership_id", "person_id", "pgh_created_at", "pgh_label", "state", "task") VALUES (NEW."agency_id", NEW."agreed_at", NEW."agreed_by_id", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."case_reference", NEW."due_at_next_meeting", NEW."due_on", NEW."id", NEW."item_id", NEW."lead_agency_id", NEW."note", NEW."partnership_id", NEW."person_id", clock_timestamp(), \'update\', NEW."state", NEW."task"); RETURN NULL;', hash='e2903e14b11c708004703131e4893fccf95fbfc0', operation='UPDATE', pgid='pgtrigger_history_update_d8923', table='conferences_action', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_b2b15()', func='INSERT INTO "conferences_actionhistory" ("agency_id", "agreed_at", "agreed_by_id", "answered_at", "answered_by_id", "case_id", "case_reference", "due_at_next_meeting", "due_on", "id", "item_id", "lead_agency_id", "note", "partnership_id", "person_id", "pgh_created_at", "pgh_label", "state", "task") VALUES (OLD."agency_id", OLD."agreed_at", OLD."agreed_by_id", OLD."answered_at", OLD."answered_by_id", OLD."case_id", OLD."case_reference", OLD."due_at_next_meeting", OLD."due_on", OLD."id", OLD."item_id", OLD."lead_agency_id", OLD."note", OLD."partnership_id", OLD."person_id", clock_timestamp(), \'delete\', OLD."state", OLD."task"); RETURN NULL;', hash='e87e2f9ec4ca803f1fae9eeaabf93c6e1de52b62', operation='DELETE', pgid='pgtrigger_history_delete_b2b15', table='conferences_action', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', False), ('due_at_next_meeting', True), _connector='OR'), name='action_says_by_when'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(fields=('conference', 'edition', 'version'), name='minutes_version_once'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrections_until__isnull', False), ('edition', 'draft')), models.Q(('corrections_until__isnull', True), ('edition', 'final')), _connector='OR'), name='minutes_draft_says_until_when'),
        ),
        migrations.AddField(
            model_name='correction',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='correction',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='correction',
            name='conference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='conferences.conference'),
        ),
        migrations.AddField(
            model_name='correction',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conferences.item'),
        ),
        migrations.AddField(
            model_name='correction',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='conferences.minutes'),
        ),
        migrations.AddField(
            model_name='correctionanswer',
            name='answered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correctionanswer',
            name='correction',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='conferences.correction'),
        ),
        migrations.AddField(
            model_name='digest',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='digest',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='minutespart',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='minutespart',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='minutespart',
            name='chairing_agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='minutespart',
            name='conference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conferences.conference'),
        ),
        migrations.AddField(
            model_name='minutespart',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conferences.item'),
        ),
        migrations.AddField(
            model_name='minutespart',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='conferences.minutes'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='action',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conferences.action'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='digest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='conferences.digest'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='invitation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conferences.invitation'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reminderchoice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='repeat',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='repeat',
            name='incident',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.incident'),
        ),
        migrations.AddField(
            model_name='repeat',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='repeatanswer',
            name='answered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='repeatanswer',
            name='conference',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conferences.conference'),
        ),
        migrations.AddField(
            model_name='repeatanswer',
            name='referral',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conferences.agendareferral'),
        ),
        migrations.AddField(
            model_name='repeatanswer',
            name='repeat',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='conferences.repeat'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('item__isnull', True)), models.Q(('case__isnull', False), ('item__isnull', False), models.Q(('words', ''), _negated=True)), _connector='OR'), name='correction_of_an_item_has_words'),
        ),
        migrations.AddConstraint(
            model_name='correctionanswer',
            constraint=models.CheckConstraint(condition=models.Q(('is_accepted', True), models.Q(('sentence', ''), _negated=True), _connector='OR'), name='correction_declined_with_a_sentence'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.UniqueConstraint(fields=('user', 'day'), name='digest_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='minutespart',
            constraint=models.UniqueConstraint(fields=('minutes', 'agency', 'item'), name='minutes_part_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='minutespart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('item__isnull', True), ('position', 0)), models.Q(('case__isnull', False), ('item__isnull', False), ('position__gt', 0)), _connector='OR'), name='minutes_part_is_head_or_item'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('user', 'stage', 'round', 'due_on', 'action', 'invitation'), name='reminder_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('invitation__isnull', False), ('stage', 'access_ends')), models.Q(models.Q(('stage', 'access_ends'), _negated=True), ('action__isnull', False), ('invitation__isnull', True)), _connector='OR'), name='reminder_is_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='repeat',
            constraint=models.CheckConstraint(condition=models.Q(('flagged_until__isnull', False), ('others__gt', 0), _connector='OR'), name='repeat_of_something_flagged'),
        ),
        migrations.AddConstraint(
            model_name='repeatanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conference__isnull', True), ('referral__isnull', False), ('why_not', '')), models.Q(('conference__isnull', False), ('referral__isnull', True), ('why_not', '')), models.Q(('conference__isnull', True), ('referral__isnull', True), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='repeat_is_heard_or_says_why_not'),
        ),
        migrations.RunSQL(PARTS, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='minutes',
            name='content',
        ),
    ]
