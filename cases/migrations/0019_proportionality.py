"""The proportionality test, and erasures after it; rights from cases/sql/proportionality.sql."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0018_transfers'),
        ('partners', '0013_proportionality_limit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProportionalityTest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('real_risk', models.CharField(choices=[('harm', 'Significant harm to a person or a group'), ('crime', 'A crime'), ('both', 'Both: significant harm, and a crime'), ('none', 'Neither')], max_length=10)),
                ('necessity', models.TextField(max_length=2000)),
                ('less_intrusive', models.TextField(max_length=2000)),
                ('proportionality', models.TextField(max_length=2000)),
                ('outcome', models.CharField(choices=[('keep', 'Keep the subject’s data'), ('not_keep', 'Do not keep the subject’s data')], max_length=10)),
                ('reasons', models.TextField(max_length=2000)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proportionality_tests', to='cases.person')),
            ],
            options={
                'ordering': ('-decided_at',),
            },
        ),
        migrations.CreateModel(
            name='SubjectErasure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('erased_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('erased_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='cases.person')),
                ('test', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='cases.proportionalitytest')),
            ],
            options={
                'ordering': ('-erased_at',),
            },
        ),
        migrations.AddIndex(
            model_name='proportionalitytest',
            index=models.Index(fields=['person', '-decided_at'], name='proportionality_newest'),
        ),
        migrations.AddIndex(
            model_name='proportionalitytest',
            index=models.Index(fields=['case'], name='proportionality_by_case'),
        ),
        migrations.AddConstraint(
            model_name='proportionalitytest',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['keep', 'not_keep'])), name='proportionality_outcome_is_known'),
        ),
        migrations.AddConstraint(
            model_name='proportionalitytest',
            constraint=models.CheckConstraint(condition=models.Q(('real_risk__in', ['harm', 'crime', 'both', 'none'])), name='proportionality_risk_is_known'),
        ),
        migrations.AddConstraint(
            model_name='proportionalitytest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('necessity', ''), _negated=True), models.Q(('less_intrusive', ''), _negated=True), models.Q(('proportionality', ''), _negated=True), models.Q(('reasons', ''), _negated=True)), name='proportionality_is_written_down'),
        ),
        migrations.AddConstraint(
            model_name='proportionalitytest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'keep'), ('review_on__isnull', False), models.Q(('real_risk', 'none'), _negated=True)), models.Q(('outcome', 'not_keep'), ('review_on__isnull', True)), _connector='OR'), name='proportionality_keeps_for_a_risk_until_a_day'),
        ),
        migrations.AddIndex(
            model_name='subjecterasure',
            index=models.Index(fields=['case'], name='subject_erasure_by_case'),
        ),
        from_file("cases", "proportionality"),
    ]
