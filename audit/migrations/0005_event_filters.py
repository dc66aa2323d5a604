"""Indexes for the filters of the auditor's page: person, agency and verb, newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_sealing")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["partnership_id", "user_id", "-at"], name="event_by_person"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["partnership_id", "agency_id", "-at"], name="event_by_agency"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["partnership_id", "verb", "-at"], name="event_by_verb"),
        ),
    ]
