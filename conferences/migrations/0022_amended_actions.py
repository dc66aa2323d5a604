"""An amendment changes the action that it is about, from conferences/sql/amended_actions.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0021_reminders_of_tasks")]

    operations = [from_file("conferences", "amended_actions")]
