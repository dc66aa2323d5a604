"""Counter-allegations; rights from cases/sql/counter_allegations.sql."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0015_remedies'),
        ('partners', '0011_coordinator'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CounterAllegation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('judgement', models.CharField(choices=[('credible', 'Credible'), ('unclear', 'Unclear'), ('vexatious', 'Vexatious')], max_length=10)),
                ('evidence', models.TextField(max_length=2000)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counter_allegations', to='cases.case')),
                ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.incident')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answered_by', to='cases.case')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-recorded_at',),
                'constraints': [models.CheckConstraint(condition=models.Q(('case', models.F('other')), _negated=True), name='counter_allegation_is_to_another_case'), models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='counter_allegation_says_on_what_evidence'), models.CheckConstraint(condition=models.Q(('judgement__in', ['credible', 'unclear', 'vexatious'])), name='counter_judgement_is_known')],
            },
        ),
        from_file("cases", "counter_allegations"),
    ]
