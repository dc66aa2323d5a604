"""Whose calendar file is whose, from conferences/sql/calendar.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("conferences", "0014_calendar")]

    operations = [from_file("conferences", "calendar")]
