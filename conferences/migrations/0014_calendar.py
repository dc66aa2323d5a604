"""What goes out to calendars, with the e-mail of a notice."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conferences', '0013_count_items'),
        ('partners', '0011_coordinator'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('conference_id', models.UUIDField()),
                ('user_id', models.UUIDField()),
                ('method', models.CharField(max_length=8)),
                ('sequence', models.PositiveIntegerField()),
                ('content', models.TextField()),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.notice')),
            ],
        ),
    ]
