"""How victims found the way they were treated; rights from cases/sql/satisfaction.sql."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.migration_sql import from_file


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0020_transfers_hidden_once'),
        ('partners', '0013_proportionality_limit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Satisfaction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_on', models.DateField(null=True)),
                ('outcome', models.CharField(choices=[('answered', 'They answered'), ('declined', 'They did not want to answer'), ('not_reached', 'They could not be reached'), ('unsafe', 'Not asked: making contact would not be safe')], max_length=11)),
                ('ease_of_contact', models.CharField(blank=True, choices=[('very_satisfied', 'Very satisfied'), ('fairly_satisfied', 'Fairly satisfied'), ('neither', 'Neither satisfied nor dissatisfied'), ('fairly_dissatisfied', 'Fairly dissatisfied'), ('very_dissatisfied', 'Very dissatisfied')], max_length=19)),
                ('treatment', models.CharField(blank=True, choices=[('very_satisfied', 'Very satisfied'), ('fairly_satisfied', 'Fairly satisfied'), ('neither', 'Neither satisfied nor dissatisfied'), ('fairly_dissatisfied', 'Fairly dissatisfied'), ('very_dissatisfied', 'Very dissatisfied')], max_length=19)),
                ('actions_taken', models.CharField(blank=True, choices=[('very_satisfied', 'Very satisfied'), ('fairly_satisfied', 'Fairly satisfied'), ('neither', 'Neither satisfied nor dissatisfied'), ('fairly_dissatisfied', 'Fairly dissatisfied'), ('very_dissatisfied', 'Very dissatisfied')], max_length=19)),
                ('follow_up', models.CharField(blank=True, choices=[('very_satisfied', 'Very satisfied'), ('fairly_satisfied', 'Fairly satisfied'), ('neither', 'Neither satisfied nor dissatisfied'), ('fairly_dissatisfied', 'Fairly dissatisfied'), ('very_dissatisfied', 'Very dissatisfied')], max_length=19)),
                ('whole_experience', models.CharField(blank=True, choices=[('very_satisfied', 'Very satisfied'), ('fairly_satisfied', 'Fairly satisfied'), ('neither', 'Neither satisfied nor dissatisfied'), ('fairly_dissatisfied', 'Fairly dissatisfied'), ('very_dissatisfied', 'Very dissatisfied')], max_length=19)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='askings', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='askings', to='cases.person')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'satisfaction',
                'ordering': ('-recorded_at',),
                'indexes': [models.Index(fields=['case', '-recorded_at'], name='satisfaction_by_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['answered', 'declined', 'not_reached', 'unsafe'])), name='satisfaction_outcome_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'answered'), models.Q(('actions_taken', ''), ('ease_of_contact', ''), ('follow_up', ''), ('treatment', ''), ('whole_experience', ''), _negated=True)), models.Q(models.Q(('outcome', 'answered'), _negated=True), ('actions_taken', ''), ('ease_of_contact', ''), ('follow_up', ''), ('treatment', ''), ('whole_experience', '')), _connector='OR'), name='satisfaction_answered_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('asked_on__isnull', True), ('outcome', 'unsafe')), models.Q(models.Q(('outcome', 'unsafe'), _negated=True), ('asked_on__isnull', False)), _connector='OR'), name='satisfaction_day_unless_unsafe'), models.CheckConstraint(condition=models.Q(('ease_of_contact__in', ['', 'very_satisfied', 'fairly_satisfied', 'neither', 'fairly_dissatisfied', 'very_dissatisfied'])), name='satisfaction_ease_of_contact_is_known'), models.CheckConstraint(condition=models.Q(('treatment__in', ['', 'very_satisfied', 'fairly_satisfied', 'neither', 'fairly_dissatisfied', 'very_dissatisfied'])), name='satisfaction_treatment_is_known'), models.CheckConstraint(condition=models.Q(('actions_taken__in', ['', 'very_satisfied', 'fairly_satisfied', 'neither', 'fairly_dissatisfied', 'very_dissatisfied'])), name='satisfaction_actions_taken_is_known'), models.CheckConstraint(condition=models.Q(('follow_up__in', ['', 'very_satisfied', 'fairly_satisfied', 'neither', 'fairly_dissatisfied', 'very_dissatisfied'])), name='satisfaction_follow_up_is_known'), models.CheckConstraint(condition=models.Q(('whole_experience__in', ['', 'very_satisfied', 'fairly_satisfied', 'neither', 'fairly_dissatisfied', 'very_dissatisfied'])), name='satisfaction_whole_experience_is_known')],
            },
        ),
        from_file("cases", "satisfaction"),
    ]
