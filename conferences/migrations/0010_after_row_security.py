"""Who sees drafts, versions, corrections, reminders and repeats, from conferences/sql/after.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0009_after")]

    operations = [from_file("conferences", "after")]
