"""Who may write that somebody was reminded of a task, from conferences/sql/reminders_of_tasks.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0020_reminder_of_task")]

    operations = [from_file("conferences", "reminders_of_tasks")]
