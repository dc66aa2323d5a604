"""Handing a case over to another partnership; rights and functions from cases/sql/transfers.sql."""

import audit.history
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0017_hidden_prompts'),
        ('partners', '0012_coordinator_sees_cases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('case_reference', models.CharField(max_length=16)),
                ('why', models.TextField(max_length=2000)),
                ('legal_gateway', models.CharField(max_length=60)),
                ('gateway', models.CharField(max_length=200)),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), help_text='Crime or incident, each once', size=None)),
                ('strands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=None)),
                ('lapses_on', models.DateField(help_text='The last day on which the offer can be accepted')),
                ('offered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('-offered_at',),
            },
        ),
        migrations.CreateModel(
            name='TransferAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('copy_reference', models.CharField(blank=True, max_length=16)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='TransferPaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('section', models.CharField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('content', models.JSONField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('position', 'id'),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='incident',
            name='history_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='incident',
            name='history_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='incident',
            name='history_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=audit.history.KeptTrigger(name='history_insert', sql=audit.history.KeptSql(execute='app.pgtrigger_history_insert_61050()', func='INSERT INTO "cases_incidenthistory" ("agency_id", "area", "case_id", "consent", "created_at", "external_reference", "flags", "id", "incident_type", "kind", "occurred_from", "occurred_precision", "occurred_to", "offence", "outcome", "pack_given", "partnership_id", "perceived_religion", "pgh_created_at", "pgh_label", "premises", "recorded_by_id", "recorded_on", "reported_by", "source", "strands", "transfer_id") VALUES (NEW."agency_id", NEW."area", NEW."case_id", NEW."consent", NEW."created_at", NEW."external_reference", NEW."flags", NEW."id", NEW."incident_type", NEW."kind", NEW."occurred_from", NEW."occurred_precision", NEW."occurred_to", NEW."offence", NEW."outcome", NEW."pack_given", NEW."partnership_id", NEW."perceived_religion", clock_timestamp(), \'insert\', NEW."premises", NEW."recorded_by_id", NEW."recorded_on", NEW."reported_by", NEW."source", NEW."strands", NEW."transfer_id"); RETURN NULL;', hash='a3ecb749d58ff4f557ffe186a984c2195fcc32e6', operation='INSERT', pgid='pgtrigger_history_insert_61050', table='cases_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=audit.history.KeptTrigger(name='history_update', sql=audit.history.KeptSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', execute='app.pgtrigger_history_update_bb9c8()', func='INSERT INTO "cases_incidenthistory" ("agency_id", "area", "case_id", "consent", "created_at", "external_reference", "flags", "id", "incident_type", "kind", "occurred_from", "occurred_precision", "occurred_to", "offence", "outcome", "pack_given", "partnership_id", "perceived_religion", "pgh_created_at", "pgh_label", "premises", "recorded_by_id", "recorded_on", "reported_by", "source", "strands", "transfer_id") VALUES (NEW."agency_id", NEW."area", NEW."case_id", NEW."consent", NEW."created_at", NEW."external_reference", NEW."flags", NEW."id", NEW."incident_type", NEW."kind", NEW."occurred_from", NEW."occurred_precision", NEW."occurred_to", NEW."offence", NEW."outcome", NEW."pack_given", NEW."partnership_id", NEW."perceived_religion", clock_timestamp(), \'update\', NEW."premises", NEW."recorded_by_id", NEW."recorded_on", NEW."reported_by", NEW."source", NEW."strands", NEW."transfer_id"); RETURN NULL;', hash='bdb2973f21a122e99482d0694ca47abac9c59ccc', operation='UPDATE', pgid='pgtrigger_history_update_bb9c8', table='cases_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=audit.history.KeptTrigger(name='history_delete', sql=audit.history.KeptSql(execute='app.pgtrigger_history_delete_29432()', func='INSERT INTO "cases_incidenthistory" ("agency_id", "area", "case_id", "consent", "created_at", "external_reference", "flags", "id", "incident_type", "kind", "occurred_from", "occurred_precision", "occurred_to", "offence", "outcome", "pack_given", "partnership_id", "perceived_religion", "pgh_created_at", "pgh_label", "premises", "recorded_by_id", "recorded_on", "reported_by", "source", "strands", "transfer_id") VALUES (OLD."agency_id", OLD."area", OLD."case_id", OLD."consent", OLD."created_at", OLD."external_reference", OLD."flags", OLD."id", OLD."incident_type", OLD."kind", OLD."occurred_from", OLD."occurred_precision", OLD."occurred_to", OLD."offence", OLD."outcome", OLD."pack_given", OLD."partnership_id", OLD."perceived_religion", clock_timestamp(), \'delete\', OLD."premises", OLD."recorded_by_id", OLD."recorded_on", OLD."reported_by", OLD."source", OLD."strands", OLD."transfer_id"); RETURN NULL;', hash='084acd5d6d1557b02bee35a64c6fb70567c88ffb', operation='DELETE', pgid='pgtrigger_history_delete_29432', table='cases_incident', when='AFTER')),
        ),
        migrations.AddField(
            model_name='transfer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='cases.case'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='from_agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='from_partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='offered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transfer',
            name='to_agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='to_partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partnership'),
        ),
        migrations.AddField(
            model_name='incident',
            name='transfer',
            field=models.ForeignKey(help_text='By which the incident came from another partnership, whose figures count it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.transfer'),
        ),
        migrations.AddField(
            model_name='incidenthistory',
            name='transfer',
            field=models.ForeignKey(db_constraint=False, db_index=False, help_text='By which the incident came from another partnership, whose figures count it', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.transfer'),
        ),
        migrations.AddField(
            model_name='transferanswer',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency'),
        ),
        migrations.AddField(
            model_name='transferanswer',
            name='answered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transferanswer',
            name='copy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='transferanswer',
            name='transfer',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='cases.transfer'),
        ),
        migrations.AddField(
            model_name='transferpaper',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='transferpaper',
            name='transfer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.transfer'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['case', '-offered_at'], name='transfer_by_case'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['to_partnership', 'to_agency'], name='transfer_by_receiver'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('why', ''), _negated=True), models.Q(('legal_gateway', ''), _negated=True)), name='transfer_says_why'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('from_partnership', models.F('to_partnership')), _negated=True), name='transfer_leads_to_another_partnership'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('sections__contains', ['summary'])), name='transfer_always_has_the_summary'),
        ),
        migrations.AddConstraint(
            model_name='transferanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='transfer_declined_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='transferanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('copy__isnull', False), ('outcome', 'accepted'), models.Q(('copy_reference', ''), _negated=True)), models.Q(models.Q(('outcome', 'accepted'), _negated=True), ('copy__isnull', True), ('copy_reference', '')), _connector='OR'), name='transfer_accepted_made_a_case'),
        ),
        migrations.AddIndex(
            model_name='transferpaper',
            index=models.Index(fields=['case', 'position'], name='transfer_paper_by_case'),
        ),
        from_file("cases", "transfers"),
    ]
