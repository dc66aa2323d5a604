"""The queue keeps the order in which it is sealed, so that a million waiting events are not sorted for each batch."""

from django.db import migrations, models
from django.utils import timezone

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_event_filters")]

    operations = [
        migrations.AddField(
            model_name="unsealed",
            name="at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        from_file("audit", "queue_in_order"),
        migrations.AddIndex(
            model_name="unsealed",
            index=models.Index(fields=["chain", "at", "event_id"], name="unsealed_in_order"),
        ),
    ]
