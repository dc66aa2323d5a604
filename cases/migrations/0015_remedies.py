"""The remedies ledger; rights from cases/sql/remedies.sql."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0014_linked_repeats'),
        ('partners', '0011_coordinator'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='cases.person')),
            ],
            options={
                'verbose_name_plural': 'remedies',
                'ordering': ('opened_at',),
            },
        ),
        migrations.CreateModel(
            name='RemedyEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('standing', models.CharField(choices=[('considered', 'Considered'), ('chosen', 'Chosen'), ('refused', 'Refused'), ('breached', 'Breached'), ('ended', 'Ended')], max_length=10)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('terms', models.TextField(blank=True, max_length=2000)),
                ('from_on', models.DateField(blank=True, null=True)),
                ('to_on', models.DateField(blank=True, null=True)),
                ('breached_on', models.DateField(blank=True, null=True)),
                ('breach_done', models.TextField(blank=True, max_length=2000)),
                ('next_step', models.TextField(blank=True, max_length=1000)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remedy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cases.remedy')),
            ],
            options={
                'verbose_name_plural': 'remedy entries',
                'ordering': ('-recorded_at',),
            },
        ),
        migrations.AddIndex(
            model_name='remedy',
            index=models.Index(fields=['case', 'opened_at'], name='remedy_by_case'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='remedy_is_named'),
        ),
        migrations.AddIndex(
            model_name='remedyentry',
            index=models.Index(fields=['remedy', '-recorded_at'], name='remedy_entry_newest'),
        ),
        migrations.AddConstraint(
            model_name='remedyentry',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['considered', 'chosen', 'refused', 'breached', 'ended'])), name='remedy_standing_is_known'),
        ),
        migrations.AddConstraint(
            model_name='remedyentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='remedy_refused_says_why'),
        ),
        migrations.AddConstraint(
            model_name='remedyentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('breached_on__isnull', False), ('standing', 'breached'), models.Q(('breach_done', ''), _negated=True)), models.Q(models.Q(('standing', 'breached'), _negated=True), ('breach_done', ''), ('breached_on__isnull', True)), _connector='OR'), name='remedy_breach_says_when_and_what_was_done'),
        ),
        migrations.AddConstraint(
            model_name='remedyentry',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='remedy_ends_after_it_begins'),
        ),
        from_file("cases", "remedies"),
    ]
